// What is drawn over the figure: bones found, lines between them, and after the pick the target and the dangers.
export function SiteOverlay({ site, marks, figure, reveal }) {
  const { width, height } = figure;
  const px = ([x, y]) => [x * width, y * height];
  const perCm = width / site.cm[0];
  const found = site.landmarks.filter((l) => marks[l.id]);
  const complete = found.length === site.landmarks.length;
  return (
    <>
      <svg class="b12-overlay" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {complete && <Construct {...{ site, perCm }} points={site.landmarks.map((l) => px(marks[l.id]))} />}
        {reveal && site.dangers.map((d) => <Danger key={d.id} kind={d.kind} points={d.points.map(px)} near={d.near * perCm} />)}
        {reveal && <Target {...{ target: site.target, px, perCm }} />}
        {found.map((l) => {
          const [x, y] = px(marks[l.id]);
          return (
            <g key={l.id} class="b12-bone" transform={`translate(${x} ${y})`}>
              <circle r="24" />
              <text y="10" text-anchor="middle">{site.landmarks.indexOf(l) + 1}</text>
            </g>
          );
        })}
      </svg>
      {reveal && site.dangers.map(({ id, name, label: [x, y], side }) => (
        <span key={id} class={`b12-danger-name b12-side-${side}`} style={{ left: `${x * 100}%`, top: `${y * 100}%` }} aria-hidden="true">✕ {name}</span>
      ))}
    </>
  );
}

function Construct({ site, points, perCm }) {
  const path = CONSTRUCTS[site.construct](points, perCm);
  return <g class="b12-construct"><path class="b12-halo" d={path} /><path d={path} /></g>;
}

const CONSTRUCTS = {
  vee: ([knob, corner, crest]) => `M${crest}L${knob}L${corner}`,
  thirds: ([[ax, ay], [bx, by]], perCm) => {
    const length = Math.hypot(bx - ax, by - ay);
    const [nx, ny] = [((by - ay) / length) * 7 * perCm, (-(bx - ax) / length) * 7 * perCm];
    const cut = (share) => {
      const [x, y] = [ax + (bx - ax) * share, ay + (by - ay) * share];
      return `M${x - nx} ${y - ny}L${x + nx} ${y + ny}`;
    };
    return `M${ax} ${ay}L${bx} ${by}${cut(1 / 3)}${cut(2 / 3)}`;
  },
  drop: ([[x, y]], perCm) => `M${x} ${y}V${y + 5 * perCm}M${x - 5 * perCm} ${y + 5 * perCm}H${x + 5 * perCm}`,
};

function Target({ target, px, perCm }) {
  const [x, y] = px(target.at);
  const shape = (look) =>
    target.area ? <polygon class={look} points={target.area.map(px).join(" ")} /> : <circle class={look} cx={x} cy={y} r={target.radius * perCm} />;
  return <g class="b12-target">{shape("b12-halo")}{shape("")}<circle class="b12-heart" cx={x} cy={y} r="7" /></g>;
}

function Danger({ kind, points, near }) {
  const path = `M${points.join("L")}`;
  if (kind === "area") return <g class="b12-danger"><path class="b12-halo" d={`${path}Z`} /><path d={`${path}Z`} /></g>;
  return <g class="b12-nerve"><path class="b12-nearby" d={path} style={{ strokeWidth: 2 * near }} /><path d={path} /></g>;
}
