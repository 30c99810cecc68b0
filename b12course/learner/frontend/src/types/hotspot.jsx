// A place on a figure. Value: [0.42, 0.61], fractions of width and height from the upper left.
// By mouse and touch: press the picture. By keyboard: move the aim with the arrow keys, Enter places.
// Without seeing the picture: choose a place by its description.
import { useState } from "preact/hooks";
import { useQuiz } from "../context.js";
import { OptionRow } from "../ui/option-row.jsx";
import { Zones } from "../ui/zones.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { holds } from "../geometry.js";
import { same } from "../values.js";

const STEP = 0.02;
const LEAP = 0.1;
const within = (n) => Math.round(Math.min(1, Math.max(0, n)) * 1000) / 1000;
const percent = (n) => `${Math.round(n * 100)}%`;
const inWords = ([x, y]) => `${percent(x)} from the left, ${percent(y)} from the top`;

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
  const [aim, setAim] = useState(null); // where the keyboard points; shown while the picture has the focus
  const [said, say] = useState("");
  if (!figure) return <p class="b12-fault">The picture “{item.figure}” is missing. Choose by description below.</p>;

  const pick = (point) => {
    onChange(point);
    say(`Placed: ${inWords(point)}.`);
  };
  const press = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    setAim(null);
    pick(point);
  };
  const keys = (event) => {
    const from = aim ?? value ?? [0.5, 0.5];
    const by = event.shiftKey ? LEAP : STEP;
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] ?? [];
    if (dx !== undefined) {
      const next = [within(from[0] + dx), within(from[1] + dy)];
      setAim(next);
      say(inWords(next));
    } else if (event.key === "Enter" || event.key === " ") {
      pick(from);
    } else return;
    event.preventDefault();
  };
  const active = locked
    ? { role: "img", "aria-label": figure.alt }
    : {
        role: "application",
        tabIndex: 0,
        "aria-label": `Picture: ${figure.alt}`,
        "aria-roledescription": "picture to point at",
        "aria-describedby": `${base}-keys`,
        onClick: press,
        onKeyDown: keys,
        onFocus: (event) => event.currentTarget.matches(":focus-visible") && setAim(value ?? [0.5, 0.5]),
        onBlur: () => setAim(null),
      };
  return (
    <div class="b12-picture" style={{ maxWidth: `${figure.width}px` }}>
      <div class={`b12-stage ${locked ? "b12-locked" : ""}`} style={{ "--ratio": figure.width / figure.height }} {...active}>
        <img src={figure.src} alt="" width={figure.width} height={figure.height} draggable={false} />
        <Zones zones={zones} />
        {value && <Crosshair at={value} look="b12-placed" />}
        {aim && !same(aim, value) && <Crosshair at={aim} look="b12-aim" />}
      </div>
      {!locked && (
        <>
          <p class="b12-how" id={`${base}-keys`}>Press the picture. By keyboard: arrow keys aim (with Shift, in bigger steps), Enter places.</p>
          <p class="b12-unseen" role="status">{said}</p>
        </>
      )}
    </div>
  );
}

function Crosshair({ at: [x, y], look }) {
  return (
    <svg class={`b12-cross ${look}`} style={{ left: `${x * 100}%`, top: `${y * 100}%` }} viewBox="-22 -22 44 44" aria-hidden="true">
      {["b12-halo", "b12-line"].map((layer) => (
        <g key={layer} class={layer}>
          <circle r="11" />
          <path d="M-20 0H-5M5 0H20M0-20V-5M0 5V20" />
        </g>
      ))}
    </svg>
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
