// Lists to choose several from: multiple, select_n ["a", "d"] and grouping {"group1": ["a"]}.
import { useState } from "preact/hooks";
import { Inline } from "../text.jsx";
import { OptionRow } from "../ui/option-row.jsx";
import { toggled, withKey } from "../values.js";
import { judgePicks, foundWords } from "../verdicts.js";

function Boxes({ options, base, picks, onPicks, locked, markOf, blocked }) {
  return options.map(({ id, text }) => (
    <OptionRow
      key={id}
      id={`${base}-${id}`}
      kind="checkbox"
      text={text}
      checked={picks.includes(id)}
      locked={locked}
      mark={markOf(id)}
      blocked={blocked}
      onToggle={() => onPicks(toggled(picks, id))}
    />
  ));
}

function MultipleAnswer({ item, base, value, onChange, locked, markOf }) {
  return <Boxes options={item.options} base={base} picks={value ?? []} onPicks={onChange} locked={locked} markOf={markOf} />;
}

function judgeMultiple(item, value, { key, rationale, unsafe }) {
  const { elements, found, strays } = judgePicks(item.options, value ?? [], key, rationale, unsafe);
  return { right: found === key.length && !strays, elements, summary: foundWords(found, key.length, strays) };
}

export const multiple = { Answer: MultipleAnswer, judge: judgeMultiple };

/** As multiple, but no more than n: a further press is answered in words. */
function SelectNAnswer({ item, base, value, onChange, locked, markOf }) {
  const [full, setFull] = useState(false);
  const picks = value ?? [];
  const change = (next) => {
    setFull(false);
    onChange(next);
  };
  return (
    <>
      <Boxes
        options={item.options}
        base={base}
        picks={picks}
        onPicks={change}
        locked={locked}
        markOf={markOf}
        blocked={picks.length >= item.n ? () => setFull(true) : undefined}
      />
      <div role="status">
        {full && !locked && (
          <p class="b12-notice">You have chosen {item.n} already. Take one away first, then choose another.</p>
        )}
      </div>
    </>
  );
}

export const select_n = {
  Answer: SelectNAnswer,
  judge: judgeMultiple,
  tally: (item, value) => `${(value ?? []).length} of ${item.n} chosen`,
};

function GroupingAnswer({ item, base, value, onChange, locked, markOf }) {
  return item.groups.map(({ id, label, options }) => (
    <fieldset class="b12-group" key={id}>
      <legend><Inline text={label} /></legend>
      <Boxes
        options={options}
        base={`${base}-${id}`}
        picks={value?.[id] ?? []}
        onPicks={(picks) => onChange(withKey(value, id, picks))}
        locked={locked}
        markOf={(option) => markOf(`${id}.${option}`)}
      />
    </fieldset>
  ));
}

function judgeGrouping(item, value, { key, rationale, unsafe }) {
  const all = { elements: {}, found: 0, strays: 0, total: 0 };
  for (const { id, options } of item.groups) {
    const mine = unsafe.filter((u) => u.startsWith(`${id}.`)).map((u) => u.slice(id.length + 1));
    const part = judgePicks(options, value?.[id] ?? [], key[id], rationale[id], mine);
    for (const [option, element] of Object.entries(part.elements)) all.elements[`${id}.${option}`] = element;
    all.found += part.found;
    all.strays += part.strays;
    all.total += key[id].length;
  }
  const { elements, found, strays, total } = all;
  return { right: found === total && !strays, elements, summary: foundWords(found, total, strays) };
}

export const grouping = {
  Answer: GroupingAnswer,
  judge: judgeGrouping,
  tally: (item, value) => `${Object.keys(value ?? {}).length} of ${item.groups.length} groups answered`,
};
