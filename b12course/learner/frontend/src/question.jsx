// One simple question in any mode: its words, its controls, its feedback and its buttons.
import { useQuiz } from "./context.js";
import { Inline, Paragraphs, paragraphsOf } from "./text.jsx";
import { TYPES } from "./types/index.js";
import { Button } from "./ui/buttons.jsx";
import { Feedback } from "./ui/feedback.jsx";
import { ReviewPanel } from "./ui/review-panel.jsx";
import { hasContent } from "./values.js";

const noMark = () => undefined;

/**
 * `attempt` is {checked, tries, revealed} of practice; `frozen` locks a case's earlier question, `news`
 * and `notice` are what the case says above and below it; `start`, `flag` and `end` are buttons for the footer.
 */
export function Question({ item, base, kind, value, onChange, explain, result, attempt, onAttempt, onJudged, frozen, news, notice, start, flag, end }) {
  const { spec } = useQuiz();
  const type = TYPES[item.type];
  const practice = spec.mode === "practice";
  const review = spec.mode === "review";
  const locked = review || frozen || (practice && attempt.checked);
  const open = review ? spec.reveal === "everything" && explain : practice && attempt.checked;
  const verdict = open ? type.judge(item, value, explain) : null;
  const revealed = review || attempt?.revealed || verdict?.right;
  const markOf = verdict ? (element) => visible(verdict.elements[element], revealed) : noMark;
  const answered = hasContent(value);
  const check = () => {
    onAttempt({ checked: true, tries: attempt.tries + 1 });
    const { right, neutral } = type.judge(item, value, explain);
    if (!neutral) onJudged(Boolean(right)); // an answer in words is compared, not judged
  };
  const tally = !locked && type.tally?.(item, value);

  return (
    <div class={`b12-item b12-type-${item.type}`}>
      <div class="b12-body">
        <p class="b12-kind">{kind}</p>
        {news && <p class="b12-notice b12-news">{news}</p>}
        <Stem text={item.stem} base={base}>
          <type.Answer
            {...{ item, base, value, locked, markOf, revealed: Boolean(verdict && revealed), onChange, explain: open ? explain : undefined }}
          />
        </Stem>
        {(tally || (type.clearable && !locked && answered)) && (
          <div class="b12-under">
            {tally && <p class="b12-tally" role="status">{tally}</p>}
            {type.clearable && !locked && answered && (
              <Button small onClick={() => onChange(null)}>Clear answer</Button>
            )}
          </div>
        )}
        {notice}
        {practice && <Feedback {...{ item, verdict, explain, attempt, base }} />}
        {review && <ReviewPanel {...{ item, result, explain, answered, verdict }} />}
      </div>
      <div class="b12-foot">
        {start}
        {flag}
        <span class="b12-space" />
        {practice ? <PracticeButtons {...{ answered, attempt, onAttempt, check, verdict, end }} /> : end}
      </div>
    </div>
  );
}

/** Before the answer is shown, feedback speaks only of what the learner chose. */
function visible(element, revealed) {
  if (!element || revealed) return element;
  if (element.verdict === "missed" || element.verdict === "left") return undefined;
  return { ...element, best: undefined };
}

function Stem({ text, base, children }) {
  const paragraphs = paragraphsOf(text);
  const story = paragraphs.slice(0, -1).join("\n\n");
  return (
    <>
      {story && <div class="b12-story" id={`${base}-story`}><Paragraphs text={story} /></div>}
      <fieldset aria-describedby={story ? `${base}-story` : undefined}>
        <legend tabIndex={-1} data-b12-start><Inline text={paragraphs.at(-1)} /></legend>
        {children}
      </fieldset>
    </>
  );
}

function PracticeButtons({ answered, attempt, onAttempt, check, verdict, end }) {
  if (!attempt.checked) {
    return <>{end && <span class="b12-quiet">{end}</span>}<Button main disabled={!answered} onClick={check}>Check</Button></>;
  }
  const again = () => onAttempt({ checked: false, revealed: false });
  const finished = verdict.right || verdict.neutral || attempt.revealed;
  return (
    <>
      {!finished && <Button onClick={() => onAttempt({ revealed: true })}>Show the answer</Button>}
      <Button main={!finished} onClick={again}>Try again</Button>
      {end && <span class={finished ? "" : "b12-quiet"}>{end}</span>}
    </>
  );
}
