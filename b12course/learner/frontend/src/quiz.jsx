// The frame: header with the saved state, one question or all of them, and the way between them.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { QuizContext, newUid } from "./context.js";
import { Item } from "./item.jsx";
import { Dots } from "./ui/dots.jsx";
import { SaveAlert, SaveState } from "./ui/saving.jsx";

const MODE_NAMES = { practice: "Practice", graded: "Graded questions", review: "Review" };

// Keys pressed in here must not reach JupyterLab, where single letters act on cells.
const keepIn = (event) => event.stopPropagation();

function useRedrawOnChange(session) {
  const [, redraw] = useState(0);
  useLayoutEffect(() => session.subscribe(() => redraw((n) => n + 1)), [session]);
}

// Many quizzes stand on one page: a landmark's name must tell them apart.
function nameOf(spec) {
  const [first] = spec.items;
  const which = spec.first ? `question ${spec.first}` : first.stem.replace(/[*\s]+/g, " ").slice(0, 60);
  return `${MODE_NAMES[spec.mode]}: ${spec.title}, ${which}`;
}

export function Quiz({ spec, session, inKernel }) {
  useRedrawOnChange(session);
  const uid = useMemo(newUid, []);
  const context = useMemo(() => ({ spec, session, uid, inKernel }), [spec, session]);
  const oneAtATime = spec.layout === "one" && spec.items.length > 1;
  const body = useFocusOnMove(session.current);
  const shown = oneAtATime ? [spec.items[session.current]] : spec.items;

  return (
    <QuizContext.Provider value={context}>
      <section
        class={`b12-quiz b12-${spec.mode}`}
        aria-label={nameOf(spec)}
        data-lm-suppress-shortcuts="true"
        onKeyDown={keepIn}
        onKeyPress={keepIn}
        onKeyUp={keepIn}
        onFocusOut={session.flush}
      >
        <div class="b12-inner">
          <header class="b12-head">
            <span class="b12-title">{spec.mode === "graded" ? spec.title : `${MODE_NAMES[spec.mode]} · ${spec.title}`}</span>
            {oneAtATime && <Dots />}
            {spec.mode !== "review" && <SaveState />}
          </header>
          {spec.mode !== "review" && <SaveAlert />}
          <div class="b12-items" ref={body}>
            {shown.map((item) => (
              <Item key={item.id} item={item} index={spec.items.indexOf(item)} nav={oneAtATime ? navOf(spec, session) : null} />
            ))}
          </div>
        </div>
      </section>
    </QuizContext.Provider>
  );
}

function navOf(spec, session) {
  const at = session.current;
  return {
    back: at > 0 ? () => session.goTo(at - 1) : null,
    next: at < spec.items.length - 1 ? () => session.goTo(at + 1) : null,
  };
}

/** Moves the focus to the question's words when another question comes up. */
function useFocusOnMove(current) {
  const body = useRef(null);
  const before = useRef(current);
  // Before the browser paints, here and wherever the focus moves: a fast typist's next key must not be lost.
  useLayoutEffect(() => {
    if (before.current === current) return;
    before.current = current;
    body.current.querySelector("[data-b12-start]")?.focus();
  }, [current]);
  return body;
}
