// Makes practice and simulators live, in the place of their plain form.
import { answerStore, keepCheck } from "./answers.js";

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
    if (place.dataset.live === "quiz") {
      quizzes.mount(place, spec, answerStore(spec));
      noteChecks(place, spec);
    } else simulators.mount(place, spec);
    place.dataset.state = "live";
  }
  stayAtTarget();
}

/**
 * Hears of each check: the quiz then moves the focus to its result, "…-result" or in a case "…-<part>-result", and
 * in a scenario to the last decision, which has the end below it.
 */
function noteChecks(place, spec) {
  const shown = () => {
    const dots = [...place.querySelectorAll(".b12-dot")];
    return spec.items[Math.max(0, dots.findIndex((dot) => dot.hasAttribute("aria-current")))];
  };
  place.addEventListener("focusin", ({ target }) => {
    const isRight = (result) => result.classList.contains("b12-result-right");
    const end = target.matches(".b12-turn") && target.closest(".b12-scenario").querySelector(".b12-endtitle");
    if (end) keepCheck(shown(), "", isRight(end.closest(".b12-result")));
    // An answer in words is compared, not judged.
    if (!target.matches("[id$='-result']:not(.b12-result-plain)")) return;
    keepCheck(shown(), target.id.match(/-(\d+)-result$/)?.[1] ?? "", isRight(target));
  });
}

/** What came alive above the place that the address names has moved it: go there again. */
function stayAtTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.scrollIntoView();
}
