// JupyterLab jumps to the last cell after Run All Cells. A learner wants to start reading: go back to the top,
// unless they have begun to scroll or type.
const FOR_MS = 4000;

export default {
  render({ el }) {
    el.classList.add("b12-page", "b12-out");
    const panel = el.closest(".jp-WindowedPanel-outer") ?? el.closest(".jp-Notebook");
    if (!panel) return;
    const stop = new AbortController();
    const learnerActs = ["wheel", "touchstart", "pointerdown", "keydown"];
    for (const name of learnerActs) {
      window.addEventListener(name, () => stop.abort(), { signal: stop.signal, capture: true, passive: true });
    }
    const toTop = () => {
      if (!stop.signal.aborted) panel.scrollTop = 0;
    };
    panel.addEventListener("scroll", toTop, { signal: stop.signal });
    toTop();
    const timer = setTimeout(() => stop.abort(), FOR_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  },
};
