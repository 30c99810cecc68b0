// Where the tip ends and what that means. Lengths and depths are in mm.

/** How deep a needle of `length` ends when it goes in at `angle` degrees to the skin. */
export const reachOf = (length, angle) => Math.round(length * Math.sin((angle * Math.PI) / 180));

/** Returns the name of the verdict for this site, build, needle and angle. */
export function verdictOf({ site, build, length, angle }) {
  const reach = reachOf(length, angle);
  if (site.evidence === "fold") return inFold(build, reach, length, angle);
  if (angle < 90) return "slant";
  if (length > build.lengths[1]) return "deep";
  if (length < build.lengths[0] && length !== build.flat) return "short";
  return site.evidence === "scan" ? onScan(build, reach) : inTable(build, length);
}

function inFold(build, reach, length, angle) {
  if (reach >= build.by) return "through";
  if (length > build.lengths[1]) return "fat-long";
  return angle === build.angle ? "fat" : "fat-angle";
}

function inTable({ lengths: [short, long], flat }, length) {
  if (length === flat) return "flat";
  return short < long ? "range" : "fits";
}

function onScan({ starts, by }, reach) {
  if (reach <= starts) return "scan-short";
  if (by === null) return "scan-open";
  if (reach > by) return "scan-fits";
  return starts > 0 ? "scan-some" : "scan-edge";
}
