// The chart of an unfolding case: tabs whose entries appear as the case goes on.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Paragraphs } from "../text.jsx";

const NEXT = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export const isNew = (entry, step) => step > 1 && entry.since === step;

/** The names of the tabs with something at `step`, in order of appearance. */
export function tabsAt(chart, step) {
  return [...new Set(chart.filter((e) => e.since <= step).map((e) => e.tab))];
}

export const newTabs = (chart, step) => [...new Set(chart.filter((e) => isNew(e, step)).map((e) => e.tab))];

export function Chart({ chart, step, base }) {
  const tabs = tabsAt(chart, step);
  const [open, setOpen] = useState(tabs[0]);
  const row = useRef(null);
  // What is new opens by itself, or it would be missed.
  useLayoutEffect(() => setOpen(newTabs(chart, step)[0] ?? tabs[0]), [step]);
  const shown = tabs.includes(open) ? open : tabs[0];
  const nameOf = (tab) => `${base}-tab-${tabs.indexOf(tab)}`;

  const keys = (event) => {
    const at = tabs.indexOf(shown);
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : NEXT[event.key] && (at + NEXT[event.key] + tabs.length) % tabs.length;
    if (to === undefined) return;
    event.preventDefault();
    setOpen(tabs[to]);
    row.current.children[to].focus();
  };
  return (
    <section class="b12-chart" aria-label="Chart">
      <div class="b12-tabs" role="tablist" aria-label="Chart" ref={row} onKeyDown={keys}>
        {tabs.map((tab) => (
          <button
            type="button"
            key={tab}
            role="tab"
            class="b12-tab"
            id={nameOf(tab)}
            aria-selected={tab === shown}
            aria-controls={`${base}-panel`}
            tabIndex={tab === shown ? 0 : -1}
            onClick={() => setOpen(tab)}
          >
            {tab}
            {newTabs(chart, step).includes(tab) && <span class="b12-new"> New</span>}
          </button>
        ))}
      </div>
      <div class="b12-panel" role="tabpanel" id={`${base}-panel`} aria-labelledby={nameOf(shown)} tabIndex={0}>
        {chart
          .filter((e) => e.tab === shown && e.since <= step)
          .map((entry, n) => (
            <div key={n} class={`b12-entry ${isNew(entry, step) ? "b12-entry-new" : ""}`}>
              {isNew(entry, step) && <span class="b12-new">New</span>}
              <Paragraphs text={entry.text} />
            </div>
          ))}
      </div>
    </section>
  );
}
