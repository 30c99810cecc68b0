// Reasons under a passage or board, where they do not fit beside what they are about.
import { Inline } from "../text.jsx";
import { Tag, Why, toneOf } from "./mark.jsx";

/** `entries` is [{name, words, mark}]; those without a mark are left out. */
export function Reasons({ entries }) {
  const told = entries.filter(({ mark }) => mark);
  if (!told.length) return null;
  return (
    <ul class="b12-reasons">
      {told.map(({ name, words, mark }) => (
        <li key={name ?? words} class={`b12-reason ${toneOf(mark)}`}>
          <Tag mark={mark} />
          {name && <strong>{name}{words ? ": " : ""}</strong>}
          {words && <Inline text={words} />}
          <Why mark={mark} />
        </li>
      ))}
    </ul>
  );
}
