// The bundle's entries: the anywidget (default export) and mount() for a page without a kernel.
import { render } from "preact";
import { Quiz } from "./quiz.jsx";
import { Session } from "./session.js";
import { kernelStore } from "./stores/kernel.js";
import "./css/index.css";

export { localStore } from "./stores/local.js";

/** Shows the quiz `spec` inside `el`, keeping answers in `store`. Returns a function that takes it away. */
export function mount(el, spec, store) {
  const session = new Session(spec, store);
  const place = document.createElement("div");
  el.replaceChildren(place);
  render(<Quiz spec={spec} session={session} inKernel={Boolean(store.inKernel)} />, place);
  return () => {
    render(null, place);
    place.remove();
    session.close();
  };
}

export default {
  render({ model, el }) {
    let takeAway = mount(el, model.get("spec"), kernelStore(model));
    model.on("change:spec", () => {
      takeAway();
      takeAway = mount(el, model.get("spec"), kernelStore(model));
    });
    return () => takeAway();
  },
};
