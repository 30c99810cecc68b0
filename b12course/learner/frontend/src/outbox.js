// Events on their way to the store. The latest event of a slot wins; none is dropped before the
// store has said that it is kept.
import { layDown, throwAway } from "./stores/shelf.js";

// Numbers must not repeat after a page reload or in a second view of the same widget, because the
// kernel takes an event with a number it has seen as the same event.
let lastSeq = Date.now() * 1000 + Math.floor(Math.random() * 1000);

const slotOf = (event) => `${"flag" in event ? "flag" : "step" in event ? "step" : "value"} ${event.item}`;

export class Outbox {
  #spec;
  #store;
  #changed;
  #parcels = new Map(); // slot -> { event, state, message?, timer?, abort }
  #closed = false;
  savedAt;

  constructor(spec, store, savedAt, changed) {
    Object.assign(this, { savedAt });
    this.#spec = spec;
    this.#store = store;
    this.#changed = changed;
  }

  /** Sends `event`, after `delay` ms without a newer one. */
  put(event, delay = 0) {
    this.#place({ type: "event", seq: ++lastSeq, ...event }, delay);
  }

  /** Goes on with an event that another widget could not get saved. */
  resume(event) {
    this.#place(event, 0);
  }

  /** Sends at once what still waits for a pause in typing. */
  flush() {
    for (const [slot, parcel] of this.#parcels) if (parcel.timer) this.#send(slot, parcel);
  }

  /** Sends at once what the store has refused or not answered. */
  again() {
    for (const [slot, parcel] of [...this.#parcels]) {
      if (parcel.state === "refused" || parcel.state === "silent") {
        parcel.abort.abort();
        this.#send(slot, parcel);
      }
    }
    this.#tell();
  }

  isPending(kind, item) {
    return this.#parcels.has(`${kind} ${item}`);
  }

  /** Returns the worst that can be said: none, saved, sending, trying, silent or refused. */
  get state() {
    const states = [...this.#parcels.values()].map((p) => p.state);
    const worst = ["refused", "silent", "trying", "sending"].find((s) => states.includes(s));
    return worst ?? (this.savedAt ? "saved" : "none");
  }

  get messages() {
    return [...new Set([...this.#parcels.values()].filter((p) => p.state === "refused").map((p) => p.message))];
  }

  /** Stops telling this widget; what is still unsaved goes on the shelf for the next one. */
  close() {
    this.flush();
    this.#closed = true;
    removeEventListener("beforeunload", this.#warn);
    for (const [slot, parcel] of this.#parcels) {
      layDown(this.#spec, slot, parcel.event, () => parcel.abort.abort());
    }
    this.#store.close?.();
  }

  #place(event, delay) {
    const slot = slotOf(event);
    const old = this.#parcels.get(slot);
    clearTimeout(old?.timer);
    old?.abort.abort();
    const parcel = { event, state: "sending", abort: new AbortController() };
    this.#parcels.set(slot, parcel);
    if (delay) parcel.timer = setTimeout(() => this.#send(slot, parcel), delay);
    else this.#send(slot, parcel);
    this.#tell();
  }

  #send(slot, parcel) {
    clearTimeout(parcel.timer);
    parcel.timer = null;
    parcel.state = "sending";
    parcel.abort = new AbortController();
    const onSilence = (tries) => {
      parcel.state = tries < 3 ? "trying" : "silent";
      this.#tell();
    };
    this.#store.save(parcel.event, { signal: parcel.abort.signal, onSilence }).then(
      ({ at }) => {
        this.savedAt = at;
        if (this.#parcels.get(slot) === parcel) this.#parcels.delete(slot);
        throwAway(this.#spec, slot, parcel.event);
        this.#tell();
      },
      (error) => {
        Object.assign(parcel, { state: "refused", message: error.message });
        this.#tell();
      },
    );
  }

  #tell() {
    if (this.#closed) return;
    if (this.#parcels.size) addEventListener("beforeunload", this.#warn);
    else removeEventListener("beforeunload", this.#warn);
    this.#changed();
  }

  #warn = (event) => {
    this.flush();
    event.preventDefault();
    event.returnValue = true; // Chromium before 119 asks for it
  };
}
