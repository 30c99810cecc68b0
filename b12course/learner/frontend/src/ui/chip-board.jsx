// Chips that are placed into slots, by three ways that all work by mouse, touch and keyboard:
// press a chip and then a slot; press a slot and choose from its list; drag (mouse and pen).
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Inline } from "../text.jsx";
import { Tag, toneOf } from "./mark.jsx";
import { followDrag } from "./drag.js";
import { SlotList } from "./slot-list.jsx";

const plain = (text) => text.replace(/\*+/g, "");

/**
 * `chips` is [{id, text}], `slots` [{id, name}], `filled` {slot: chip}; `fits(chip, slot)` tells what
 * may go where; `onFill(filled)` takes the new state.
 */
export function useBoard({ base, chips, slots, filled, fits = () => true, onFill, locked }) {
  const [held, setHeld] = useState(null);
  const [listFor, setListFor] = useState(null);
  const [over, setOver] = useState(null);
  const [said, say] = useState("");
  const root = useRef(null);
  const focusNext = useRef(null);

  useLayoutEffect(() => {
    if (!focusNext.current) return;
    root.current?.querySelector(focusNext.current)?.focus();
    focusNext.current = null;
  });

  const words = Object.fromEntries(chips.map((c) => [c.id, plain(c.text)]));
  const names = Object.fromEntries(slots.map((s) => [s.id, s.name]));
  const focusSlot = (slot) => (focusNext.current = `[data-slot="${slot}"]`);

  const place = (chip, slot) => {
    if (!fits(chip, slot)) return say(`“${words[chip]}” does not go into ${names[slot]}.`);
    const others = Object.fromEntries(Object.entries(filled).filter(([s, c]) => c !== chip && s !== slot));
    onFill({ ...others, [slot]: chip });
    setHeld(null);
    setListFor(null);
    say(`“${words[chip]}” placed in ${names[slot]}.`);
  };
  const takeOut = (slot) => {
    const { [slot]: chip, ...rest } = filled;
    if (!chip) return;
    onFill(rest);
    setListFor(null);
    say(`“${words[chip]}” taken out of ${names[slot]}.`);
  };
  const letGo = () => {
    if (held) focusNext.current = `[data-chip="${held}"]`;
    setHeld(null);
    say("Put back.");
  };

  const pressChip = (chip, event) => {
    setListFor(null);
    if (held === chip) return letGo();
    setHeld(chip);
    const free = slots.find((s) => fits(chip, s.id) && !filled[s.id]);
    if (event.detail === 0 && free) focusSlot(free.id); // by keyboard: go where it can be placed
    say(`“${words[chip]}” picked up. Choose where to place it. Press it again to put it back.`);
  };
  const pressSlot = (slot) => {
    if (held) place(held, slot);
    else setListFor(listFor === slot ? null : slot);
  };
  const closeList = () => {
    focusSlot(listFor);
    setListFor(null);
  };

  const drag = (chip, fromSlot) => (down) => {
    if (locked || !chip || down.pointerType === "touch") return; // a finger scrolls; it presses instead
    followDrag(down, {
      words: words[chip],
      over: (element) => setOver(slotUnder(element)),
      drop: (element) => {
        const slot = slotUnder(element);
        if (slot) place(chip, slot);
        else if (fromSlot) takeOut(fromSlot);
      },
      end: () => setOver(null),
    });
  };
  const slotUnder = (element) => {
    const slot = element?.closest("[data-slot]");
    return slot && root.current.contains(slot) ? slot.dataset.slot : null;
  };

  const onKeyDown = (event) => {
    if (event.key !== "Escape") return;
    if (listFor) closeList();
    else if (held) letGo();
  };
  const placed = new Set(Object.values(filled));
  const offered = (slot) => chips.filter((c) => fits(c.id, slot) && !placed.has(c.id));
  return { base, chips, filled, fits, locked, held, listFor, over, said, words, names, placed, offered, root, onKeyDown, place, takeOut, pressChip, pressSlot, closeList, setListFor, focusSlot, drag };
}

/** Frames a board: keys, the place for messages, and what to do. */
export function Board({ board, children }) {
  return (
    <div class={`b12-board ${board.held ? "b12-holding" : ""}`} ref={board.root} onKeyDown={board.onKeyDown}>
      {children}
      {!board.locked && (
        <p class={`b12-held ${board.held ? "" : "b12-unseen"}`} role="status">{board.said}</p>
      )}
    </div>
  );
}

export function Slot({ board, id, hint, mark }) {
  const chip = board.filled[id];
  const welcome = board.held && board.fits(board.held, id);
  const keys = (event) => {
    if (board.locked || (event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    board.takeOut(id);
  };
  const look = [chip && "b12-full", welcome && "b12-welcome", board.over === id && "b12-over", toneOf(mark)];
  return (
    <span class="b12-slotbox">
      <button
        type="button"
        class={`b12-slot ${look.filter(Boolean).join(" ")}`}
        data-slot={id}
        aria-expanded={board.locked ? undefined : board.listFor === id}
        aria-disabled={board.locked || undefined}
        onClick={() => !board.locked && board.pressSlot(id)}
        onKeyDown={keys}
        onPointerDown={board.drag(chip, id)}
      >
        <span class="b12-unseen">{board.names[id]}{chip ? ": " : ", empty"}</span>
        {mark && <Tag mark={mark} bare />}
        {chip ? <Inline text={board.chips.find((c) => c.id === chip).text} /> : <span aria-hidden="true">{hint}</span>}
      </button>
      {board.listFor === id && <SlotList board={board} slot={id} />}
    </span>
  );
}

/** The chips that wait to be placed. */
export function Pool({ board, chips, label }) {
  const waiting = chips.filter((c) => !board.placed.has(c.id));
  return (
    <div class="b12-pool" role="group" aria-label={label}>
      {waiting.map(({ id, text }) => (
        <button
          type="button"
          key={id}
          class="b12-chip"
          data-chip={id}
          aria-pressed={board.held === id}
          disabled={board.locked}
          onClick={(event) => board.pressChip(id, event)}
          onPointerDown={board.drag(id)}
        >
          <Inline text={text} />
        </button>
      ))}
      {!waiting.length && !board.locked && <p class="b12-tally">All placed.</p>}
    </div>
  );
}
