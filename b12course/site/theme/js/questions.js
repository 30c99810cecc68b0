// "What I want to ask my nurse": ticks and own words, kept in this browser, for paper.
import { read, write } from "./kept.js";

export function startQuestions() {
  const form = document.querySelector("[data-my-questions]");
  if (!form) return;
  const ticks = [...form.querySelectorAll("[data-ask]")];
  const own = form.querySelector("[data-own]");
  const kept = read("questions");
  const ticked = Array.isArray(kept.ticked) ? kept.ticked : [];
  for (const tick of ticks) tick.checked = ticked.includes(tick.dataset.ask);
  own.value = typeof kept.own === "string" ? kept.own : "";
  const keep = () => {
    form.querySelector(".own-print").textContent = own.value;
    form.classList.toggle("some", ticks.some((tick) => tick.checked) || own.value.trim() !== "");
    try {
      write("questions", { ticked: ticks.filter((t) => t.checked).map((t) => t.dataset.ask), own: own.value });
    } catch {
      // It still prints.
    }
  };
  form.addEventListener("input", keep);
  form.addEventListener("submit", (event) => event.preventDefault());
  keep();
  document.querySelector("[data-print]").addEventListener("click", () => print());
}
