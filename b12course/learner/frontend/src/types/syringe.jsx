// Draw up to the mark. Value: mL at the leading edge of the stopper, such as 0.8.
// The reading is not written out before the check, because reading the mark is the skill; a screen
// reader hears it, as the text equivalent of the picture.
import { toneOf } from "../ui/mark.jsx";
import { Reasons } from "../ui/reasons.jsx";
import { CloseUp, SyringePicture, layoutFor } from "../ui/syringe-picture.jsx";
import { useWidth } from "../ui/width.js";
import { tidy } from "../values.js";
import { judgeAmount } from "../verdicts.js";
import { Working } from "./numeric.jsx";

const CLOSE_UP_BELOW = 14; // px between two marks, under which they are hard to tell apart
const THUMB = 28;

const inWords = (ml) => (ml === null ? "empty, nothing drawn up yet" : `${tidy(ml)} mL`);

function Answer({ item, base, value, onChange, locked, markOf, revealed, explain }) {
  const [frame, width] = useWidth();
  const layout = layoutFor(item, width);
  const { barrel, graduation } = item;
  const ml = value ?? 0;
  const mark = markOf("answer");
  const drawn = value === null ? "Nothing was drawn up." : `You drew up ${inWords(value)}.`;
  const best = revealed && explain && mark?.verdict !== "right" ? explain.key : null;

  const snap = (amount) => {
    const marks = Math.round(Math.min(barrel, Math.max(0, amount)) / graduation);
    return Math.round(marks * graduation * 1e6) / 1e6;
  };
  const set = (amount) => {
    const next = snap(amount);
    if (!locked && next !== ml) onChange(next, { typing: true });
  };
  const grab = (down) => {
    if (locked || down.button !== 0) return;
    const picture = down.currentTarget;
    picture.setPointerCapture(down.pointerId);
    const from = ml;
    picture.onpointermove = (event) => set(from + (event.clientX - down.clientX) / layout.perMl);
    picture.onpointerup = picture.onpointercancel = () => (picture.onpointermove = null);
  };

  return (
    <div class={`b12-syringe ${toneOf(mark)}`} ref={frame}>
      <div class={`b12-syringe-grab ${locked ? "b12-locked" : ""}`} onPointerDown={grab}>
        <SyringePicture {...{ item, layout, ml, best }} />
      </div>
      <input
        type="range"
        id={`${base}-plunger`}
        aria-label="Plunger"
        aria-valuetext={inWords(value)}
        min={0}
        max={barrel}
        step={graduation}
        value={ml}
        disabled={locked}
        style={{ marginInlineStart: `${layout.left - THUMB / 2}px`, width: `${layout.length + THUMB}px` }}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
      {!locked && (
        <div class="b12-nudge">
          <button type="button" class="b12-btn" aria-label="Push in by one mark" onClick={() => set(ml - graduation)}>
            <span aria-hidden="true">◂ Push in</span>
          </button>
          <span class="b12-tally">{value === null ? "Nothing drawn up yet." : "One press moves one mark."}</span>
          <button type="button" class="b12-btn" aria-label="Draw back by one mark" onClick={() => set(ml + graduation)}>
            <span aria-hidden="true">Draw back ▸</span>
          </button>
          <span class="b12-unseen" role="status">{value === null ? "" : inWords(value)}</span>
        </div>
      )}
      {layout.perMl * graduation < CLOSE_UP_BELOW && <CloseUp {...{ item, layout, ml, best }} />}
      {locked && !mark && <p class="b12-where">{drawn}</p>}
      <Reasons entries={[{ words: drawn, mark }]} />
      {revealed && <Working explain={explain} />}
    </div>
  );
}

const judge = (item, value, explain) => judgeAmount(value, explain, `${tidy(explain.key)} mL`);

export const syringe = { Answer, judge, clearable: true };
