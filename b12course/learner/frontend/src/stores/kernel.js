// Keeps answers through the notebook's kernel: each event is a message, and counts as kept only when
// the kernel has answered "saved".

const FIRST_WAIT = 4000;
const NEXT_WAIT = 5000;

export function kernelStore(model) {
  const open = new Map(); // seq -> letter that the kernel has not answered yet

  const post = (event) => {
    try {
      model.send(event);
    } catch {
      // A closed connection is the same as silence: the letter is posted again.
    }
  };
  const postAll = () => open.forEach((letter) => post(letter.event));
  const whenSeen = () => document.visibilityState === "visible" && postAll();

  model.on("msg:custom", (message) => {
    const letter = open.get(message?.seq);
    if (!letter) return;
    if (message.type === "saved") letter.resolve({ at: message.at });
    if (message.type === "refused") letter.reject(new Error(message.message));
  });
  model.on("comm_live_update", postAll);
  addEventListener("online", postAll);
  document.addEventListener("visibilitychange", whenSeen);

  return {
    inKernel: true,

    load: () => ({
      answers: model.get("answers") ?? {},
      flags: model.get("flags") ?? [],
      progress: model.get("progress") ?? {},
      savedAt: model.get("saved_at") ?? null,
    }),

    /** Calls `changed` whenever the kernel reports another state, such as another view's answer. */
    watch(changed) {
      for (const name of ["answers", "flags", "progress"]) model.on(`change:${name}`, changed);
    },

    /** Posts `event` until the kernel answers; `onSilence(tries)` is told of each wait in vain. */
    save(event, { signal, onSilence }) {
      return new Promise((resolve, reject) => {
        let tries = 1;
        let timer;
        const end = (settle) => (result) => {
          clearTimeout(timer);
          open.delete(event.seq);
          settle?.(result);
        };
        const again = () => {
          onSilence(tries);
          tries += 1;
          post(event);
          timer = setTimeout(again, NEXT_WAIT);
        };
        open.set(event.seq, { event, resolve: end(resolve), reject: end(reject) });
        signal.addEventListener("abort", end());
        post(event);
        timer = setTimeout(again, FIRST_WAIT);
      });
    },

    close() {
      removeEventListener("online", postAll);
      document.removeEventListener("visibilitychange", whenSeen);
    },
  };
}
