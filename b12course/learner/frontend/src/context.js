// What every part of a mounted quiz may ask for: { spec, session, uid, inKernel }.
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export const QuizContext = createContext(null);
export const useQuiz = () => useContext(QuizContext);

let mounts = 0;

/** Returns a prefix that no other mount on the page has, though the bundle may be loaded many times. */
export function newUid() {
  mounts += 1;
  return `b12-${Math.random().toString(36).slice(2, 8)}-${mounts}`;
}
