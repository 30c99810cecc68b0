// The vial and the syringe as a model: what each act does, good or bad. Volumes in mL.
// Every act returns a new state with `event` (a name of the spec's events) or `blocked` (a name of its obstacles).

const tidyUp = (n) => Math.round(n * 1e4) / 1e4;
const NOTHING = 1e-6;

export const start = (data) => ({
  wiped: false,
  dirty: false, // the needle went through a stopper that was not wiped
  touched: false,
  inside: false, // the needle is in the vial
  inverted: false,
  low: false, // upside down: the tip is in the fluid
  fluid: data.vial_ml / 2,
  drug: 0,
  bubbles: 0, // spread in the drug
  air: 0, // at the needle end when the needle points up
  airIn: 0, // pushed into the vial before the first drug was drawn
  pressure: 0, // air in minus fluid out
  pulled: 0,
  foamed: 0,
  tapped: false,
  event: "start",
  values: {},
});

export const total = (s) => tidyUp(s.drug + s.bubbles + s.air);

const blocked = (s, why) => ({ ...s, event: null, blocked: why });
const after = (s, change, event, values = {}) => {
  const next = { ...s, ...change, event, values, blocked: null };
  for (const name of ["fluid", "drug", "bubbles", "air", "airIn", "pressure", "pulled", "foamed"]) next[name] = tidyUp(next[name]);
  return next;
};

export const acts = {
  wipe: (s) => (s.inside ? blocked(s, "needle-in-already") : after(s, { wiped: true }, "wiped")),
  touch: (s) => (s.inside ? blocked(s, "out-first") : after(s, { touched: true }, "touched")),
  enter: (s) =>
    after(s, { inside: true, inverted: false, low: false, dirty: s.dirty || !s.wiped }, s.wiped ? "needle-in" : "needle-in-unwiped"),
  leave: (s, { model }) => {
    const out = { inside: false, inverted: false, low: false };
    if (s.pressure <= model.spurt_over || s.drug <= 0) return after(s, { ...out, wiped: false }, "needle-out");
    return after(s, { ...out, wiped: false, drug: Math.max(0, s.drug - model.lost_drop), pressure: 0 }, "spurt");
  },
  turn: (s) => {
    if (!s.inside) return blocked(s, "needle-first");
    return after(s, { inverted: !s.inverted, low: false }, s.inverted ? "upright" : "turned");
  },
  tip: (s) => {
    if (!s.inverted) return blocked(s, s.inside ? "turn-first" : "needle-first");
    return after(s, { low: !s.low }, s.low ? "tip-high" : "tip-low");
  },
  tap: (s) => {
    if (s.inside && !s.inverted) return blocked(s, "turn-first");
    if (s.bubbles <= NOTHING) return blocked(s, "nothing-to-tap");
    return after(s, { air: s.air + s.bubbles, bubbles: 0, tapped: true }, "tapped");
  },
};

/** Moves the plunger by `by` mL: out of the barrel above 0, into it below. */
export function move(s, by, data, barrel) {
  const room = by > 0 ? barrel - total(s) : total(s);
  const amount = tidyUp(Math.min(Math.abs(by), room));
  if (amount <= NOTHING) return blocked(s, by > 0 ? "full" : "empty");
  return by > 0 ? pull(s, amount, data) : push(s, amount);
}

function pull(s, amount, { model }) {
  if (!s.inside) return after(s, { air: s.air + amount }, "air-in-syringe", { air: tidyUp(s.air + amount) });
  const pressure = s.pressure - amount;
  if (!s.inverted || !s.low) {
    const event = s.inverted ? "drew-air" : "air-in-syringe";
    return after(s, { air: s.air + amount, pressure, airIn: s.pulled > 0 ? s.airIn : s.airIn - amount }, event, { air: tidyUp(s.air + amount) });
  }
  if (s.fluid < amount) return blocked(s, "vial-empty");
  const pulled = s.pulled + amount;
  const sucks = pressure < model.vacuum_under;
  const foam = s.tapped ? 0 : Math.max(0, Math.min(model.bubble_most, model.bubble_share * pulled) - s.foamed);
  const bubbles = sucks ? amount / 2 : Math.min(amount, foam);
  const change = { drug: s.drug + amount - bubbles, bubbles: s.bubbles + bubbles, foamed: s.foamed + bubbles, pulled, pressure, fluid: s.fluid - amount + bubbles };
  return after(s, change, sucks ? "vacuum" : "drew");
}

function push(s, amount) {
  const needleUp = !s.inside || s.inverted;
  // What lies at the needle goes first: air when the needle points up, fluid when it points down.
  const air = needleUp ? Math.min(s.air, amount) : Math.max(0, Math.min(s.air, amount - s.drug - s.bubbles));
  const drug = Math.min(s.drug, amount - air);
  const bubbles = amount - air - drug;
  const left = { air: s.air - air, drug: s.drug - drug, bubbles: s.bubbles - bubbles };
  if (!s.inside) return after(s, left, drug > NOTHING ? "squirted" : "air-out");
  const into = { ...left, fluid: s.fluid + drug, pressure: s.pressure + amount };
  if (s.pulled > 0) return after(s, into, air > NOTHING ? "air-back" : "returned");
  const event = s.inverted && s.low ? "air-through" : "air-in";
  return after(s, { ...into, airIn: s.airIn + air }, event, { air: tidyUp(s.airIn + air) });
}

/** Judges a finished syringe: [{name, right, values}] in the order of the spec's checks. */
export function judged(s, order) {
  const { graduation } = order.syringe;
  const near = graduation / 2 + NOTHING;
  const left = tidyUp(s.air + s.bubbles);
  const mcg = Math.round(s.drug * order.perMl);
  return [
    { name: "clean", right: !s.dirty },
    { name: "sterile", right: !s.touched },
    { name: "air", right: Math.abs(s.airIn - order.ml) <= near, values: { air: s.airIn } },
    { name: "bubbles", right: left < near, values: { left } },
    { name: "mark", right: Math.abs(total(s) - order.ml) <= near, values: { mark: total(s) } },
    { name: "dose", right: Math.abs(mcg - order.mcg) <= near * order.perMl, values: { drug: mcg } },
  ];
}

// What shows at a glance that something went wrong.
export const MISHAPS = ["needle-in-unwiped", "air-through", "drew-air", "vacuum", "spurt", "squirted", "touched"];
