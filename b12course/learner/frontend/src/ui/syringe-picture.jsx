// The syringe, drawn in CSS pixels for the width there is, so that its numbers never shrink.
import { tidy } from "../values.js";

const NEEDLE = 44;
const HUB = 20;
const STOPPER = 18;
const TAIL = 34; // barrel end, flange and a little of the rod
const TOP = 34; // room for the numbers
const HEIGHT = 52;
const CLOSE_UP_MARKS = 12;
const NUMBER_ROOM = 30; // px a number takes
const MARK_ROOM = 3; // px below which small marks melt into a block: then the close-up shows them

/** Where things stand: `left` is the 0 mark, `length` the way to the last one, both in px. */
export function layoutFor({ barrel }, width) {
  const left = width < 420 ? 38 : NEEDLE + HUB;
  const length = width - left - STOPPER - TAIL;
  return { width, left, length, perMl: length / barrel };
}

const markCount = ({ barrel, graduation }) => Math.round(barrel / graduation);
const isMultiple = (amount, of) => Math.abs(amount / of - Math.round(amount / of)) < 1e-6;

/** The printed marks. `x(ml)` places them; `big` draws them for the close-up. */
function Marks({ item, x, from = 0, to = item.barrel, top, big }) {
  const { graduation, major } = item;
  const perMark = x(graduation) - x(0);
  const every = [1, 2, 5, 10].find((n) => (perMark * n * major) / graduation >= NUMBER_ROOM) ?? 10;
  const marks = [];
  for (let n = 0; n <= markCount(item); n++) {
    const ml = n * graduation;
    if (ml < from - 1e-6 || ml > to + 1e-6) continue;
    const numbered = isMultiple(ml, major);
    if (perMark < MARK_ROOM && !numbered && !isMultiple(n, 5)) continue;
    const length = (numbered ? 24 : isMultiple(n, 5) ? 17 : 11) * (big ? 1.4 : 1);
    marks.push(
      <g key={n}>
        <line x1={x(ml)} x2={x(ml)} y1={top} y2={top + length} class={numbered ? "b12-major" : "b12-minor"} />
        {isMultiple(ml, major * every) && <text x={x(ml)} y={top - 8} class="b12-figure">{tidy(ml)}</text>}
      </g>,
    );
  }
  return <g class="b12-marks">{marks}</g>;
}

function BestMark({ x, top, height, ml }) {
  return (
    <g class="b12-bestmark">
      <line x1={x} x2={x} y1={top - 4} y2={top + height + 6} />
      <text x={x} y={top + height + 20} class="b12-figure">{tidy(ml)} mL</text>
    </g>
  );
}

function Stopper({ x, top, height, width }) {
  const rib = width / 3;
  return (
    <g class="b12-stopper">
      <rect x={x} y={top + 5} width={width} height={height - 10} />
      <rect x={x} y={top + 1.5} width={rib} height={height - 3} rx="1.5" />
      <rect x={x + width - rib} y={top + 1.5} width={rib} height={height - 3} rx="1.5" />
    </g>
  );
}

export function SyringePicture({ item, layout, ml, best }) {
  const { width, left, length } = layout;
  const x = (amount) => left + (amount / item.barrel) * length;
  const middle = TOP + HEIGHT / 2;
  const end = x(item.barrel) + STOPPER + 6;
  const rest = x(ml) + length + STOPPER + 20; // the thumb rest; runs out of the picture as it is drawn back
  const hub = left < 60 ? 12 : HUB;
  return (
    <svg class="b12-draw" viewBox={`0 0 ${width} ${TOP + HEIGHT + 30}`} width={width} height={TOP + HEIGHT + 30} aria-hidden="true">
      <line class="b12-needle" x1="2" x2={left - hub - 4} y1={middle} y2={middle} />
      <path class="b12-hub" d={`M${left - hub - 6} ${middle - 5}L${left - 4} ${middle - 9}V${middle + 9}L${left - hub - 6} ${middle + 5}Z`} />
      <rect class="b12-rod" x={x(ml) + STOPPER - 2} y={middle - 7} width={rest - x(ml) - STOPPER} height="14" />
      <rect class="b12-rod" x={rest} y={TOP - 2} width="9" height={HEIGHT + 4} rx="4" />
      <rect class="b12-glass" x={left - 5} y={TOP} width={end - left + 5} height={HEIGHT} rx="5" />
      <rect class="b12-drug" x={left} y={TOP + 2} width={x(ml) - left} height={HEIGHT - 4} />
      <Stopper x={x(ml)} top={TOP} height={HEIGHT} width={STOPPER} />
      <rect class="b12-rod" x={end} y={TOP - 12} width="8" height={HEIGHT + 24} rx="4" />
      <Marks item={item} x={x} top={TOP} />
      {best !== null && <BestMark x={x(best)} top={TOP} height={HEIGHT} ml={best} />}
    </svg>
  );
}

/** The marks around the stopper, larger. `drug` is the stretch, in mL, that the drug fills. */
export function CloseUp({ item, layout, ml, best, drug = [0, ml] }) {
  const { graduation, barrel } = item;
  const width = Math.min(layout.width, 420);
  const tall = 84;
  const top = 36;
  const perMark = (width - 24) / CLOSE_UP_MARKS;
  const perMl = perMark / graduation;
  const x = (amount) => width / 2 + (amount - ml) * perMl;
  const reach = (CLOSE_UP_MARKS / 2) * graduation;
  const from = Math.max(0, ml - reach);
  const to = Math.min(barrel, ml + reach);
  const start = Math.max(4, x(0));
  const ends = Math.min(width - 4, x(barrel) + perMark * 3);
  return (
    <figure class="b12-closeup">
      <figcaption>Close-up of the stopper. Read the edge of its ring nearest the needle.</figcaption>
      <svg class="b12-draw" viewBox={`0 0 ${width} ${top + tall + 26}`} width={width} height={top + tall + 26} aria-hidden="true">
        <rect class="b12-glass" x={start} y={top} width={ends - start} height={tall} />
        <rect class="b12-drug" x={Math.max(start, x(drug[0]))} y={top + 2} width={Math.max(0, x(drug[1]) - Math.max(start, x(drug[0])))} height={tall - 4} />
        <rect class="b12-rod" x={x(ml) + perMark * 2} y={top + tall / 2 - 11} width={Math.max(0, width - 4 - x(ml) - perMark * 2)} height="22" />
        <Stopper x={x(ml)} top={top} height={tall} width={perMark * 2.2} />
        <Marks item={item} x={x} from={from} to={to} top={top} big />
        {best !== null && best >= from && best <= to && <BestMark x={x(best)} top={top} height={tall} ml={best} />}
      </svg>
    </figure>
  );
}
