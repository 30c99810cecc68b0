// Reading a typed amount. Both decimal marks are taken; "1,000" is a thousand, as orders write it.
import { tidy } from "./values.js";

export const LARGEST = 1_000_000;

const THOUSANDS = /^[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
const DECIMAL = /^\d*([.,]\d*)?$/;

/**
 * Returns {empty: true}, {fault: "what is wrong"} or {value, note?}, where `note` tells how an order
 * must write it (no bare point, no trailing zero).
 */
export function readAmount(typed) {
  const text = typed.trim();
  if (!text) return { empty: true };
  const fault = faultIn(text);
  if (fault) return { fault };
  const plain = THOUSANDS.test(text) ? text.replace(/,/g, "") : text.replace(",", ".");
  const value = Number(plain);
  if (value > LARGEST) return { fault: `The number must not be above ${tidy(LARGEST)}.` };
  return { value, note: noteOn(text, plain, value) };
}

function faultIn(text) {
  if (/^[-−]/.test(text)) return "The number cannot be below 0.";
  if (!/\d/.test(text)) return "Type a number, as 0.75.";
  if (!/^[\d.,]+$/.test(text)) return "Type the number only, as 0.75. The unit stands beside it.";
  if (!THOUSANDS.test(text) && !DECIMAL.test(text)) return "Use one decimal mark only, as 0.75 or 1,000.5.";
  return null;
}

function noteOn(text, plain, value) {
  const should = tidy(value);
  if (/^[.,]/.test(text)) return `Write ${should}, not ${text}: the point is easy to miss.`;
  if (/\.0+$/.test(plain) && value > 0) return `Write ${should}, not ${text}: it can be read as ${tidy(Number(plain.replace(".", "")))}.`;
  if (/\.\d*0$/.test(plain)) return `Write ${should}, not ${text}: leave the last zero off.`;
  return undefined;
}
