// What a simulator says about the state it is in: a sign, a title, why, and what to do.
import { useLayoutEffect, useRef } from "preact/hooks";
import { Paragraphs } from "../text.jsx";

const LOOKS = { right: ["✓", "b12-result-right"], note: ["!", ""], wrong: ["✕", "b12-result-wrong"] };

/**
 * `tone` is right, note or wrong; `children` follow the words. Changes are announced, or with `land` the
 * focus goes there as soon as it appears, because it was asked for by a button further up.
 */
export function Finding({ tone, title, why, todo, land = false, children }) {
  const [sign, look] = LOOKS[tone];
  const box = useRef(null);
  useLayoutEffect(() => {
    if (land) box.current.focus();
  }, []);
  return (
    <div role={land ? undefined : "status"}>
      <div class={`b12-result b12-finding ${look}`} ref={box} tabIndex={land ? -1 : undefined}>
        <p class="b12-finding-title"><strong><span class="b12-sign" aria-hidden="true">{sign}</span> {title}</strong></p>
        {why && <Paragraphs text={why} />}
        {todo && <p><strong>What to do:</strong> {todo}</p>}
        {children}
      </div>
    </div>
  );
}
