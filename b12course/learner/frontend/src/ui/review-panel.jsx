// What a learner sees after grading, as far as the educator lets them.
import { useQuiz } from "../context.js";
import { Reading } from "./reading.jsx";
import { Sources } from "./sources.jsx";

const points = ({ points: got, max_points: most }) => `${got} of ${most} ${most === 1 ? "point" : "points"}`;

function grade(result, item) {
  if (item.type === "text") return ["", "Marked by your educator", "b12-result-plain"];
  if (result.points >= result.max_points) return ["✓", "Right", "b12-result-right"];
  return result.points > 0 ? ["○", "Partly right", ""] : ["✕", "Not right", "b12-result-wrong"];
}

export function ReviewPanel({ item, result, explain, answered }) {
  const { spec } = useQuiz();
  if (!result) return <div class="b12-result b12-result-plain"><p>Not marked yet.</p></div>;
  const full = result.points >= result.max_points;
  if (spec.reveal === "objectives") {
    return full ? null : <div class="b12-result"><Objective explain={explain} /></div>;
  }
  const [sign, word, look] = grade(result, item);
  const everything = spec.reveal === "everything";
  const unsafe = everything && result.unsafe?.length > 0;
  return (
    <div class="b12-feedback">
      <div class={`b12-result ${unsafe ? "b12-result-unsafe" : look}`}>
        <p>
          <strong>{sign && <span aria-hidden="true">{sign} </span>}{word}.</strong> {points(result)}.
          {!answered && " No answer was given."}
        </p>
        {unsafe && <p><strong>Unsafe.</strong> {result.unsafe.length === 1 ? "One choice" : `${result.unsafe.length} choices`} could hurt someone.</p>}
        {result.note && <p><strong>Your educator writes:</strong> {result.note}</p>}
        {everything && !full && <Reading explain={explain} />}
      </div>
      {everything && <Sources explain={explain} />}
    </div>
  );
}

function Objective({ explain }) {
  const { spec } = useQuiz();
  const words = spec.objectives?.[explain?.objective];
  return (
    <>
      <p><strong>Read again.</strong> {words ? `What you should be able to do: ${words}` : ""}</p>
      <Reading explain={explain} />
    </>
  );
}
