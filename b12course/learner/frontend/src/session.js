// The state of one mounted quiz: answers, flags, progress, practice tries; every change goes out.
import { Outbox } from "./outbox.js";
import { EMPTY, withEvent } from "./stores/held.js";
import { takeUp } from "./stores/shelf.js";
import { same } from "./values.js";

const TYPING_PAUSE = 500;
const FRESH_TRY = { checked: false, tries: 0, revealed: false };

export class Session {
  #held;
  #store;
  #outbox;
  #items;
  #listeners = new Set();
  #tries = {}; // practice only, and only on this screen
  current = 0; // which question layout "one" shows

  constructor(spec, store) {
    this.#items = Object.fromEntries(spec.items.map((item) => [item.id, item]));
    this.#held = { ...EMPTY, ...store.load() };
    this.#store = store;
    this.#outbox = new Outbox(spec, store, this.#held.savedAt, () => this.#tell());
    for (const event of takeUp(spec)) {
      if (!("value" in event) || !same(this.#held.answers[event.item], event.value)) {
        this.#held = withEvent(this.#held, event);
        this.#outbox.resume(event);
      }
    }
    store.watch?.(() => this.#merge(store.load()));
  }

  answerOf = (id) => this.#held.answers[id] ?? null;
  isFlagged = (id) => this.#held.flags.includes(id);
  stepOf = (id) => this.#held.progress[id] ?? 1;
  tryOf = (key) => this.#tries[key] ?? FRESH_TRY;

  /** Records an answer. `typing` waits for a pause before it is sent. */
  answer(id, value, { typing = false } = {}) {
    const { version, variant } = this.#items[id];
    const event = { item: id, value, of: version };
    this.#apply(variant === undefined ? event : { ...event, variant }, typing ? TYPING_PAUSE : 0);
  }

  flag(id, flag) {
    this.#apply({ item: id, flag, of: this.#items[id].version });
  }

  reach(id, step) {
    this.#apply({ item: id, step, of: this.#items[id].version });
  }

  setTry(key, change) {
    this.#tries = { ...this.#tries, [key]: { ...this.tryOf(key), ...change } };
    this.#tell();
  }

  /** Tells a store that wants to know how a check of practice came out; `part` names the question of a case. */
  judged(id, right, part) {
    this.#store.judged?.(id, right, part);
  }

  goTo(index) {
    this.flush();
    this.current = index;
    this.#tell();
  }

  flush = () => this.#outbox.flush();
  again = () => this.#outbox.again();

  get saving() {
    const { state, savedAt, messages } = this.#outbox;
    return { state, savedAt, messages };
  }

  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close() {
    this.#listeners.clear();
    this.#outbox.close();
  }

  #apply(event, delay) {
    this.#held = withEvent(this.#held, event);
    this.#outbox.put(event, delay);
  }

  /** Takes over what the kernel reports, except where this screen has something newer. */
  #merge({ answers, flags, progress }) {
    const mine = (kind, id) => this.#outbox.isPending(kind, id);
    const keep = (kind, now, reported) =>
      Object.fromEntries(
        Object.keys(this.#items).flatMap((id) => {
          const from = mine(kind, id) ? now : reported;
          return id in from ? [[id, from[id]]] : [];
        }),
      );
    const merged = {
      ...this.#held,
      answers: keep("value", this.#held.answers, answers),
      progress: keep("step", this.#held.progress, progress),
      flags: Object.keys(this.#items).filter((id) => (mine("flag", id) ? this.#held.flags : flags).includes(id)),
    };
    if (same(merged, this.#held)) return;
    for (const id of Object.keys(this.#items)) {
      if (!same(merged.answers[id], this.#held.answers[id])) delete this.#tries[id];
    }
    this.#held = merged;
    this.#tell();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
