// A picture to point at: by mouse and touch, press it; by keyboard, aim with the arrow keys, Enter places.
import { useState } from "preact/hooks";
import { same } from "../values.js";

const STEP = 0.02;
const LEAP = 0.1;
const within = (n) => Math.round(Math.min(1, Math.max(0, n)) * 1000) / 1000;
const percent = (n) => `${Math.round(n * 100)}%`;

export const inWords = ([x, y]) => `${percent(x)} from the left, ${percent(y)} from the top`;

/**
 * `figure` is {src, alt, width, height}; `value` the placed point as fractions, or null; `onPick(point)`
 * takes a new one. `children` are drawn over the picture; `start` is where the keyboard's aim begins.
 */
export function Pointing({ figure, base, value, onPick, locked, start, children }) {
  const [aim, setAim] = useState(null); // where the keyboard points; shown while the picture has the focus
  const [said, say] = useState("");
  const from = value ?? start ?? [0.5, 0.5];

  const pick = (point) => {
    onPick(point);
    say(`Placed: ${inWords(point)}.`);
  };
  const press = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = [within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height)];
    setAim(null);
    pick(point);
  };
  const keys = (event) => {
    const at = aim ?? from;
    const by = event.shiftKey ? LEAP : STEP;
    const [dx, dy] = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[event.key] ?? [];
    if (dx !== undefined) {
      const next = [within(at[0] + dx), within(at[1] + dy)];
      setAim(next);
      say(inWords(next));
    } else if (event.key === "Enter" || event.key === " ") {
      pick(at);
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
        onFocus: (event) => event.currentTarget.matches(":focus-visible") && setAim(from),
        onBlur: () => setAim(null),
      };
  return (
    <div class="b12-picture" style={{ maxWidth: `${figure.width}px` }}>
      <div class={`b12-stage ${locked ? "b12-locked" : ""}`} style={{ "--ratio": figure.width / figure.height }} {...active}>
        <img src={figure.src} alt="" width={figure.width} height={figure.height} draggable={false} />
        {children}
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
