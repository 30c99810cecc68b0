// A branching scenario. Value: the list of choice ids in the order taken.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useQuiz } from "./context.js";
import { Inline, Paragraphs } from "./text.jsx";
import { Button } from "./ui/buttons.jsx";
import { UnsafeWords } from "./ui/feedback.jsx";
import { Tag, Why, toneOf } from "./ui/mark.jsx";
import { OptionRow } from "./ui/option-row.jsx";
import { Reading } from "./ui/reading.jsx";
import { ReviewPanel } from "./ui/review-panel.jsx";
import { Sources } from "./ui/sources.jsx";

const ENDS = {
  good: ["✓", "A good end", "b12-result-right"],
  mixed: ["○", "A mixed end", ""],
  harm: ["✕", "This path ends in harm", "b12-result-unsafe"],
  plain: ["", "The end", "b12-result-plain"],
};

/** Returns the decisions as [{node, choice}] and the node where the path stands: null once it has ended. */
function walk(item, decisions) {
  const path = [];
  let here = item.start;
  for (const id of decisions) {
    const choice = item.nodes[here]?.choices.find((c) => c.id === id);
    if (!choice) break;
    path.push({ node: here, choice });
    here = choice.to;
  }
  return { path, here };
}

/** What is told about a choice only where its key is known: what came of it, and why it is sound or not. */
const toldOf = ({ node, choice }, explain) => explain?.choices[node][choice.id];

function markFor(taken, explain) {
  const told = toldOf(taken, explain);
  if (!told) return undefined;
  const all = explain.choices[taken.node];
  const { points, unsafe, why } = told;
  const most = Math.max(...Object.values(all).map((c) => c.points));
  if (unsafe) return { verdict: "unsafe", why };
  if (points === most) return { verdict: "right", word: "Sound", why };
  return points > 0 ? { verdict: "missed", word: "Could be better", why } : { verdict: "wrong", word: "Not the best", why };
}

export function Scenario({ item, base, kind, value, onChange, explain, result, attempt, onAttempt, onJudged, start, flag, end }) {
  const { spec } = useQuiz();
  const practice = spec.mode === "practice";
  const review = spec.mode === "review";
  const decisions = value ?? [];
  const { path, here } = walk(item, decisions);
  const told = practice || (review && spec.reveal === "everything") ? explain : undefined;
  const news = useFocusOnDecision(decisions.length, Boolean(told));
  const ended = here === null;
  const verdicts = path.map((taken) => markFor(taken, explain)?.verdict);
  const unsafe = verdicts.filter((v) => v === "unsafe").length;
  const sound = verdicts.every((v) => v === "right");
  const choose = (id) => {
    onChange([...decisions, id]);
    const reached = practice && explain.ends[toldOf({ node: here, choice: { id } }, explain).end];
    if (reached) onJudged(reached.kind === "good");
  };
  const startAgain = () => {
    onAttempt({ revealed: false });
    onChange([]);
  };

  return (
    <div class="b12-item b12-scenario">
      <div class="b12-body" ref={news}>
        <p class="b12-kind">{kind}</p>
        <div class="b12-story b12-lead" tabIndex={-1} data-b12-start><Paragraphs text={item.stem} /></div>
        {path.length > 0 && <Log {...{ item, path, explain: told }} />}
        {ended ? <End last={path.at(-1)} explain={told} review={review} /> : <Moment key={here} {...{ node: item.nodes[here], base: `${base}-${here}`, review, graded: !practice, choose }} />}
        {practice && ended && (
          <div class="b12-feedback">
            {!sound && (
              <div class={`b12-result ${unsafe ? "b12-result-unsafe" : ""}`}>
                {unsafe > 0 && <UnsafeWords count={unsafe} />}
                <Reading explain={explain} />
              </div>
            )}
            <Sources explain={explain} />
          </div>
        )}
        {told && ended && (review || attempt.revealed) && <BestPath item={item} explain={told} />}
        {review && <ReviewPanel {...{ item, result, explain, answered: decisions.length > 0 }} />}
      </div>
      <div class="b12-foot">
        {start}
        {flag}
        <span class="b12-space" />
        {practice && ended && !sound && !attempt.revealed && <Button onClick={() => onAttempt({ revealed: true })}>Show the answer</Button>}
        {practice && decisions.length > 0 && <Button main={ended && !sound} onClick={startAgain}>Start again</Button>}
        {end}
      </div>
    </div>
  );
}

/** One moment: what happens, and the choices. A choice counts only once it is confirmed. */
function Moment({ node, base, review, graded, choose }) {
  const [picked, setPicked] = useState(null);
  return (
    <div class="b12-moment">
      <div class="b12-story" id={`${base}-now`} tabIndex={-1} data-b12-now><Paragraphs text={node.text} /></div>
      {review ? <p class="b12-notice">The path was not finished.</p> : (
        <>
          <fieldset aria-describedby={`${base}-now`}>
            <legend>What do you do?</legend>
            {node.choices.map(({ id, text }) => (
              <OptionRow key={id} id={`${base}-${id}`} kind="radio" name={`${base}-choice`} text={text} checked={picked === id} onToggle={() => setPicked(id)} />
            ))}
          </fieldset>
          <div class="b12-under">
            <p class="b12-tally">{graded ? "A decision is final once you choose Do this." : ""}</p>
            <Button main disabled={!picked} onClick={() => choose(picked)}>Do this</Button>
          </div>
        </>
      )}
    </div>
  );
}

/** The way so far: each choice with what came of it, or, before grading, with the moment it was made in. */
function Log({ item, path, explain }) {
  return (
    <ol class="b12-log" aria-label="Your path so far">
      {path.map((taken, n) => {
        const mark = markFor(taken, explain);
        const told = toldOf(taken, explain);
        const number = <span class="b12-number" aria-hidden="true">{n + 1}</span>;
        return (
          <li key={n} class={`b12-turn ${toneOf(mark)}`} tabIndex={-1}>
            {!told && <p>{number}<Inline text={item.nodes[taken.node].text} /></p>}
            <p>{told && number}<Tag mark={mark} /><strong>You chose:</strong> <Inline text={taken.choice.text} /></p>
            {told && <p><Inline text={told.consequence} /></p>}
            <Why mark={mark} />
          </li>
        );
      })}
    </ol>
  );
}

/** How the path ended: before grading only that it did. */
function End({ last, explain, review }) {
  const end = explain?.ends[toldOf(last, explain).end];
  if (!end) {
    return (
      <div class="b12-result b12-result-plain" tabIndex={-1} data-b12-now>
        <p>This is the end of the story.{review ? "" : " You have made all its decisions."}</p>
      </div>
    );
  }
  const [sign, words, look] = ENDS[end.kind];
  return (
    <div class={`b12-result ${look}`}>
      <p class="b12-endtitle"><span aria-hidden="true">{sign} </span>{words}: <Inline text={end.title} /></p>
      <Paragraphs text={end.text} />
    </div>
  );
}

function BestPath({ item, explain }) {
  const { path } = walk(item, explain.key);
  return (
    <div class="b12-best">
      <p class="b12-side-name">The best path</p>
      <ol class="b12-log">
        {path.map(({ choice, node }, n) => (
          <li key={n} class="b12-turn">
            <p><span class="b12-number" aria-hidden="true">{n + 1}</span><Inline text={choice.text} /></p>
            <Why mark={{ why: explain.choices[node][choice.id].why }} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** After a decision the focus goes to what came of it, or where that is not told to what comes next. */
function useFocusOnDecision(count, told) {
  const body = useRef(null);
  const before = useRef(count);
  useLayoutEffect(() => {
    if (before.current === count) return;
    before.current = count;
    const place = count === 0 ? "[data-b12-start]" : told ? ".b12-log > li:last-child" : "[data-b12-now]";
    body.current.querySelector(place)?.focus();
  }, [count]);
  return body;
}
