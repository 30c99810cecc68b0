// What a typed volume means for a made-up order, and the working. Doses in mcg, volumes in mL.
import { tidy } from "../values.js";
import { filled } from "./frame.jsx";

const near = (a, b) => Math.abs(a - b) < 1e-6;
const rounded = (n, places) => Math.round(n * 10 ** places) / 10 ** places;

/** Judges `read` (as readAmount gives it): {tone, title, why}. A value that is right but badly written is not yet right. */
export function verdictOn(read, problem, words) {
  const { value } = read;
  if (!near(value, problem.ml)) {
    const why = [whyNot(value, problem, words), read.note].filter(Boolean).join(" ");
    return { tone: "wrong", title: "Stop: not this volume", why };
  }
  if (read.note) return { tone: "note", title: "The right number, written unsafely", why: `${read.note} ${words.zeros}` };
  const limit = problem.ml > 1 ? ` ${words.arm}` : "";
  return { tone: "right", title: `${tidy(problem.ml)} mL is right`, why: `${problem.dose} from ${problem.strength}.${limit}` };
}

function whyNot(value, { ml, mcg, perMl }, words) {
  if (near(value, 0)) return words.divide;
  const given = Math.round(value * perMl * 100) / 100;
  const effect = filled(value > ml ? words.toomuch : words.toolittle, { given: tidy(given), ordered: tidy(mcg) });
  const ratio = value / ml;
  if (near(ratio, 1000) || near(ratio, 0.001)) return `${words.thousand} ${effect}`;
  if ([0, 1].some((places) => near(value, rounded(ml, places)))) return `${words.rounded} ${effect}`;
  if (near(value, perMl / mcg)) return `${words.upside} ${effect}`;
  if (near(ratio, 10) || near(ratio, 0.1)) return `${words.ten} ${effect}`;
  return `${effect} ${words.divide}`;
}

/** The working as steps: {title, text}; `unit` is how mcg is written here. */
export function stepsOf({ dose, strength, mcg, perMl, ml }, words, unit) {
  const changed = [
    dose.endsWith("mg") && `${dose} = ${tidy(mcg)} ${unit}.`,
    strength.endsWith("mg/mL") && `${strength} = ${tidy(perMl)} ${unit}/mL.`,
  ].filter(Boolean);
  const compare = mcg < perMl ? "less than that, so the volume is less than 1 mL" : mcg > perMl ? "more than that, so the volume is more than 1 mL" : "just that, so the volume is 1 mL";
  const onTenth = near(ml * 10, Math.round(ml * 10));
  const limits = [ml > 1 && words.arm, (!onTenth || ml < 0.5) && words.small].filter(Boolean);
  return [
    { title: "The same unit", text: changed.length ? `${changed.join(" ")} ${words.unit}` : words.same },
    { title: "Divide", text: `${words.divide} ${tidy(mcg)} ${unit} ÷ ${tidy(perMl)} ${unit}/mL = **${tidy(ml)} mL**.` },
    { title: "Does it make sense?", text: `Each mL holds ${tidy(perMl)} ${unit}. ${tidy(mcg)} ${unit} is ${compare}.` },
    ...(limits.length ? [{ title: "Syringe and site", text: limits.join(" ") }] : []),
    { title: "Write it", text: `**${tidy(ml)} mL**. ${words.zeros}` },
  ];
}
