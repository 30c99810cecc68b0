// How far the learner has come, read from the kept answers.
import { isAnswered, wasRight } from "./answers.js";
import { forget, onChangeElsewhere, read } from "./kept.js";

function show() {
  const kept = read("answers");
  for (const row of document.querySelectorAll(".progress [data-items]")) {
    const items = row.dataset.items.split(" ").filter(Boolean);
    const tried = items.filter((id) => isAnswered(kept, id)).length;
    row.querySelector("progress").value = tried;
    row.querySelector(".so-far").textContent = inWords(items.length, tried, items.map((id) => wasRight(kept, id)));
    row.dataset.tried = tried;
  }
  showWhereToGoOn();
}

/** "9 of 12 questions tried, 7 right the last time" */
function inWords(count, tried, checks) {
  if (!count) return "to read";
  if (!tried) return `${count} questions, none tried yet`;
  const said = `${tried} of ${count} questions tried`;
  const right = checks.filter(Boolean).length;
  return checks.every((check) => check === undefined) ? said : `${said}, ${right} right the last time`;
}

/** The first button leads to the first module that is begun but not done, or else to the first page. */
function showWhereToGoOn() {
  const button = document.querySelector("[data-continue]");
  if (!button) return;
  const rows = [...document.querySelectorAll(".progress [data-items]")];
  const open = rows.find((row) => Number(row.dataset.tried) < row.querySelector("progress").max);
  if (!open || !rows.some((row) => Number(row.dataset.tried))) return;
  const link = open.querySelector("a");
  button.href = link.href;
  button.textContent = `Go on: ${link.textContent}`;
}

export function startProgress() {
  show();
  addEventListener("b12course:answered", show);
  addEventListener("pageshow", (event) => event.persisted && show());
  onChangeElsewhere("answers", show);
  const dialog = document.querySelector("[data-ask-start-over]");
  for (const button of document.querySelectorAll("[data-start-over]")) {
    button.addEventListener("click", () => {
      dialog.returnValue = "";
      dialog.showModal();
    });
  }
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "clear") return;
    forget("answers");
    location.reload();
  });
}
