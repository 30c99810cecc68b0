// What frames every simulator: title, what to do, the body, notes and sources.
import { useMemo } from "preact/hooks";
import { QuizContext, newUid } from "../context.js";
import { Inline, Paragraphs } from "../text.jsx";

// Keys pressed in here must not reach JupyterLab, where single letters act on cells.
const keepIn = (event) => event.stopPropagation();

export function Frame({ spec, Body }) {
  const uid = useMemo(newUid, []);
  const context = useMemo(() => ({ spec, uid }), [spec]);
  return (
    <QuizContext.Provider value={context}>
      <section
        class={`b12-quiz b12-sim b12-sim-${spec.simulator}`}
        aria-label={`Try it: ${spec.title}`}
        data-lm-suppress-shortcuts="true"
        onKeyDown={keepIn}
        onKeyPress={keepIn}
        onKeyUp={keepIn}
      >
        <div class="b12-inner">
          <header class="b12-head">
            <span class="b12-title">Try it · {spec.title}</span>
            <span class="b12-saved">Not graded, nothing is kept</span>
          </header>
          <div class="b12-body">
            <div class="b12-lead"><Paragraphs text={spec.lead} /></div>
            <Body data={spec.data} spec={spec} uid={uid} />
          </div>
          <footer class="b12-notes">
            {spec.notes.map((note, n) => <p key={n}><Inline text={note} /></p>)}
            <SourceList sources={Object.values(spec.sources)} />
          </footer>
        </div>
      </section>
    </QuizContext.Provider>
  );
}

function SourceList({ sources }) {
  return (
    <details class="b12-sources">
      <summary>Sources ({sources.length})</summary>
      <ul>
        {sources.map(({ label, url }) => (
          <li key={label}>{url ? <a href={url} target="_blank" rel="noopener noreferrer">{label}</a> : label}</li>
        ))}
      </ul>
    </details>
  );
}

/** Puts numbers into a sentence: "{mm} mm" with {mm: 25} is "25 mm". */
export const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
