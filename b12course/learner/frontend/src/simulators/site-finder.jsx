// Site finder: press the bones first, then the point between them; see how far it is from the target and from danger.
import { useState } from "preact/hooks";
import { Button } from "../ui/buttons.jsx";
import { Choices } from "../ui/choices.jsx";
import { Finding } from "../ui/finding.jsx";
import { Pointing } from "../ui/pointing.jsx";
import { SiteOverlay } from "./site-overlay.jsx";
import { distance, judgePoint, lengthInWords } from "./site-finder-model.js";

const FRESH = { marks: {}, missed: null, point: null };

export function SiteFinder({ data, spec, uid }) {
  const [id, setId] = useState(data.sites[0].id);
  const [state, setState] = useState(FRESH);
  const site = data.sites.find((s) => s.id === id);
  const landmark = site.landmarks.find((l) => !state.marks[l.id]);
  const begin = (next) => {
    setId(next);
    setState(FRESH);
  };
  const pick = (point) => {
    if (!landmark) return setState({ ...state, point });
    if (distance(point, landmark.line, site.cm) > landmark.within) return setState({ ...state, missed: point });
    setState({ ...state, marks: { ...state.marks, [landmark.id]: point }, missed: null });
  };
  const shownPoint = landmark ? state.missed : state.point;
  const found = state.point && judgePoint(state.point, site);

  return (
    <div>
      <Choices legend="Site" name={`${uid}-site`} options={data.sites.map((s) => ({ id: s.id, text: s.name }))} value={id} onChange={begin} />
      <div class="b12-work b12-finder">
        <Task {...{ site, landmark, marks: state.marks }} />
        <Pointing figure={spec.figures[site.figure]} base={`${uid}-${id}`} value={shownPoint} onPick={pick}>
          <SiteOverlay site={site} marks={state.marks} figure={spec.figures[site.figure]} reveal={Boolean(found)} />
        </Pointing>
        <div class="b12-panel-right">
          <Feedback {...{ site, landmark, state, found }} />
          <div class="b12-acts">
            {landmark && state.missed && <Button small onClick={() => pick(landmark.line[Math.floor(landmark.line.length / 2)])}>Show me this bone</Button>}
            {found && <Button small onClick={() => setState({ ...state, point: null })}>Pick the point again</Button>}
            {Object.keys(state.marks).length > 0 && <Button small onClick={() => setState(FRESH)}>Start again</Button>}
          </div>
          <div role="group" aria-label="Or choose by description">
            <p class="b12-side-name">Or choose by description</p>
            <div class="b12-placelist">
              {site.places.map((place) => (
                <button type="button" key={place.id} class="b12-chip" onClick={() => pick(place.at)}>{place.text}</button>
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

/** The bones in order: which are found, which comes now, and at last the point. */
function Task({ site, landmark, marks }) {
  const steps = [...site.landmarks.map((l) => ({ id: l.id, text: l.ask, done: Boolean(marks[l.id]) })), { id: "point", text: site.ask, done: false }];
  const now = landmark?.id ?? "point";
  return (
    <ol class="b12-tasks" aria-label="What to press">
      {steps.map(({ id, text, done }, n) => (
        <li key={id} class={`b12-task ${done ? "b12-done" : ""} ${id === now ? "b12-now" : ""}`} aria-current={id === now ? "step" : undefined}>
          <span class="b12-number" aria-hidden="true">{done ? "✓" : n + 1}</span>
          <span>{done && <span class="b12-unseen">Found: </span>}{text}</span>
        </li>
      ))}
    </ol>
  );
}

function Feedback({ site, landmark, state, found }) {
  if (found) return <Result {...{ site, found }} />;
  if (state.missed) {
    const cm = distance(state.missed, landmark.line, site.cm);
    return <Finding tone="note" title={`Not the ${landmark.name}`} why={`Your mark is ${lengthInWords(cm)} from it on this drawing. ${landmark.hint}`} />;
  }
  const last = site.landmarks.filter((l) => state.marks[l.id]).at(-1);
  return last ? <Finding tone="right" title={`Found: the ${last.name}`} /> : <Finding tone="note" title="Begin with the bones" why={site.tip} />;
}

function Result({ site, found }) {
  const { right, hit, off, nearest } = found;
  return (
    <Finding tone={right ? "right" : "wrong"} title={right ? "In the target" : hit ? hit.name : "Not here"} why={right ? site.right : hit ? hit.why : site.off}>
      <p class="b12-measure">
        {`On this drawing: ${lengthInWords(off)} from the middle of the target`}
        {nearest.cm > 0 ? `, ${lengthInWords(nearest.cm)} from “${nearest.danger.name}”.` : "."}
      </p>
      {right && <p><strong>Stay off:</strong> {site.dangers.map((d) => d.name).join("; ")}.</p>}
    </Finding>
  );
}
