// An answer in the learner's own words, marked by the educator. Value: "…".
import { Inline, Paragraphs } from "../text.jsx";

const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

function Answer({ item, base, value, onChange, locked, explain }) {
  const words = value ?? "";
  return (
    <div class="b12-words">
      <Rubric base={base} rubric={explain?.rubric ?? item.rubric} />
      <label class="b12-unseen" for={`${base}-words`}>Your answer</label>
      <textarea
        id={`${base}-words`}
        rows={7}
        maxLength={item.longest}
        value={words}
        readOnly={locked}
        aria-describedby={`${base}-count ${base}-rubric`}
        onInput={(event) => onChange(event.currentTarget.value, { typing: true })}
      />
      <p class="b12-tally" id={`${base}-count`}>{grouped(words.length)} of {grouped(item.longest)} characters</p>
      {explain?.model_answer && (
        <div class="b12-working">
          <p class="b12-side-name">One good answer, to compare with yours</p>
          <Paragraphs text={explain.model_answer} />
        </div>
      )}
    </div>
  );
}

function Rubric({ base, rubric }) {
  return (
    <div class="b12-rubric" id={`${base}-rubric`}>
      <p class="b12-side-name">What a good answer has</p>
      <ul>
        {rubric.map(({ name, points, full, part }) => (
          <li key={name}>
            <Inline text={name} /> <span class="b12-points">({points} {points === 1 ? "point" : "points"})</span>
            {full && <p class="b12-why">Full: <Inline text={full} /></p>}
            {part && <p class="b12-why">In part: <Inline text={part} /></p>}
          </li>
        ))}
      </ul>
    </div>
  );
}

const SELF_CHECK = "Compare your answer with the one above, point by point. What would you add or leave out?";
const judge = () => ({ right: false, elements: {}, neutral: true, summary: SELF_CHECK });

export const text = { Answer, judge };
