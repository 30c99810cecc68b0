// Bow-tie. Value: {"condition": "a", "actions": ["b", "c"], "parameters": ["d", "e"]}.
import { Board, Pool, Slot, useBoard } from "../ui/chip-board.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { rightWords } from "../verdicts.js";

const SIDES = ["actions", "condition", "parameters"];
const SLOTS = { actions: ["actions.1", "actions.2"], condition: ["condition.1"], parameters: ["parameters.1", "parameters.2"] };
const NOUNS = { actions: "Action", condition: "Condition", parameters: "Thing to watch" };
const HINTS = { actions: "Place an action", condition: "Place a condition", parameters: "Place a thing to watch" };

const sideOf = (name) => name.split(".")[0];
const picksOf = (value, side) => [value?.[side] ?? []].flat();
const nameOf = (slot) => (sideOf(slot) === "condition" ? NOUNS.condition : `${NOUNS[sideOf(slot)]} ${slot.split(".")[1]}`);

/** Chips are named side.option, because two sides may use the same option ids. */
const chipsOf = (item, side) => item[side].options.map(({ id, text }) => ({ id: `${side}.${id}`, text }));

function filledFrom(value) {
  const pairs = SIDES.flatMap((side) => picksOf(value, side).map((id, n) => [SLOTS[side][n], `${side}.${id}`]));
  return Object.fromEntries(pairs);
}

function valueFrom(filled) {
  const value = {};
  for (const side of SIDES) {
    const picks = SLOTS[side].map((slot) => filled[slot]?.slice(side.length + 1)).filter(Boolean);
    if (picks.length) value[side] = side === "condition" ? picks[0] : picks;
  }
  return value;
}

function Answer({ item, base, value, onChange, locked, markOf }) {
  const board = useBoard({
    base,
    chips: SIDES.flatMap((side) => chipsOf(item, side)),
    slots: SIDES.flatMap((side) => SLOTS[side].map((id) => ({ id, name: nameOf(id) }))),
    filled: filledFrom(value),
    fits: (chip, slot) => sideOf(chip) === sideOf(slot),
    onFill: (filled) => onChange(valueFrom(filled)),
    locked,
  });
  return (
    <Board board={board}>
      <div class="b12-bow">
        {SIDES.map((side) => (
          <div key={side} class={`b12-side b12-side-${side}`} role="group" aria-label={item[side].label}>
            <p class="b12-side-name" aria-hidden="true">{item[side].label}</p>
            <div class="b12-slots">
              {SLOTS[side].map((slot) => (
                <Slot key={slot} board={board} id={slot} hint={HINTS[side]} mark={markOf(board.filled[slot])} />
              ))}
            </div>
            {!locked && <Pool board={board} chips={chipsOf(item, side)} label={`Choices: ${item[side].label}`} />}
          </div>
        ))}
      </div>
      {SIDES.map((side) => <SideReasons key={side} {...{ item, side, markOf }} />)}
    </Board>
  );
}

function SideReasons({ item, side, markOf }) {
  const entries = item[side].options.map(({ id, text }) => ({ words: text, mark: markOf(`${side}.${id}`) }));
  if (!entries.some((e) => e.mark)) return null;
  return (
    <>
      <p class="b12-side-name b12-reasons-head">{item[side].label}</p>
      <Reasons entries={entries} />
    </>
  );
}

function judge(item, value, { key, rationale, unsafe }) {
  const elements = {};
  let found = 0;
  for (const side of SIDES) {
    const keys = [key[side]].flat();
    const picks = picksOf(value, side);
    for (const { id } of item[side].options) {
      const name = `${side}.${id}`;
      const why = rationale[side][id];
      if (keys.includes(id)) elements[name] = { verdict: picks.includes(id) ? "right" : "missed", why };
      else elements[name] = { verdict: !picks.includes(id) ? "left" : unsafe.includes(name) ? "unsafe" : "wrong", why };
    }
    found += picks.filter((id) => keys.includes(id)).length;
  }
  return { elements, right: found === 5, summary: rightWords(found, 5, "places") };
}

export const bowtie = {
  Answer,
  judge,
  tally: (item, value) => `${Object.keys(filledFrom(value)).length} of 5 places filled`,
};
