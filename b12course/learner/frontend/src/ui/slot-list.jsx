// The list that opens under a pressed slot: what may go in, and how to take out what is there.
import { useLayoutEffect, useRef } from "preact/hooks";
import { Inline } from "../text.jsx";

export function SlotList({ board, slot }) {
  const panel = useRef(null);
  const held = board.filled[slot];
  const offered = board.offered(slot);

  useLayoutEffect(() => makeRoom(panel.current), []);
  useLayoutEffect(() => panel.current.querySelector("button")?.focus(), []);

  const keys = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...panel.current.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };
  const left = (event) => {
    if (event.relatedTarget && !panel.current.contains(event.relatedTarget)) board.setListFor(null);
  };
  const then = (act) => () => {
    board.focusSlot(slot);
    act();
  };

  return (
    <span class="b12-slotlist" role="group" aria-label={`Choices for ${board.names[slot]}`} ref={panel} onKeyDown={keys} onFocusOut={left}>
      {offered.map(({ id, text }) => (
        <button type="button" key={id} class="b12-pick" onClick={then(() => board.place(id, slot))}>
          <Inline text={text} />
        </button>
      ))}
      {held && (
        <button type="button" class="b12-pick b12-pick-out" onClick={then(() => board.takeOut(slot))}>Take out “{board.words[held]}”</button>
      )}
      <button type="button" class="b12-pick b12-pick-out" onClick={board.closeList}>Close the list</button>
    </span>
  );
}

/**
 * Shifts the panel sideways into the quiz, and lengthens the board where the panel would hang out below
 * (JupyterLab would put it behind a scroll bar). Returns a function that takes the length back.
 */
function makeRoom(panel) {
  const board = panel.closest(".b12-board");
  const frame = panel.closest(".b12-inner").getBoundingClientRect();
  const box = panel.getBoundingClientRect();
  const margin = 8;
  const tooFar = Math.max(0, box.right - (frame.right - margin));
  const shift = Math.max(-tooFar, frame.left + margin - box.left);
  panel.style.translate = `${shift}px 0`;
  board.style.marginBottom = `${Math.max(0, box.bottom + margin - frame.bottom)}px`;
  return () => (board.style.marginBottom = "");
}
