// Distances on a picture, in cm of the body that it shows. Points are fractions of its width and height.
import { holds } from "../geometry.js";

const inCm = ([x, y], [width, height]) => [x * width, y * height];

function toSegment([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length)) : 0;
  return Math.hypot(px - ax - along * dx, py - ay - along * dy);
}

/** How far a point is from a line of points (or from a single one). */
export function distance(point, line, cm) {
  const p = inCm(point, cm);
  const points = line.map((q) => inCm(q, cm));
  if (points.length === 1) return Math.hypot(p[0] - points[0][0], p[1] - points[0][1]);
  return Math.min(...points.slice(1).map((q, n) => toSegment(p, points[n], q)));
}

const closed = (area) => [...area, area[0]];

/** How far a point is from a danger: 0 inside it. */
export function fromDanger(point, { kind, points, near }, cm) {
  if (kind === "area") return holds(points, point) ? 0 : distance(point, closed(points), cm);
  return Math.max(0, distance(point, points, cm) - near);
}

const inTarget = (point, { at, radius, area }, cm) => (area ? holds(area, point) : distance(point, [at], cm) <= radius);

/** Judges the picked point: {right, hit (the danger it lies in), off (cm to the middle), nearest: {danger, cm}}. */
export function judgePoint(point, site) {
  const dangers = site.dangers
    .map((danger) => ({ danger, cm: fromDanger(point, danger, site.cm) }))
    .sort((a, b) => a.cm - b.cm);
  const right = inTarget(point, site.target, site.cm);
  return {
    right,
    hit: !right && dangers[0].cm === 0 ? dangers[0].danger : null,
    off: distance(point, [site.target.at], site.cm),
    nearest: dangers[0],
  };
}

/** "2.3 cm (0.9 in.)", never with a zero after the point. */
export function lengthInWords(cm) {
  const round = (n) => String(Math.round(n * 10) / 10);
  return `${round(cm)} cm (${round(cm / 2.54)} in.)`;
}
