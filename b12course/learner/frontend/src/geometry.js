// Points in polygons, by the even-odd rule, as b12course.bank.items.marks.Zone has it.

export function holds(polygon, [x, y]) {
  let inside = false;
  let [x1, y1] = polygon.at(-1);
  for (const [x2, y2] of polygon) {
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) inside = !inside;
    [x1, y1] = [x2, y2];
  }
  return inside;
}

/** A place for the zone's label: the middle of its lower edge, where it hides no mark in the centre. */
export function foot(polygon) {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, Math.max(...ys)];
}
