// Dose trainer: an order and a label that were made up; the learner types the volume, and sees every step of the working.
import { useRef, useState } from "preact/hooks";
import { readAmount } from "../amount.js";
import { Button } from "../ui/buttons.jsx";
import { Finding } from "../ui/finding.jsx";
import { Inline } from "../text.jsx";
import { tidy } from "../values.js";
import { stepsOf, verdictOn } from "./dose-trainer-model.js";

const shuffled = (list) => list.map((one) => [Math.random(), one]).sort((a, b) => a[0] - b[0]).map(([, one]) => one);

/** Deals the problems in a random order, and again when all have been seen. */
function useDeck(problems) {
  const deck = useRef([]);
  const deal = () => {
    if (!deck.current.length) deck.current = shuffled(problems);
    return deck.current.pop();
  };
  const [problem, setProblem] = useState(deal);
  return [problem, () => setProblem(deal())];
}

export function DoseTrainer({ data, uid }) {
  const [problem, next] = useDeck(data.problems);
  const [typed, setTyped] = useState("");
  const [checks, setChecks] = useState(0);
  const [shown, setShown] = useState(0);
  const [tally, setTally] = useState({ right: 0, seen: 1 });
  const field = useRef(null);
  const read = readAmount(typed);
  const verdict = checks > 0 && read.value !== undefined ? verdictOn(read, problem, data.words) : null;
  const steps = stepsOf(problem, data.words, data.unit);

  const check = () => {
    if (read.value === undefined) return field.current.focus();
    if (checks === 0 && shown === 0 && verdictOn(read, problem, data.words).tone === "right") setTally({ ...tally, right: tally.right + 1 });
    setChecks(checks + 1);
  };
  const go = () => {
    next();
    setTyped("");
    setChecks(0);
    setShown(0);
    setTally({ ...tally, seen: tally.seen + 1 });
    field.current.focus();
  };

  return (
    <form
      class="b12-dose"
      onSubmit={(event) => {
        event.preventDefault();
        check();
      }}
    >
      <dl class="b12-orderline">
        <div><dt>Order</dt><dd>{problem.dose}</dd></div>
        <div><dt>Label</dt><dd>{problem.strength}{problem.remark && <small> ({problem.remark})</small>}</dd></div>
      </dl>
      <div class="b12-amount-row">
        <label for={`${uid}-ml`}>Volume to draw up</label>
        <input
          type="text"
          id={`${uid}-ml`}
          ref={field}
          inputMode="decimal"
          autocomplete="off"
          maxLength={12}
          size={8}
          value={typed}
          aria-invalid={read.fault ? "true" : undefined}
          aria-describedby={`${uid}-unit ${uid}-fault`}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setChecks(0);
          }}
        />
        <span class="b12-unit" id={`${uid}-unit`}>mL</span>
        <button type="submit" class="b12-btn b12-main">Check</button>
      </div>
      <div role="status">{read.fault && <p class="b12-fault" id={`${uid}-fault`}>{read.fault}</p>}</div>
      {verdict && <Finding key={checks} tone={verdict.tone} title={verdict.title} why={verdict.why} />}
      {shown > 0 && (
        <ol class="b12-workings" aria-label="The working" aria-live="polite">
          {steps.slice(0, shown).map(({ title, text }, n) => (
            <li key={n}>
              <span class="b12-number" aria-hidden="true">{n + 1}</span>
              <div><p><strong>{title}</strong></p><p><Inline text={text} /></p></div>
            </li>
          ))}
        </ol>
      )}
      <div class="b12-acts">
        {shown < steps.length && <Button onClick={() => setShown(shown + 1)}>{shown ? "Show the next step" : "Show the first step"}</Button>}
        <Button onClick={go}>Next problem</Button>
        <span class="b12-tally">Problem {tally.seen}. Right at once, without help: {tally.right}.</span>
      </div>
    </form>
  );
}
