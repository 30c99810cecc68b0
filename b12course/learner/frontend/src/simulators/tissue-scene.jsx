// A block of skin, fat and muscle to scale, with the course's syringe in it. For the eye only: the words beside it say the same.
import { useMemo } from "preact/hooks";
import { newUid } from "../context.js";

const DEEP = 54; // mm that are drawn
const SKIN = 2;
const ABOVE = 186; // px for the syringe
const RULER = 38;

const wave = (x0, x1, y, size, period) => {
  let d = `M${x0} ${y}`;
  for (let x = x0; x < x1; x += period) d += `q${period / 4} ${-size} ${period / 2} 0t${period / 2} 0`;
  return d;
};

export function TissueScene({ site, build, length, angle, reach, tone, width }) {
  const id = useMemo(newUid, []);
  const px = width < 400 ? 4.7 : 5.2; // px a mm
  const height = ABOVE + DEEP * px;
  const depth = (mm) => ABOVE + mm * px;
  const entry = RULER + (width - RULER) * (angle === 90 ? 0.36 : 0.26);
  const tipX = entry + Math.cos((angle * Math.PI) / 180) * length * px;
  const starts = Math.max(SKIN, build.starts);
  const by = build.by ?? DEEP;
  const certain = build.starts === build.by;
  const box = { x: RULER, width: width - RULER };
  const fibres = [];
  for (let mm = starts + 1.5; mm < DEEP; mm += 2.1) fibres.push(<path key={mm} d={wave(RULER, width, depth(mm), 3, 52)} />);

  return (
    <svg class="b12-scene b12-tissue" viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
      <defs>
        <pattern id={`${id}-fat`} width="34" height="26" patternUnits="userSpaceOnUse">
          <g fill="none" stroke="#e3bf63" stroke-width="1.1" opacity="0.8">
            <circle cx="8" cy="7" r="6.4" /><circle cx="25" cy="7" r="6.8" /><circle cx="0" cy="20" r="6" /><circle cx="17" cy="20" r="7" /><circle cx="34" cy="20" r="6" />
          </g>
        </pattern>
        <linearGradient id={`${id}-fade`} x1="0" x2="0" y1={depth(starts)} y2={depth(Math.max(by, starts + 0.01))} gradientUnits="userSpaceOnUse">
          <stop offset="0" stop-color="#fff" stop-opacity={certain ? 1 : 0} />
          <stop offset="1" stop-color="#fff" />
        </linearGradient>
        <mask id={`${id}-muscle`} maskUnits="userSpaceOnUse" x="0" y="0" width={width} height={height}>
          <rect {...box} y={depth(starts)} height={depth(DEEP) - depth(starts)} fill={`url(#${id}-fade)`} />
        </mask>
        <clipPath id={`${id}-block`}><rect {...box} y={ABOVE - 4} height={DEEP * px + 4} /></clipPath>
      </defs>

      <rect {...box} y={ABOVE} height={DEEP * px} fill="#f7dd94" />
      <rect {...box} y={depth(SKIN)} height={(DEEP - SKIN) * px} fill={`url(#${id}-fat)`} />
      <g mask={`url(#${id}-muscle)`}>
        <rect {...box} y={depth(starts)} height={(DEEP - starts) * px} fill="#b55a4d" />
        <g fill="none" stroke="#d98b7c" stroke-width="2" opacity="0.6" clip-path={`url(#${id}-block)`}>{fibres}</g>
      </g>
      {certain && <path d={wave(RULER, width, depth(build.by), 2, 90)} fill="none" stroke="#f3e3c2" stroke-width="4" clip-path={`url(#${id}-block)`} />}
      <rect {...box} y={ABOVE} height={SKIN * px} fill="#e6a88c" />
      <rect {...box} y={ABOVE} height={SKIN * px * 0.35} fill="#f6dcc8" />
      <path d={`M${RULER} ${ABOVE}H${width}`} stroke="#b87b57" stroke-width="2" />

      <Ruler depth={depth} />
      <Limits {...{ site, build, depth, width, certain, reach }} />
      <ellipse cx={tipX} cy={depth(reach)} rx={px * 4.6} ry={px * 3.6} fill="#d94b73" opacity="0.55" clip-path={`url(#${id}-block)`} />
      <Syringe {...{ entry, length: length * px, angle }} />
      <g class={`b12-tip b12-tip-${tone}`}>
        <circle cx={tipX} cy={depth(reach)} r="8.5" />
        <text x={tipX - 16} y={depth(reach) + 5} text-anchor="end" class="b12-tiptext">{reach} mm</text>
      </g>
    </svg>
  );
}

function Ruler({ depth }) {
  return (
    <g class="b12-ruler">
      {[0, 10, 20, 30, 40, 50].map((mm) => (
        <g key={mm}>
          <path d={`M${RULER - 7} ${depth(mm)}H${RULER}`} />
          <text x={RULER - 10} y={depth(mm) + 4.5} text-anchor="end">{mm}</text>
        </g>
      ))}
      <text x={RULER - 10} y={depth(0) - 14} text-anchor="end">mm</text>
    </g>
  );
}

/** The lines between which the muscle starts, and what lies where. */
function Limits({ site, build, depth, width, certain, reach }) {
  const right = width - 12;
  const { starts, by } = build;
  const line = (mm) => <path key={mm} class="b12-limit" d={`M${RULER} ${depth(mm)}H${width}`} />;
  const word = (mm, text, look = "") => <text x={right} y={depth(mm) + 5} text-anchor="end" class={`b12-layer ${look}`}>{text}</text>;
  const fatAt = certain ? starts / 2 + 1 : starts > 0 ? starts / 2 + 1 : 5.5;
  // Words about the lower line stand above it, or below it where the tip would cover them.
  const below = starts === 0 && by !== null && reach > by - 6.5 && reach < by - 0.8;
  const muscleAt = certain ? by + 9 : by === null ? 49 : Math.min(49, by + (below ? 8.5 : 5.5));
  return (
    <g>
      {word(fatAt, certain ? `Fat: ${by} mm` : "Fat under the skin")}
      {!certain && starts > 0 && line(starts)}
      {!certain && by !== null && line(by)}
      {!certain && by === null && word(starts - 2.2, `${starts} mm`, "b12-small")}
      {!certain && by !== null && starts > 0 && word((starts + by) / 2, "muscle starts in here", "b12-small")}
      {!certain && by !== null && starts === 0 && word(below ? by + 3 : by - 3, "muscle starts above this line", "b12-small")}
      {word(muscleAt, by === null ? "Muscle starts somewhere here, or deeper" : "Muscle", "b12-onmuscle")}
      {site.route === "im" && by !== null && by < 37 && word(52, "deeper: nerves, vessels, bone", "b12-onmuscle b12-small")}
    </g>
  );
}

/** The syringe of every figure; its bevelled tip ends `length` px under the skin along the needle. */
function Syringe({ entry, length, angle }) {
  const hub = -16;
  const end = -128;
  const half = 14;
  const stopper = -84;
  return (
    <g class="b12-inject" style={{ transform: `translate(${entry}px, ${ABOVE}px) rotate(${angle - 90}deg)` }}>
      <path d={`M-1.9 0V${length - 7}L1.9 ${length}V0Z`} fill="#8496a3" stroke="#4f5f6b" stroke-width="0.7" />
      <rect x="-4" y="-168" width="8" height={168 + stopper} fill="#c9d4db" stroke="#8a99a4" />
      <rect x="-17" y="-174" width="34" height="6" rx="2" fill="#c9d4db" stroke="#7c8d99" />
      <rect x={-half} y={end} width={2 * half} height={hub - end} fill="#e8f1f6" fill-opacity="0.85" stroke="#7c8d99" stroke-width="1.2" />
      <rect x={-half + 2} y={stopper} width={2 * half - 4} height={hub - stopper - 2} fill="#d94b73" />
      <rect x={-half + 1} y={stopper - 9} width={2 * half - 2} height="9" fill="#39444d" />
      <rect x="-23" y={end - 5} width="46" height="5.5" rx="2" fill="#dbe5ea" stroke="#7c8d99" />
      <path d={`M-5 0L-8.5 ${hub}H8.5L5 0Z`} fill="#3f8f97" stroke="#2b6b72" />
      <g stroke="#45525d" stroke-width="1">
        {[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => <path key={n} d={`M${half} ${hub + ((end - hub) * n) / 10}h${n === 5 ? -9 : -5}`} />)}
      </g>
    </g>
  );
}
