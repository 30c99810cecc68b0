// The result of a practice check: what was found, what is unsafe, what to read again, the sources.
import { useLayoutEffect, useRef } from "preact/hooks";
import { Reading } from "./reading.jsx";
import { Sources } from "./sources.jsx";

export function Feedback({ item, verdict, explain, attempt, base }) {
  const summary = useRef(null);
  const { checked, tries, revealed } = attempt;
  useLayoutEffect(() => {
    if (checked) summary.current?.focus();
  }, [checked, tries, revealed]);
  return (
    <div aria-live="polite">
      {verdict && (
        <div class="b12-feedback">
          <div class={`b12-result ${lookOf(verdict)}`} ref={summary} tabIndex={-1} id={`${base}-result`}>
            <Words verdict={verdict} revealed={revealed} />
            {!verdict.right && <Reading explain={explain} />}
          </div>
          <Sources explain={explain} />
        </div>
      )}
    </div>
  );
}

/** "Stop and look again. One choice could hurt someone." */
export function UnsafeWords({ count }) {
  return <p><strong>Stop and look again.</strong> {count === 1 ? "One choice" : `${count} choices`} could hurt someone.</p>;
}

const countUnsafe = (verdict) => Object.values(verdict.elements).filter((e) => e.verdict === "unsafe").length;

function lookOf(verdict) {
  if (countUnsafe(verdict)) return "b12-result-unsafe";
  if (verdict.right) return "b12-result-right";
  return verdict.neutral ? "b12-result-plain" : "";
}

function Words({ verdict, revealed }) {
  const unsafe = countUnsafe(verdict);
  const reason = Object.values(verdict.elements).some((e) => e.why && e.verdict !== "missed" && e.verdict !== "left");
  return (
    <>
      {unsafe > 0 && <UnsafeWords count={unsafe} />}
      {verdict.right && <p><strong><span aria-hidden="true">✓ </span>That is right.</strong></p>}
      {!verdict.right && verdict.summary && <p>{verdict.summary}</p>}
      {!verdict.right && !verdict.summary && !unsafe && <p><strong>Not yet.</strong> {reason ? "Read the reason" : "Look again"}, then try once more.</p>}
      {revealed && !verdict.right && !verdict.neutral && <p>The best answer is shown above.</p>}
    </>
  );
}
