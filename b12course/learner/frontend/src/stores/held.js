// What a store holds, and how an event changes it.

export const EMPTY = { answers: {}, flags: [], progress: {}, savedAt: null };

/** Returns `held` with `event` applied. */
export function withEvent(held, event) {
  if ("flag" in event) {
    const others = held.flags.filter((id) => id !== event.item);
    return { ...held, flags: event.flag ? [...others, event.item] : others };
  }
  if ("step" in event) return { ...held, progress: { ...held.progress, [event.item]: event.step } };
  return { ...held, answers: { ...held.answers, [event.item]: event.value } };
}
