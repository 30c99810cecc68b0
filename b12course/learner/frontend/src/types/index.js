// The simple item types by name. Each has:
//   Answer   its controls: { item, base, value, onChange(value, {typing}), locked, markOf(element),
//            revealed, explain }, the last only while feedback is open
//   judge    (item, value, explain) -> { right, elements: {name: {verdict, why, word?, best?}}, summary? }
//            verdict: right, wrong, unsafe, missed (should have been chosen) or left (rightly not)
//   tally    optional: (item, value) -> how much is filled in, in words
//   clearable  true where an answer cannot be taken back by pressing it again
import { bowtie } from "./bowtie.jsx";
import { cloze } from "./cloze.jsx";
import { drag_cloze } from "./drag-cloze.jsx";
import { highlight } from "./highlight.jsx";
import { hotspot } from "./hotspot.jsx";
import { grouping, multiple, select_n } from "./lists.jsx";
import { matrix, matrix_multiple } from "./matrix.jsx";
import { numeric } from "./numeric.jsx";
import { order } from "./order.jsx";
import { single } from "./single.jsx";
import { syringe } from "./syringe.jsx";
import { text } from "./text.jsx";

export const TYPES = {
  single,
  multiple,
  select_n,
  grouping,
  matrix,
  matrix_multiple,
  cloze,
  cloze_rationale: cloze,
  drag_cloze,
  highlight,
  bowtie,
  order,
  numeric,
  hotspot,
  syringe,
  text,
};
