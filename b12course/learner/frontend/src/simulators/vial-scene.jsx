// The vial and the syringe, in the position they are held in. For the eye only: words beside it say the same.
import { tidy } from "../values.js";

const HEIGHT = 486;
const NEEDLE = 120;
const HUB = 16;
const BARREL = 150; // px for a full barrel
const HALF = 19;
const BODY = 92;
const TOP = 132; // px from the vial's base to its stopper
const TABLE = 470;

export function VialScene({ state, order, width }) {
  const { inside, inverted, low } = state;
  const middle = width / 2;
  const up = !inside || inverted;
  const hub = up ? 236 : TABLE - 80 - NEEDLE;
  // Upside down the vial moves over a syringe that is held still: the tip ends in the fluid or above it.
  const base = inverted ? (low ? 12 : 88) : TABLE;
  return (
    <svg class="b12-scene b12-vial" viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden="true">
      <rect x="0" y={TABLE} width={width} height={HEIGHT - TABLE} fill="#e4e1da" />
      <Vial x={inside ? middle : width * 0.76} base={base} flip={inverted} share={state.fluid / 10} strength={order.strength} wiped={state.wiped} />
      <Syringe x={inside ? middle : width * 0.36} hub={hub} dir={up ? 1 : -1} {...{ state, order }} />
      {state.event === "squirted" && <Spray x={width * 0.36} y={hub - NEEDLE} />}
      {state.event === "spurt" && <Spray x={width * 0.76} y={TABLE - TOP} />}
      {state.touched && !inside && <Touch x={width * 0.36} y={hub - NEEDLE / 2} />}
    </svg>
  );
}

function Vial({ x, base, flip, share, strength, wiped }) {
  const fluid = flip ? `M-36 ${-BODY * (1 - share)}H36V-${BODY - 6}L19 -104V-118H-19V-104L-36 -${BODY - 6}Z` : `M-36 ${-BODY * share}H36V-6Q36 -2 32 -2H-32Q-36 -2 -36 -6Z`;
  const middle = flip ? base + 52 : base - 52;
  return (
    <>
      <g class="b12-moves-along" style={{ transform: `translate(${x}px, ${base}px) scale(1, ${flip ? -1 : 1})` }}>
        <path d={fluid} fill="#d94b73" opacity="0.75" />
        <path d={`M-38 -8Q-38 0 -30 0H30Q38 0 38 -8V-${BODY - 6}L20 -104V-118H-20V-104L-38 -${BODY - 6}Z`} fill="#e8f1f6" fill-opacity="0.4" stroke="#7c8d99" stroke-width="1.6" />
        <rect x="-13" y="-128" width="26" height="14" fill="#7b858d" />
        <path d="M-24 -132H-10V-128H10V-132H24V-116H-24Z" fill="#cfd8de" stroke="#7c8d99" />
        <path d={wiped ? "M-9 -132H9" : "M-8 -133l3 2 4-2 3 2 5-2"} stroke={wiped ? "#0a6a72" : "#7a5200"} stroke-width={wiped ? 3 : 1.8} fill="none" />
      </g>
      <g class="b12-moves-along" style={{ transform: `translate(${x}px, ${middle}px)` }}>
        <rect x="-37" y="-15" width="74" height="30" fill="#fff" stroke="#a9b4bd" />
        {labelLines(strength).map((line, n, lines) => (
          <text key={n} y={3 + (n - (lines.length - 1) / 2) * (lines.length > 2 ? 9.5 : 13)} text-anchor="middle" class={`b12-vialword ${lines.length > 2 ? "b12-tight" : ""}`}>{line}</text>
        ))}
      </g>
    </>
  );
}

/** A strength written out in full ("1,000 micrograms/mL") takes two lines. */
function labelLines(strength) {
  const [amount, per] = strength.split("/");
  return strength.length > 13 ? ["B12", amount, `in 1 ${per}`] : ["B12", strength];
}

/** `dir` is 1 with the needle up (the barrel below it) and -1 with the needle down. */
function Syringe({ x, hub, dir, state, order }) {
  const { barrel, graduation, major } = order.syringe;
  const { air, bubbles, drug } = state;
  const y = (ml) => HUB + (ml / barrel) * BARREL;
  const box = (from, to, half) => `M${-half} ${dir * from}H${half}V${dir * to}H${-half}Z`;
  const ml = drug + bubbles + air;
  const wet = drug > 0 ? drug + bubbles : 0;
  const [from, to] = dir > 0 ? [air, air + wet] : [0, wet];
  const ends = y(barrel) + 14;
  const rod = y(ml) + BARREL + 26;
  const every = graduation < 0.05 ? 5 : 1; // marks that would melt into a block are shown in the close-up
  const marks = [];
  for (let n = 0; n <= Math.round(barrel / graduation); n += every) {
    const at = n * graduation;
    const big = Math.abs(at / major - Math.round(at / major)) < 1e-6;
    const numbered = big && (barrel > 1 || Math.round(at * 10) % 2 === 0);
    marks.push(
      <g key={n}>
        <path d={`M${HALF} ${dir * y(at)}h${big ? -13 : -7}`} stroke="#1c2733" stroke-width={big ? 1.6 : 1} />
        {numbered && <text x={HALF + 8} y={dir * y(at) + 4.5}>{tidy(at)}</text>}
      </g>,
    );
  }
  return (
    <g class="b12-moves-along" style={{ transform: `translate(${x}px, ${hub}px)` }}>
      <path d={`M-1.7 0V${-dir * (NEEDLE - 8)}L1.7 ${-dir * NEEDLE}V0Z`} fill="#8496a3" stroke="#4f5f6b" stroke-width="0.7" />
      <path d={`M-6 0L-11 ${dir * HUB}H11L6 0Z`} fill="#3f8f97" stroke="#2b6b72" />
      <path d={box(y(ml) + 8, rod, 5)} fill="#c9d4db" stroke="#8a99a4" />
      <path d={box(rod, rod + 7, 20)} fill="#c9d4db" stroke="#7c8d99" />
      <path d={box(HUB, ends, HALF)} fill="#f3f8fa" fill-opacity="0.75" stroke="#7c8d99" stroke-width="1.3" />
      {wet > 0 && <path d={box(y(from), y(to), HALF - 2)} fill="#d94b73" opacity="0.8" />}
      <Bubbles {...{ bubbles, from, to, y, dir }} />
      <path d={box(y(ml), y(ml) + 11, HALF - 1)} fill="#39444d" />
      <path d={box(ends, ends + 6, 31)} fill="#dbe5ea" stroke="#7c8d99" />
      {marks}
      <text x={HALF + 18} y={dir * (y(barrel) + 20) + 4.5} class="b12-small">mL</text>
    </g>
  );
}

const SPOTS = [[-9, 0.3], [5, 0.55], [-3, 0.8], [8, 0.2], [-10, 0.62], [1, 0.38], [9, 0.85], [-5, 0.12]];

function Bubbles({ bubbles, from, to, y, dir }) {
  const count = Math.min(SPOTS.length, Math.ceil(bubbles / 0.012 - 1e-6));
  const span = y(to) - y(from);
  return SPOTS.slice(0, Math.max(0, count)).map(([x, share], n) => (
    <circle key={n} cx={x} cy={dir * (y(from) + span * share)} r={n % 2 ? 2.2 : 3.2} fill="#fff" fill-opacity="0.85" stroke="#8d2b4a" stroke-width="0.9" />
  ));
}

const Spray = ({ x, y }) => (
  <g fill="#d94b73">
    {[[-9, -8], [-3, -16], [5, -12], [10, -20], [-13, -20], [1, -27]].map(([dx, dy], n) => <circle key={n} cx={x + dx} cy={y + dy} r={n % 2 ? 2.4 : 3.4} />)}
  </g>
);

/** A fingertip from the side, on the needle. */
const Touch = ({ x, y }) => (
  <g>
    <path d={`M${x - 78} ${y - 12}H${x - 14}a13 12.5 0 0 1 0 25H${x - 78}Z`} fill="#e6b993" stroke="#a06c47" stroke-width="1.5" />
    <path d={`M${x - 20} ${y - 9}q15 1 16 9q-9 2 -17 -2z`} fill="#f6dcc8" stroke="#a06c47" stroke-width="0.8" />
    <path d={`M${x + 14} ${y - 9}l18 18m0 -18l-18 18`} stroke="#8c1a2e" stroke-width="4" stroke-linecap="round" />
  </g>
);
