// Multiple choice with one best answer. Value: "b".
import { OptionRow } from "../ui/option-row.jsx";

function Answer({ item, base, value, onChange, locked, markOf }) {
  return item.options.map(({ id, text }) => (
    <OptionRow
      key={id}
      id={`${base}-${id}`}
      kind="radio"
      name={`${base}-choice`}
      text={text}
      checked={value === id}
      locked={locked}
      mark={markOf(id)}
      onToggle={() => onChange(id)}
    />
  ));
}

function judge(item, value, { key, rationale, unsafe }) {
  const elements = {};
  for (const { id } of item.options) {
    const why = rationale[id];
    if (id === key) elements[id] = value === id ? { verdict: "right", why } : { verdict: "missed", word: "Best answer", why };
    else if (value === id) elements[id] = { verdict: unsafe.includes(id) ? "unsafe" : "wrong", why };
    else elements[id] = { verdict: "left", why };
  }
  return { right: value === key, elements };
}

export const single = { Answer, judge, clearable: true };
