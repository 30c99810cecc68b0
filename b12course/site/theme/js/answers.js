// Answers to practice questions: one place for all pages and all countries.
import { onChangeElsewhere, read, write } from "./kept.js";

const REFUSED = "this browser does not let the page keep answers. They stay on this screen until you close it.";

/** Returns the store of one quiz. An answer is given back only while the question still has the same shape. */
export function answerStore(spec) {
  const shapes = Object.fromEntries(spec.items.map((item) => [item.id, item.version]));
  const load = () => {
    const held = { answers: {}, flags: [], progress: {}, savedAt: null };
    const kept = read("answers");
    for (const [id, shape] of Object.entries(shapes)) {
      const entry = kept[id];
      if (!entry || entry.of !== shape) continue;
      if ("value" in entry) held.answers[id] = entry.value;
      if (entry.flag) held.flags.push(id);
      if (entry.step) held.progress[id] = entry.step;
      if (!held.savedAt || entry.at > held.savedAt) held.savedAt = entry.at;
    }
    return held;
  };
  let stop;
  return {
    load,
    async save(event) {
      const at = new Date().toISOString();
      const field = ["value", "flag", "step"].find((name) => name in event);
      try {
        // Read again before writing: another tab may have kept something meanwhile.
        const kept = read("answers");
        const before = kept[event.item]?.of === event.of ? kept[event.item] : {};
        write("answers", { ...kept, [event.item]: { ...before, [field]: event[field], of: event.of, at } });
      } catch {
        throw new Error(REFUSED);
      }
      dispatchEvent(new Event("b12course:answered"));
      return { at };
    },
    /** Keeps how a question was judged last. A case is right when each of its questions, named by `part`, is. */
    judged(id, right, part) {
      const { version, items } = spec.items.find((item) => item.id === id);
      const kept = read("answers");
      const entry = kept[id]?.of === version ? kept[id] : { of: version, at: new Date().toISOString() };
      const parts = { ...entry.parts, [part]: right };
      const found = items ? { right: items.every((_, n) => parts[n + 1]), parts } : { right };
      try {
        write("answers", { ...kept, [id]: { ...entry, ...found } });
      } catch {
        // Saving the answer has said so already.
      }
      dispatchEvent(new Event("b12course:answered"));
    },
    watch(hear) {
      stop = onChangeElsewhere("answers", hear);
    },
    close: () => stop?.(),
  };
}

/** Tells whether `id` was right (true) or not (false) when it was checked last; undefined if it never was. */
export function wasRight(kept, id) {
  return kept[id]?.right;
}

/** Tells whether the question `id` has an answer. */
export function isAnswered(kept, id) {
  return hasContent(kept[id]?.value);
}

function hasContent(value) {
  if (value === null || value === undefined) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (typeof value === "object") return Object.values(value).some(hasContent);
  return true;
}
