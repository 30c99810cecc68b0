// Steps to put in order. Value: ["d", "a", "c"], as far as it has been built.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Inline } from "../text.jsx";
import { followDrag } from "../ui/drag.js";
import { Tag, Why, toneOf } from "../ui/mark.jsx";
import { textsOf } from "../values.js";

function moved(list, from, to) {
  const rest = list.filter((_, n) => n !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}

function Answer({ item, base, value, onChange, locked, markOf, revealed, explain }) {
  const texts = textsOf(item.options);
  const badges = Object.fromEntries(item.options.map((o) => [o.id, o.badge]));
  const sequence = value ?? [];
  const waiting = item.options.filter((o) => !sequence.includes(o.id));
  const [said, say] = useState("");
  const [over, setOver] = useState(null);
  const root = useRef(null);
  const focusNext = useRef(null);
  // A moved row loses the focus when the browser puts it elsewhere: give it back.
  useLayoutEffect(() => {
    if (!focusNext.current) return;
    root.current.querySelector(focusNext.current)?.focus();
    focusNext.current = null;
  });

  const add = (id) => {
    const after = waiting[waiting.findIndex((o) => o.id === id) + 1] ?? waiting.find((o) => o.id !== id);
    focusNext.current = after ? `[data-add="${after.id}"]` : `[data-step="${id}"] [data-act="up"]`;
    onChange([...sequence, id]);
    say(`Step ${sequence.length + 1}: ${texts[id]}.`);
  };
  const move = (id, to, act) => {
    if (to < 0 || to >= sequence.length) return say(to < 0 ? "This is the first step already." : "This is the last step already.");
    focusNext.current = act && `[data-step="${id}"] [data-act="${act}"]`;
    onChange(moved(sequence, sequence.indexOf(id), to));
    say(`${texts[id]} is now step ${to + 1} of ${sequence.length}.`);
  };
  const takeOut = (id) => {
    focusNext.current = `[data-add="${id}"]`;
    onChange(sequence.filter((other) => other !== id));
    say(`${texts[id]} taken out.`);
  };
  const drag = (id) => (down) => {
    down.preventDefault();
    const rowAt = (element) => element?.closest("[data-step]");
    followDrag(down, {
      words: texts[id],
      over: (element) => setOver(rowAt(element)?.dataset.step ?? null),
      drop: (element) => {
        const row = rowAt(element);
        if (row && root.current.contains(row)) move(id, sequence.indexOf(row.dataset.step));
      },
      end: () => setOver(null),
    });
  };

  return (
    <div class="b12-order" ref={root}>
      {sequence.length > 0 && (
        <ol class="b12-steps" aria-label="Your order">
          {sequence.map((id, n) => (
            <Step key={id} {...{ id, n, text: texts[id], badge: badges[id], locked, move, takeOut, drag, last: n === sequence.length - 1 }} over={over === id} mark={markOf(id)} />
          ))}
        </ol>
      )}
      {!locked && !sequence.length && <p class="b12-slot b12-first-step" aria-hidden="true">Your first step goes here</p>}
      {waiting.length > 0 && (
        <div class="b12-waiting" role="group" aria-label="Steps not placed yet">
          <p class="b12-how">{locked ? "Not placed:" : "Add each step when its turn comes."}</p>
          {waiting.map(({ id, text, badge }) =>
            locked ? (
              <p key={id} class="b12-chip b12-idle"><Inline text={text} /></p>
            ) : (
              <button type="button" key={id} class="b12-chip b12-add" data-add={id} onClick={() => add(id)}>
                <span class="b12-plus" aria-hidden="true">+</span>
                <span><span class="b12-unseen">Add: </span><Inline text={text} /><Badge words={badge} /></span>
              </button>
            ),
          )}
        </div>
      )}
      {!locked && <p class="b12-unseen" role="status">{said}</p>}
      {revealed && explain && !markedAllRight(item, sequence, explain) && <BestOrder {...{ explain, texts }} />}
    </div>
  );
}

/** A word beside a step, such as "Critical". */
const Badge = ({ words }) => words && <> <span class="b12-badge">{words}</span></>;

function Step({ id, n, text, badge, locked, move, takeOut, drag, last, over, mark }) {
  const keys = (event) => {
    const to = { ArrowUp: n - 1, ArrowDown: n + 1 }[event.key];
    if (!event.altKey || to === undefined || locked) return;
    event.preventDefault();
    move(id, to, event.target.dataset.act);
  };
  const button = (act, sign, words, idle, onClick) => (
    <button type="button" class="b12-btn b12-icon" data-act={act} aria-label={`${words}: ${text}`} title={words} aria-disabled={idle || undefined} onClick={onClick}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
  return (
    <li class={`b12-step ${toneOf(mark)} ${over ? "b12-over" : ""}`} data-step={id} onKeyDown={keys}>
      {!locked && <span class="b12-grip" aria-hidden="true" onPointerDown={drag(id)} />}
      <span class="b12-number" aria-hidden="true">{n + 1}</span>
      <div class="b12-steptext"><Tag mark={mark} /><Inline text={text} /><Badge words={badge} /><Why mark={mark} /></div>
      {!locked && (
        <span class="b12-moves">
          {button("up", "↑", "Move up", n === 0, () => move(id, n - 1, "up"))}
          {button("down", "↓", "Move down", last, () => move(id, n + 1, "down"))}
          {button("out", "✕", "Take out", false, () => takeOut(id))}
        </span>
      )}
    </li>
  );
}

const markedAllRight = (item, sequence, { key }) => key.every((id, n) => sequence[n] === id);

function BestOrder({ explain, texts }) {
  return (
    <div class="b12-best">
      <p class="b12-side-name">Best order</p>
      <ol class="b12-steps">
        {explain.key.map((id, n) => (
          <li key={id} class="b12-step">
            <span class="b12-number" aria-hidden="true">{n + 1}</span>
            <div class="b12-steptext">
              <Inline text={texts[id]} />
              <Why mark={{ why: explain.rationale[id] }} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function judge(item, value, { key, rationale, unsafe }) {
  const sequence = value ?? [];
  // "a>b" is an unsafe pair: a stands before b, and would harm.
  const harms = unsafe.filter((pair) => {
    const [a, b] = pair.split(">").map((id) => sequence.indexOf(id));
    return a >= 0 && b >= 0 && a < b;
  });
  const elements = {};
  sequence.forEach((id, n) => {
    const harm = harms.some((pair) => pair.startsWith(`${id}>`));
    const why = rationale[id];
    if (harm) elements[id] = { verdict: "unsafe", word: "Unsafe this early", why };
    else if (id === key[n]) elements[id] = { verdict: "right", word: "Right place", why };
    else elements[id] = { verdict: "wrong", word: "Not here", why };
  });
  const found = sequence.filter((id, n) => id === key[n]).length;
  return { elements, right: found === key.length, summary: `${found} of ${key.length} steps in the right place.` };
}

export const order = {
  Answer,
  judge,
  tally: (item, value) => `${(value ?? []).length} of ${item.options.length} steps placed`,
};
