// Gaps in a text or table that take one token each. Value: {"blank1": "t3"}.
import { Board, Pool, Slot, useBoard } from "../ui/chip-board.jsx";
import { Passage } from "../ui/passage.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { textsOf } from "../values.js";
import { judgePlaces, rightWords } from "../verdicts.js";

function Answer({ item, base, value, onChange, locked, markOf }) {
  const slots = item.targets.map((id, n) => ({ id, name: `Gap ${n + 1}` }));
  const board = useBoard({ base, chips: item.tokens, slots, filled: value ?? {}, onFill: onChange, locked });
  const gap = (id) => <Slot board={board} id={id} hint={`Gap ${item.targets.indexOf(id) + 1}`} mark={markOf(id)} />;
  const texts = textsOf(item.tokens);
  const reasons = slots.map(({ id, name }) => ({ name, words: texts[value?.[id]], mark: markOf(id) }));
  return (
    <Board board={board}>
      <Passage item={item} pieces={{ blank: gap }} />
      {!locked && (
        <>
          <p class="b12-how">Choose words, then the gap they belong in.</p>
          <Pool board={board} chips={item.tokens} label="Words to place" />
        </>
      )}
      <Reasons entries={reasons} />
    </Board>
  );
}

function judge(item, value, { key, rationale, unsafe }) {
  const texts = textsOf(item.tokens);
  const words = { why: (gap, given) => rationale[given], best: (gap) => texts[key[gap]] };
  const { elements, right, found } = judgePlaces(item.targets, value, key, unsafe, words);
  return { elements, right, summary: rightWords(found, item.targets.length, "gaps") };
}

export const drag_cloze = {
  Answer,
  judge,
  tally: (item, value) => `${Object.keys(value ?? {}).length} of ${item.targets.length} gaps filled`,
};
