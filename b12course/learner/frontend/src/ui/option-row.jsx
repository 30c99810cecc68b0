// A radio button or checkbox whose whole row can be pressed, with its verdict.
import { Inline } from "../text.jsx";
import { Tag, Why, toneOf } from "./mark.jsx";

export function OptionRow({ id, kind, name, text, checked, locked, mark, onToggle, blocked }) {
  const whyId = mark?.why || mark?.best ? `${id}-why` : undefined;
  const guard = (event) => {
    if (!blocked || checked) return;
    event.preventDefault();
    blocked();
  };
  return (
    <div class={`b12-opt ${toneOf(mark)} ${locked ? "b12-locked" : ""}`}>
      <label>
        <input
          type={kind}
          id={id}
          name={name}
          checked={checked}
          disabled={locked}
          aria-describedby={whyId}
          onClick={guard}
          onChange={(event) => onToggle(event.currentTarget.checked)}
        />
        <span>
          <Tag mark={mark} />
          <Inline text={text} />
        </span>
      </label>
      <Why mark={mark} id={whyId} />
    </div>
  );
}
