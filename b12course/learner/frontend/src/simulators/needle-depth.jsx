// Needle depth: choose site, build, needle and angle; see where the tip ends, and why, and what to do.
import { useState } from "preact/hooks";
import { Choices } from "../ui/choices.jsx";
import { Finding } from "../ui/finding.jsx";
import { useWidth } from "../ui/width.js";
import { filled } from "./frame.jsx";
import { reachOf, verdictOf } from "./needle-depth-model.js";
import { TissueScene } from "./tissue-scene.jsx";

const named = (list) => list.map(({ id, name }) => ({ id, text: name }));
const byId = (list, id) => list.find((one) => one.id === id) ?? list[0];

export function NeedleDepth({ data, uid }) {
  const [frame, width] = useWidth();
  const [chosen, choose] = useState({ site: data.sites[0].id, build: null, mm: 25, angle: 90 });
  const site = byId(data.sites, chosen.site);
  const build = byId(site.builds, chosen.build);
  const needle = data.needles.find((n) => n.mm === chosen.mm);
  const { mm: length, angle } = chosen;
  const reach = reachOf(length, angle);
  const verdict = data.verdicts[verdictOf({ site, build, length, angle })];
  const [short, long] = build.lengths;
  const say = (text) => filled(text, { reach, length, short, long, starts: build.starts, by: build.by, angle: build.angle });
  const set = (change) => choose({ ...chosen, ...change });
  // A needle into fat starts at the angle of its fold, one into muscle straight.
  const setSite = (id) => set({ site: id, build: null, angle: byId(data.sites, id).builds[0].angle ?? 90 });

  return (
    <div class="b12-work">
      <div class="b12-panel-left" ref={frame}>
        <TissueScene {...{ site, build, length, angle, reach, tone: verdict.tone }} width={Math.min(width, 520)} />
        <Finding tone={verdict.tone} title={verdict.title} why={say(verdict.why)} todo={say(verdict.do)}>
          <p class="b12-unseen">
            {`${site.name}. ${build.name}. Needle ${needle.mm} mm (${needle.inches}) at ${angle} degrees: the tip ends ${reach} mm deep.`}
          </p>
        </Finding>
        {site.evidence === "scan" && <People builds={site.builds} build={build} words={data.scans} />}
      </div>
      <div class="b12-panel-right">
        <Choices legend="Site" name={`${uid}-site`} options={named(data.sites)} value={site.id} onChange={setSite} />
        <div>
          <Choices
            legend={site.evidence === "fold" ? "Skin fold" : site.evidence === "scan" ? "Depth of skin and fat" : "Build"}
            name={`${uid}-build`}
            options={named(site.builds)}
            value={build.id}
            onChange={(id) => set({ build: id })}
          />
          <p class="b12-basis">{site.basis}</p>
        </div>
        <Choices
          legend="Needle length"
          name={`${uid}-needle`}
          options={data.needles.map(({ mm, inches }) => ({ id: mm, text: `${mm} mm (${inches})` }))}
          value={length}
          onChange={(mm) => set({ mm })}
        />
        <Choices
          legend="Angle to the skin"
          name={`${uid}-angle`}
          options={data.angles.map((a) => ({ id: a, text: a === 90 ? "90°, straight in" : `${a}°` }))}
          value={angle}
          onChange={(a) => set({ angle: a })}
        />
      </div>
    </div>
  );
}

/** One dot for each person of the scans; those of the chosen group are filled. */
function People({ builds, build, words }) {
  const dots = builds.flatMap((b) => Array.from({ length: b.people }, () => b.id === build.id));
  return (
    <div class="b12-people">
      <p><strong>{build.people} of {dots.length} people</strong> are in this group. {words}</p>
      <div class="b12-dotgrid" aria-hidden="true">{dots.map((on, n) => <i key={n} class={on ? "b12-on" : ""} />)}</div>
    </div>
  );
}
