// Runs before the first paint: the reader's choices, so that nothing jumps.
(() => {
  const root = document.documentElement;
  root.dataset.script = "on";
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("b12course.settings") ?? "{}") ?? {};
  } catch {}
  root.dataset.depth = kept.depth === "nurse" ? "nurse" : "caregiver";
  if (kept.theme === "light" || kept.theme === "dark") root.dataset.theme = kept.theme;
})();
