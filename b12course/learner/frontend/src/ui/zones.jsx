// The zones of a hotspot, drawn over its figure: told apart by line style and word, not colour alone.
import { foot } from "../geometry.js";

const SIGNS = { target: "✓", unsafe: "✕", "not here": "○" };

export function Zones({ zones }) {
  return (
    <>
      <svg class="b12-zones" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {zones.map(({ id, kind, polygon }) => {
          const points = polygon.map(([x, y]) => `${x * 100},${y * 100}`).join(" ");
          return (
            <g key={id} class={`b12-zone-${kind.replace(" ", "-")}`}>
              <polygon class="b12-halo" points={points} />
              <polygon points={points} />
            </g>
          );
        })}
      </svg>
      {zones.map(({ id, label, kind, polygon }) => {
        const [x, y] = foot(polygon);
        return (
          <span key={id} class={`b12-zone-label b12-zone-${kind.replace(" ", "-")}`} style={{ left: `${x * 100}%`, top: `${y * 100}%` }} aria-hidden="true">
            {SIGNS[kind]} {label}
          </span>
        );
      })}
    </>
  );
}
