// An unfolding case: a chart that grows, and six questions one after another. Value: {"1": …, "6": …}.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useQuiz } from "./context.js";
import { Question } from "./question.jsx";
import { Paragraphs } from "./text.jsx";
import { BackButton, Button, NextButton } from "./ui/buttons.jsx";
import { Chart, newTabs } from "./ui/chart.jsx";
import { ReviewPanel } from "./ui/review-panel.jsx";
import { asPhrase, hasContent, listInWords, withKey } from "./values.js";

const KEPT_LATER = "When you go on, this answer is kept as it is, because the chart will tell you more.";
const KEPT_NOW = "This answer is kept as it is, because the chart has told you more since.";
const NOT_ANSWERED = "You have not answered this question. You can go on, but you cannot come back and answer it.";

export function Case({ item, base, kind, value, onChange, explain, result, start, flag, end }) {
  const { spec, session } = useQuiz();
  const graded = spec.mode === "graded";
  const review = spec.mode === "review";
  const count = item.items.length;
  const reached = Math.min(session.stepOf(item.id), count);
  const [step, setStep] = useState(review ? 1 : reached);
  const [skipping, setSkipping] = useState(false);
  const column = useFocusOnStep(step);

  const question = item.items[step - 1];
  const answer = value?.[step] ?? null;
  const answered = hasContent(answer);
  const frozen = graded && step < reached;
  const attempt = session.tryOf(`${item.id}/${step}`);

  const show = (next) => {
    session.flush();
    setSkipping(false);
    setStep(next);
  };
  const goOn = () => {
    if (!review && step === reached) session.reach(item.id, step + 1);
    show(step + 1);
  };
  const next = () => (graded && !frozen && !answered && !skipping ? setSkipping(true) : goOn());

  const last = step === count;
  const checked = spec.mode !== "practice" || attempt.checked || step < reached;
  const onward = last ? end : checked ? <NextButton onClick={next} /> : <Button onClick={next}>Skip</Button>;
  const fresh = newTabs(item.chart, step);

  return (
    <div class="b12-case">
      <div class="b12-body b12-case-head">
        <p class="b12-kind">{kind}</p>
        <div class="b12-story"><Paragraphs text={item.stem} /></div>
      </div>
      <div class="b12-columns">
        <Chart chart={item.chart} step={step} base={base} />
        <div class="b12-column" ref={column}>
          <Question
            key={step}
            item={question}
            base={`${base}-${step}`}
            kind={`Question ${step} of ${count} · ${question.step.replaceAll("_", " ")} · ${asPhrase(question.instruction)}`}
            value={answer}
            onChange={(next, how) => onChange(withKey(value, String(step), next), how)}
            explain={explain?.items[step - 1]}
            result={partOf(result, step)}
            attempt={attempt}
            onAttempt={(change) => session.setTry(`${item.id}/${step}`, change)}
            onJudged={(right) => session.judged(item.id, right, step)}
            frozen={frozen}
            news={fresh.length > 0 && !frozen && !review && `New in the chart: ${listInWords(fresh)}.`}
            notice={
              <>
                {frozen && <p class="b12-notice">{KEPT_NOW}</p>}
                {graded && !frozen && !last && !skipping && <p class="b12-how">{KEPT_LATER}</p>}
                <div role="status">{skipping && <p class="b12-notice">{NOT_ANSWERED}</p>}</div>
              </>
            }
            start={step > 1 ? <BackButton onClick={() => show(step - 1)} /> : start}
            flag={flag}
            end={
              skipping ? (
                <>
                  <Button onClick={() => setSkipping(false)}>Stay here</Button>
                  <Button main onClick={goOn}>Go on without an answer</Button>
                </>
              ) : onward
            }
          />
        </div>
      </div>
      {review && last && result && (
        <div class="b12-body b12-case-sum">
          <p class="b12-side-name">The whole case</p>
          <ReviewPanel item={item} result={result} answered={hasContent(value)} />
        </div>
      )}
    </div>
  );
}

/** The result of one question out of the case's: parts are named by number, unsafe answers "3:b". */
function partOf(result, step) {
  const part = result?.parts?.find((p) => p.name === String(step));
  if (!part) return undefined;
  const unsafe = (result.unsafe ?? []).filter((name) => name.startsWith(`${step}:`));
  return { ...part, unsafe };
}

function useFocusOnStep(step) {
  const column = useRef(null);
  const before = useRef(step);
  useLayoutEffect(() => {
    if (before.current === step) return;
    before.current = step;
    column.current.querySelector("[data-b12-start]")?.focus();
  }, [step]);
  return column;
}
