// Lists in a sentence or table: cloze and cloze_rationale. Value: {"blank1": "b"}.
import { Passage, blanksOf } from "../ui/passage.jsx";
import { Tag, toneOf } from "../ui/mark.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { textsOf, withKey } from "../values.js";
import { judgePlaces, rightWords } from "../verdicts.js";

const LONG = 26; // characters that no longer fit beside other words on a phone

const nameOf = (blank, n) => blank.label || `Blank ${n + 1}`;
const inOrder = (item) => {
  const byId = Object.fromEntries(item.blanks.map((b) => [b.id, b]));
  return blanksOf(item).map((id) => byId[id]);
};

function Answer({ item, base, value, onChange, locked, markOf }) {
  const blanks = inOrder(item);
  const list = (id) => {
    const n = blanks.findIndex((b) => b.id === id);
    const { options } = blanks[n];
    const mark = markOf(id);
    const chosen = textsOf(options)[value?.[id]] ?? "";
    const long = options.some((o) => o.text.length > LONG);
    return (
      <span class={`b12-blank ${toneOf(mark)} ${long ? "b12-long" : ""}`}>
        <select
          id={`${base}-${id}`}
          class={`b12-list ${value?.[id] ? "" : "b12-empty"}`}
          aria-label={nameOf(blanks[n], n)}
          value={value?.[id] ?? ""}
          disabled={locked}
          onChange={(event) => onChange(withKey(value, id, event.currentTarget.value))}
        >
          <option value="">Choose…</option>
          {options.map((o) => <option key={o.id} value={o.id}>{o.text}</option>)}
        </select>
        {!mark && chosen.length > LONG && <span class="b12-echo" aria-hidden="true">{chosen}</span>}
        {mark && <> <Tag mark={mark} bare /></>}
      </span>
    );
  };
  const reasons = blanks.map((blank, n) => ({
    name: nameOf(blank, n),
    words: textsOf(blank.options)[value?.[blank.id]],
    mark: markOf(blank.id),
  }));
  return (
    <>
      <Passage item={item} pieces={{ blank: list }} />
      <Reasons entries={reasons} />
    </>
  );
}

function judge(item, value, { key, rationale, unsafe }) {
  const options = Object.fromEntries(item.blanks.map((b) => [b.id, textsOf(b.options)]));
  const blanks = blanksOf(item);
  const words = { why: (b, given) => rationale[b][given], best: (b) => options[b][key[b]] };
  const { elements, right, found } = judgePlaces(blanks, value, key, unsafe, words);
  for (const element of Object.values(elements)) if (element.verdict === "missed") delete element.why;
  return { elements, right, summary: rightWords(found, blanks.length, "blanks") };
}

export const cloze = {
  Answer,
  judge,
  tally: (item, value) => `${Object.keys(value ?? {}).length} of ${item.blanks.length} blanks filled`,
};
