// What this browser keeps. Nothing here goes anywhere else.

const KEYS = { settings: "b12course.settings", answers: "b12course.answers", questions: "b12course.questions" };

/** Returns what is kept under `name`; an empty object where there is nothing, or storage is switched off. */
export function read(name) {
  try {
    const kept = JSON.parse(localStorage.getItem(KEYS[name]) ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

/** Keeps `data` under `name`. Throws where the browser does not let the page keep anything. */
export function write(name, data) {
  localStorage.setItem(KEYS[name], JSON.stringify(data));
}

export function forget(name) {
  try {
    localStorage.removeItem(KEYS[name]);
  } catch {}
}

/** Calls `hear` when another tab has changed what is kept under `name`. */
export function onChangeElsewhere(name, hear) {
  const listen = (event) => {
    if (event.key === KEYS[name] || event.key === null) hear();
  };
  addEventListener("storage", listen);
  return () => removeEventListener("storage", listen);
}
