// One button for each question: which one is open, answered, flagged.
import { useQuiz } from "../context.js";
import { hasContent } from "../values.js";

export function Dots() {
  const { spec, session } = useQuiz();
  return (
    <nav class="b12-dots" aria-label="Questions">
      {spec.items.map((item, n) => {
        const now = n === session.current;
        const done = hasContent(session.answerOf(item.id));
        const flagged = spec.mode === "graded" && session.isFlagged(item.id);
        const words = [`Question ${(spec.first ?? 1) + n}`, done ? "answered" : "not answered", flagged && "flagged"];
        return (
          <button
            type="button"
            key={item.id}
            class={`b12-dot ${done ? "b12-done" : ""} ${flagged ? "b12-flagged" : ""}`}
            aria-label={words.filter(Boolean).join(", ")}
            aria-current={now ? "step" : undefined}
            onClick={() => session.goTo(n)}
          >
            <i aria-hidden="true" />
          </button>
        );
      })}
    </nav>
  );
}
