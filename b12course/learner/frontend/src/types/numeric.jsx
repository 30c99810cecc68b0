// Dose calculation. Value: {"value": 0.75, "unit": "mL", "entered": "0.75"}.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { readAmount } from "../amount.js";
import { toneOf } from "../ui/mark.jsx";
import { Paragraphs } from "../text.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { same, tidy } from "../values.js";
import { judgeAmount } from "../verdicts.js";

const typedIn = (value) => value?.entered ?? (value ? tidy(value.value) : "");

/** What the learner sees may be no number yet, so the words and the unit are kept here, and a value
 * goes out only when both make sense; one that no longer does is taken back. */
function Answer({ item, base, value, onChange, locked, markOf, revealed, explain }) {
  const [only] = item.units.length === 1 ? item.units : [];
  const [typed, setTyped] = useState(typedIn(value));
  const [unit, setUnit] = useState(value?.unit ?? only ?? "");
  const own = useRef(value); // what this field made itself last
  // Before the next key can come: an effect after painting could put "2" back over a typed "2." and make 2.5 a 25.
  useLayoutEffect(() => {
    if (!value || same(value, own.current)) return;
    own.current = value;
    setTyped(typedIn(value));
    setUnit(value.unit);
  }, [value?.entered, value?.value, value?.unit]);

  const read = readAmount(typed);
  const change = (nextTyped, nextUnit, typing) => {
    setTyped(nextTyped);
    setUnit(nextUnit);
    const next = readAmount(nextTyped);
    const whole = next.value !== undefined && nextUnit;
    own.current = whole ? { value: next.value, unit: nextUnit, entered: nextTyped.trim() } : null;
    if (whole || value) onChange(own.current, { typing });
  };
  const mark = markOf("answer");
  const ids = { fault: `${base}-fault`, note: `${base}-note` };
  const noUnit = read.value !== undefined && !unit;
  return (
    <div class="b12-amount">
      <div class={`b12-amount-row ${toneOf(mark)}`}>
        <label for={`${base}-number`}>Your answer</label>
        <input
          type="text"
          id={`${base}-number`}
          inputMode="decimal"
          autocomplete="off"
          maxLength={40}
          size={10}
          value={typed}
          readOnly={locked}
          aria-invalid={read.fault ? "true" : undefined}
          aria-describedby={`${ids.fault} ${ids.note} ${base}-unit`}
          onInput={(event) => change(event.currentTarget.value, unit, true)}
        />
        {only ? (
          <span class="b12-unit" id={`${base}-unit`}>{only}</span>
        ) : (
          <select
            id={`${base}-unit`}
            class={`b12-list ${unit ? "" : "b12-empty"}`}
            aria-label="Unit"
            value={unit}
            disabled={locked}
            onChange={(event) => change(typed, event.currentTarget.value, false)}
          >
            <option value="">Unit…</option>
            {item.units.map((u) => <option key={u} value={u}>{u}</option>)}
          </select>
        )}
      </div>
      <div role="status">
        {read.fault && <p class="b12-fault" id={ids.fault}>{read.fault} Nothing is saved until then.</p>}
        {noUnit && <p class="b12-notice" id={ids.fault}>Choose the unit too. Nothing is saved until then.</p>}
        {read.note && <p class="b12-notice" id={ids.note}>{read.note}</p>}
      </div>
      <Reasons entries={[{ words: typed && `${typed} ${unit}`, mark }]} />
      {revealed && <Working explain={explain} />}
    </div>
  );
}

export function Working({ explain }) {
  if (!explain?.working) return null;
  return <div class="b12-working"><p class="b12-side-name">How to work it out</p><Paragraphs text={explain.working} /></div>;
}

function judge(item, value, explain) {
  const best = `${tidy(explain.key)} ${explain.unit}`;
  if (value && value.unit !== explain.unit) {
    return { right: false, elements: { answer: { verdict: "wrong", word: "Not this unit", best } } };
  }
  return judgeAmount(value?.value, explain, best);
}

export const numeric = { Answer, judge };
