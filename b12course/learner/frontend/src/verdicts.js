// What several types share in telling right from wrong, element by element. Points are Python's alone.

/** Judges picks from one list. `options` is [{id}]; elements are named by option id. */
export function judgePicks(options, picks, key, rationale, unsafe) {
  const elements = {};
  for (const { id } of options) {
    const picked = picks.includes(id);
    const verdict = key.includes(id)
      ? picked ? "right" : "missed"
      : !picked ? "left" : unsafe.includes(id) ? "unsafe" : "wrong";
    elements[id] = { verdict, why: rationale[id] };
  }
  return {
    elements,
    found: picks.filter((id) => key.includes(id)).length,
    strays: picks.filter((id) => !key.includes(id)).length,
  };
}

/** "2 of 4 right choices found. 1 choice does not belong." */
export function foundWords(found, total, strays) {
  const stray = strays === 0 ? "" : strays === 1 ? " 1 choice does not belong." : ` ${strays} choices do not belong.`;
  return `${found} of ${total} right ${total === 1 ? "choice" : "choices"} found.${stray}`;
}

/**
 * Judges places that each hold one thing: rows, blanks, gaps. `places` lists their ids; `why(place,
 * given)` and `best(place)` give the words. Elements are named by place.
 */
export function judgePlaces(places, value, key, unsafe, { why, best }) {
  const elements = {};
  for (const place of places) {
    const given = value?.[place];
    if (given === key[place]) elements[place] = { verdict: "right", why: why(place, given) };
    else if (given === undefined) elements[place] = { verdict: "missed", word: "Not answered", why: why(place, key[place]), best: best(place) };
    else elements[place] = { verdict: unsafe.includes(`${place}.${given}`) ? "unsafe" : "wrong", why: why(place, given), best: best(place) };
  }
  const right = places.filter((p) => elements[p].verdict === "right").length;
  return { elements, right: right === places.length, found: right };
}

export const rightWords = (found, total, noun) => `${found} of ${total} ${noun} right.`;

const EPSILON = 1e-9; // as in b12course.bank.items.numbers

/** Judges one amount against a key with its tolerance and the ranges that would harm. */
export function judgeAmount(amount, { key, tolerance, unsafe }, best) {
  if (amount === undefined || amount === null) return { right: false, elements: { answer: { verdict: "missed", word: "Not answered", best } } };
  if (Math.abs(amount - key) <= tolerance + EPSILON) return { right: true, elements: { answer: { verdict: "right" } } };
  const harm = unsafe.find((range) => range.min - EPSILON <= amount && amount <= range.max + EPSILON);
  const element = harm ? { verdict: "unsafe", why: harm.why, best } : { verdict: "wrong", best };
  return { right: false, elements: { answer: element } };
}
