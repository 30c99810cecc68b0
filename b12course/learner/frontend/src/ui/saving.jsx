// What is known about the answers being kept. "Saved" is said only after the store has said so.
import { useQuiz } from "../context.js";
import { hasContent } from "../values.js";

const SILENT =
  "Not saved: the course’s engine is not answering. Your answer is still on this screen. Choose Run ▸ Run All Cells, then it is saved.";

const two = (n) => String(n).padStart(2, "0");

function clock(at) {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? "" : ` ${two(time.getHours())}:${two(time.getMinutes())}`;
}

function wordsFor({ state, savedAt }, anyAnswer) {
  if (state === "sending") return "Saving…";
  if (state === "trying") return "Not saved yet. Trying again…";
  if (state === "silent" || state === "refused") return "✕ Not saved";
  if (state === "saved") return `✓ Saved${clock(savedAt)}`;
  return anyAnswer ? "✓ Saved" : "No answer yet";
}

function refusal(messages) {
  const words = messages.join(" ");
  return words.startsWith("Not saved") ? words : `Not saved: ${words}`;
}

export function SaveState() {
  const { spec, session } = useQuiz();
  const anyAnswer = spec.items.some((item) => hasContent(session.answerOf(item.id)));
  const words = wordsFor(session.saving, anyAnswer);
  // "Saving…" passes within the blink of an eye: seen, but not read out.
  const spoken = session.saving.state === "sending" ? "" : words;
  return (
    <span class={`b12-saved b12-saved-${session.saving.state}`}>
      <span aria-hidden="true">{words}</span>
      <span class="b12-unseen" role="status">{spoken}</span>
    </span>
  );
}

export function SaveAlert() {
  const { session } = useQuiz();
  const { state, messages } = session.saving;
  const bad = state === "silent" || state === "refused";
  return (
    <div role="alert">
      {bad && (
        <div class="b12-alert">
          <p>{state === "silent" ? SILENT : refusal(messages)}</p>
          <button type="button" class="b12-btn" onClick={session.again}>Save again</button>
        </div>
      )}
    </div>
  );
}
