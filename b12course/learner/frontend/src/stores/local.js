// Keeps answers in this browser, for pages without a kernel.
import { EMPTY, withEvent } from "./held.js";

export function localStore(key) {
  const load = () => {
    try {
      return { ...EMPTY, ...JSON.parse(localStorage.getItem(key) ?? "{}") };
    } catch {
      return EMPTY; // storage switched off, or text that is not ours
    }
  };
  return {
    load,
    async save(event) {
      const at = new Date().toISOString();
      try {
        // Read again before writing: another tab may have kept something meanwhile.
        localStorage.setItem(key, JSON.stringify({ ...withEvent(load(), event), savedAt: at }));
      } catch {
        throw new Error("this browser does not let the page keep answers. They stay on this screen until you close it.");
      }
      return { at };
    },
  };
}
