// Makes practice and simulators live, in the place of their plain form.
import { answerStore } from "./answers.js";

const { quiz, simulator } = document.body.dataset;

export async function startLive() {
  const places = [...document.querySelectorAll("[data-live]")];
  const kinds = new Set(places.map((place) => place.dataset.live));
  const here = (address) => import(new URL(address, document.baseURI).href);
  const [quizzes, simulators] = await Promise.all([
    kinds.has("quiz") ? here(quiz) : null,
    kinds.has("simulator") ? here(simulator) : null,
  ]);
  for (const place of places) {
    const spec = JSON.parse(place.querySelector("script").textContent);
    if (place.dataset.live === "quiz") quizzes.mount(place, spec, answerStore(spec));
    else simulators.mount(place, spec);
    place.dataset.state = "live";
  }
  stayAtTarget();
}

/** What came alive above the place that the address names has moved it: go there again. */
function stayAtTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
}
