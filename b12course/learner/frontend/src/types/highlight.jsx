// Phrases to mark in a text or table. Value: ["t3", "t9"].
// A phrase is a toggle button made of a <span>, because a real <button> cannot break across lines.
import { Passage, phrasesOf } from "../ui/passage.jsx";
import { Tag, toneOf } from "../ui/mark.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { toggled } from "../values.js";
import { foundWords, judgePicks } from "../verdicts.js";

function Answer({ item, base, value, onChange, locked, markOf }) {
  const picks = value ?? [];
  const phrase = (id, words) => {
    const on = picks.includes(id);
    const mark = markOf(id);
    const toggle = () => !locked && onChange(toggled(picks, id));
    const press = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toggle();
    };
    return (
      <span
        role="button"
        tabIndex={locked ? -1 : 0}
        id={`${base}-${id}`}
        class={`b12-phrase ${toneOf(mark)}`}
        aria-pressed={on}
        aria-disabled={locked || undefined}
        onClick={toggle}
        onKeyDown={press}
      >
        <Tag mark={mark} bare />
        {words}
      </span>
    );
  };
  const reasons = phrasesOf(item).map(({ id, text }) => ({ words: `“${text}”`, mark: markOf(id), id }));
  return (
    <>
      <Passage item={item} pieces={{ mark: phrase }} />
      <Reasons entries={reasons} />
    </>
  );
}

function judge(item, value, { key, rationale, unsafe }) {
  const { elements, found, strays } = judgePicks(phrasesOf(item), value ?? [], key, rationale, unsafe);
  return { elements, right: found === key.length && !strays, summary: foundWords(found, key.length, strays) };
}

export const highlight = {
  Answer,
  judge,
  tally: (item, value) => {
    const n = (value ?? []).length;
    return n === 1 ? "1 phrase marked" : `${n} phrases marked`;
  },
};
