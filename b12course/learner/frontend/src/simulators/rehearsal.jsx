// Rehearsal: put the steps of a visit in order. Any order that breaks no rule is right; a swap that could hurt says so.
import { useMemo, useState } from "preact/hooks";
import { Button } from "../ui/buttons.jsx";
import { Choices } from "../ui/choices.jsx";
import { Finding } from "../ui/finding.jsx";
import { order } from "../types/order.jsx";

const shuffled = (list) => list.map((one) => [Math.random(), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);

/** The rules that a sequence breaks. */
export const broken = (rules, sequence) =>
  rules.filter(({ first, then }) => sequence.indexOf(first) > sequence.indexOf(then));

export function Rehearsal({ data, uid }) {
  const [id, setId] = useState(data.parts[0].id);
  const [past, setPast] = useState([[]]); // every sequence so far: the last one is now
  const [checked, setChecked] = useState(0);
  const part = data.parts.find((p) => p.id === id);
  const sequence = past.at(-1);
  const item = useMemo(() => ({ options: shuffled(part.steps).map((s) => ({ id: s.id, text: s.text, badge: s.critical ? "Critical" : undefined })) }), [part]);
  const texts = Object.fromEntries(part.steps.map((s) => [s.id, s.text]));

  const become = (history) => {
    setPast(history);
    setChecked(0);
  };
  const begin = (next) => {
    setId(next);
    become([[]]);
  };
  const faults = checked ? broken(part.rules, sequence) : [];
  const markOf = (step) => {
    if (!checked) return undefined;
    const mine = faults.filter((f) => f.then === step).sort((a, b) => b.unsafe - a.unsafe);
    if (!mine.length) return { verdict: "right", word: "Safe here" };
    const why = mine.map((f) => `Comes after “${texts[f.first]}”.`).join("\n");
    return { verdict: mine[0].unsafe ? "unsafe" : "wrong", word: mine[0].unsafe ? "Unsafe this early" : "Too early", why };
  };
  const open = part.steps.length - sequence.length;

  return (
    <div class="b12-rehearsal">
      <Choices legend="Part of the visit" name={`${uid}-part`} options={data.parts.map((p) => ({ id: p.id, text: p.name }))} value={id} onChange={begin} />
      <order.Answer key={id} item={item} base={uid} value={sequence} onChange={(next) => become([...past, next])} locked={false} markOf={markOf} />
      <div class="b12-acts">
        <Button main disabled={open > 0} onClick={() => setChecked(checked + 1)}>Check the order</Button>
        <Button disabled={past.length < 2} onClick={() => become(past.slice(0, -1))}>Undo</Button>
        <Button disabled={past.length < 2} onClick={() => become([[]])}>Start again</Button>
        <span class="b12-tally">{sequence.length} of {part.steps.length} steps placed</span>
      </div>
      {checked > 0 && <Result key={checked} faults={faults} texts={texts} end={part.end} />}
    </div>
  );
}

function Result({ faults, texts, end }) {
  if (!faults.length) return <Finding land tone="right" title="A safe order" why={end} />;
  const unsafe = faults.filter((f) => f.unsafe);
  const title = unsafe.length ? "Stop and look again" : "Not unsafe, but out of order";
  return (
    <Finding land tone={unsafe.length ? "wrong" : "note"} title={title}>
      <ul class="b12-swaps">
        {[...unsafe, ...faults.filter((f) => !f.unsafe)].map(({ first, then, why, unsafe: harm }) => (
          <li key={first + then}>
            <strong>{harm ? "Unsafe: " : "Out of order: "}</strong>“{texts[then]}” stands before “{texts[first]}”. {why}
          </li>
        ))}
      </ul>
    </Finding>
  );
}
