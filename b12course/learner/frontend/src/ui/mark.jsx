// A verdict on one element of an answer: always a sign, a word and a colour together.
import { Inline } from "../text.jsx";

const WORDS = {
  right: ["✓", "Right"],
  wrong: ["✕", "Not this"],
  unsafe: ["✕", "Unsafe"],
  missed: ["○", "Missed"],
};

/** The tag "✓ Right." before an element's words; `bare` leaves the full stop out, inside a sentence. */
export function Tag({ mark, bare }) {
  if (!mark || !WORDS[mark.verdict]) return null;
  const [sign, word] = WORDS[mark.verdict];
  return (
    <span class={`b12-tag b12-tone-${mark.verdict}`}>
      <span aria-hidden="true">{sign} </span>
      {mark.word ?? word}
      {bare ? "" : ". "}
    </span>
  );
}

export const toneOf = (mark) => (mark && WORDS[mark.verdict] ? `b12-is-${mark.verdict}` : "");

/** Why an element is right or wrong, and the best answer where it is known. */
export function Why({ mark, id }) {
  if (!mark || (!mark.why && !mark.best)) return null;
  return (
    <div class="b12-why" id={id}>
      {mark.best && <p><strong>Best answer:</strong> <Inline text={mark.best} /></p>}
      {mark.why && <p><Inline text={mark.why} /></p>}
    </div>
  );
}
