// A place on a figure. Value: [0.42, 0.61], fractions of width and height from the upper left.
// By mouse and touch: press the picture. By keyboard: move the aim with the arrow keys, Enter places.
// Without seeing the picture: choose a place by its description.
import { useQuiz } from "../context.js";
import { OptionRow } from "../ui/option-row.jsx";
import { Pointing, inWords } from "../ui/pointing.jsx";
import { Zones } from "../ui/zones.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { holds } from "../geometry.js";
import { same } from "../values.js";

function Answer({ item, base, value, onChange, locked, markOf, revealed, explain }) {
  const place = item.places.find((p) => same(p.at, value));
  const mark = markOf("answer");
  const where = value ? `Your mark: ${inWords(value)}.` : "No place picked yet.";
  const zones = explain ? zonesToShow(explain, value, revealed) : [];
  const others = zones.filter((zone) => !(value && holds(zone.polygon, value))); // the reason tells the one that was hit
  return (
    <div class="b12-hotspot">
      <Picture {...{ item, base, value, onChange, locked, zones }} />
      <div>
        {!mark && <p class="b12-where">{where}</p>}
        <Reasons entries={[{ words: where, mark }]} />
        {others.length > 0 && (
          <ul class="b12-zonewords">
            {others.map(({ label, why, kind, id }) => <li key={id}><strong>{label}</strong> ({kind}): {why}</li>)}
          </ul>
        )}
        <fieldset class="b12-group b12-places">
          <legend>Or choose by description</legend>
          {item.places.map(({ id, text, at }) => (
            <OptionRow
              key={id}
              id={`${base}-place-${id}`}
              kind="radio"
              name={`${base}-place`}
              text={text}
              checked={place?.id === id}
              locked={locked}
              onToggle={() => onChange(at)}
            />
          ))}
        </fieldset>
      </div>
    </div>
  );
}

function Picture({ item, base, value, onChange, locked, zones }) {
  const figure = useQuiz().spec.figures?.[item.figure];
  if (!figure) return <p class="b12-fault">The picture “{item.figure}” is missing. Choose by description below.</p>;
  return (
    <Pointing {...{ figure, base, value, locked }} onPick={onChange}>
      <Zones zones={zones} />
    </Pointing>
  );
}

/** Before the answer is shown, only the zone that was picked; then all of them. */
function zonesToShow({ zones, key, unsafe }, value, revealed) {
  return Object.entries(zones)
    .filter(([, zone]) => revealed || (value && holds(zone.polygon, value)))
    .map(([id, zone]) => {
      const kind = key.includes(id) ? "target" : unsafe.includes(id) ? "unsafe" : "not here";
      return { ...zone, id, kind };
    });
}

function judge(item, value, { key, zones, elsewhere, unsafe }) {
  const hit = Object.keys(zones).filter((id) => value && holds(zones[id].polygon, value));
  const right = hit.some((id) => key.includes(id));
  const why = hit.length ? hit.map((id) => `**${zones[id].label}:** ${zones[id].why}`).join("\n") : value ? elsewhere : undefined;
  if (right) return { right, elements: { answer: { verdict: "right", why } } };
  const verdict = !value ? "missed" : hit.some((id) => unsafe.includes(id)) ? "unsafe" : "wrong";
  const words = { missed: "Not answered", wrong: "Not here", unsafe: "Unsafe" };
  return { right, elements: { answer: { verdict, word: words[verdict], why } } };
}

export const hotspot = { Answer, judge };
