// Any item: a simple question, an unfolding case or a branching scenario.
import { Case } from "./case.jsx";
import { useQuiz } from "./context.js";
import { Question } from "./question.jsx";
import { Scenario } from "./scenario.jsx";
import { BackButton, FlagButton, NextButton } from "./ui/buttons.jsx";
import { asPhrase } from "./values.js";

const COMPOSITE = { case: Case, scenario: Scenario };

/** "Question 3 of 14 · choose one", or only "Choose one" where it is the only one */
function kindOf(spec, index, instruction) {
  const of = spec.of ?? spec.items.length;
  const phrase = asPhrase(instruction);
  if (of > 1) return `Question ${(spec.first ?? 1) + index} of ${of} · ${phrase}`;
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

export function Item({ item, index, nav }) {
  const { spec, session, uid } = useQuiz();
  const parts = {
    item,
    base: `${uid}-${item.id}`,
    kind: kindOf(spec, index, item.instruction),
    explain: spec.explain?.[item.id],
    result: spec.results?.[item.id],
    value: session.answerOf(item.id),
    onChange: (value, how) => session.answer(item.id, value, how),
    start: nav?.back && <BackButton onClick={nav.back} />,
    flag: spec.mode === "graded" && <FlagButton id={item.id} />,
    end: nav?.next && <NextButton onClick={nav.next} />,
  };
  const attempts = {
    attempt: session.tryOf(item.id),
    onAttempt: (change) => session.setTry(item.id, change),
    onJudged: (right) => session.judged(item.id, right),
  };
  const View = COMPOSITE[item.type] ?? Question;
  return <View {...parts} {...attempts} />;
}
