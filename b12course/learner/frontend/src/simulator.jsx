// The second bundle's entries: the simulators' anywidget (default export) and mount() for a page without a kernel.
import { render } from "preact";
import { DoseTrainer } from "./simulators/dose-trainer.jsx";
import { DrawUp } from "./simulators/draw-up.jsx";
import { Frame } from "./simulators/frame.jsx";
import { NeedleDepth } from "./simulators/needle-depth.jsx";
import { Rehearsal } from "./simulators/rehearsal.jsx";
import { SiteFinder } from "./simulators/site-finder.jsx";
import "./css/simulators/index.css";

const BODIES = {
  "needle-depth": NeedleDepth,
  "draw-up": DrawUp,
  "site-finder": SiteFinder,
  "dose-trainer": DoseTrainer,
  rehearsal: Rehearsal,
};

/** Shows the simulator `spec` inside `el`. Returns a function that takes it away. */
export function mount(el, spec) {
  const place = document.createElement("div");
  el.replaceChildren(place);
  render(<Frame spec={spec} Body={BODIES[spec.simulator]} />, place);
  return () => {
    render(null, place);
    place.remove();
  };
}

export default {
  render({ model, el }) {
    return mount(el, model.get("spec"));
  },
};
