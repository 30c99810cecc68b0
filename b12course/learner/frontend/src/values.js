// Small helpers on answer values (plain JSON).

/** Tells whether a value holds any answer: 0 is one, "", [], {} and {a: []} are none. */
export function hasContent(value) {
  if (value === null || value === undefined) return false;
  if (typeof value === "string") return value.trim() !== "";
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") return Object.values(value).some(hasContent);
  return true;
}

export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Returns the list with `id` added or taken away, in the order that Python calls canonical. */
export function toggled(list, id) {
  const rest = list.filter((other) => other !== id);
  return (rest.length < list.length ? rest : [...list, id]).sort();
}

/** Returns the mapping with `key` set, or without it where `value` is empty. */
export function withKey(mapping, key, value) {
  const { [key]: _, ...rest } = mapping ?? {};
  return hasContent(value) ? { ...rest, [key]: value } : rest;
}

export const textsOf = (options) => Object.fromEntries(options.map((o) => [o.id, o.text]));

/** "a, b and c" */
export function listInWords(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "Choose one." becomes "choose one"; an instruction of several sentences stays as it is. */
export function asPhrase(instruction) {
  if (/[.?!]\s/.test(instruction)) return instruction;
  return instruction.charAt(0).toLowerCase() + instruction.slice(1).replace(/\.$/, "");
}

/** Writes an amount as it must be written on an order: 0.5, 1, 1,000 (never 1.0 or .5). */
export function tidy(amount) {
  const [whole, part] = String(Math.round(amount * 1e6) / 1e6).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part ? `${grouped}.${part}` : grouped;
}
