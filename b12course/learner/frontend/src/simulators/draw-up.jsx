// Draw-up: wipe, air in, turn over, draw, tap, read the mark. Mistakes can be made, and each shows what it does.
import { useState } from "preact/hooks";
import { Button } from "../ui/buttons.jsx";
import { Choices } from "../ui/choices.jsx";
import { Finding } from "../ui/finding.jsx";
import { Tag, toneOf } from "../ui/mark.jsx";
import { CloseUp } from "../ui/syringe-picture.jsx";
import { useWidth } from "../ui/width.js";
import { Inline } from "../text.jsx";
import { tidy } from "../values.js";
import { MISHAPS, acts, judged, move, start, total } from "./draw-up-model.js";
import { filled } from "./frame.jsx";
import { VialScene } from "./vial-scene.jsx";

const written = (values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, typeof v === "number" ? tidy(v) : v]));

export function DrawUp({ data, uid }) {
  const [frame, width] = useWidth();
  const [orderId, setOrder] = useState(data.orders[0].id);
  const [state, setState] = useState(() => start(data));
  const [checked, setChecked] = useState(false);
  const order = data.orders.find((o) => o.id === orderId);
  const again = (id = orderId) => {
    setOrder(id);
    setState(start(data));
    setChecked(false);
  };
  const go = (next) => {
    setState(next);
    setChecked(false);
  };
  const act = (name) => go(acts[name](state, data));
  const ml = total(state);
  const { graduation, barrel } = order.syringe;
  const plunge = (to) => {
    const by = Math.round(to / graduation) * graduation - ml;
    if (Math.abs(by) > 1e-6) go(move(state, by, data, barrel));
  };
  const check = () => (state.inside ? go({ ...state, event: null, blocked: "out-first" }) : setChecked(true));

  return (
    <div>
      <Choices
        legend="Order and vial"
        name={`${uid}-order`}
        options={data.orders.map((o) => ({ id: o.id, text: `${o.dose} from ${o.strength}` }))}
        value={orderId}
        onChange={again}
      />
      <div class="b12-work b12-drawup">
        <div class="b12-panel-left" ref={frame}>
          <VialScene {...{ state, order }} width={Math.min(width, 520)} />
          <CloseUp item={order.syringe} layout={{ width: Math.min(width - 26, 420) }} ml={ml} best={null} drug={drugStretch(state)} />
          <Plunger {...{ ml, barrel, graduation, plunge, uid }} />
        </div>
        <div class="b12-panel-right">
          <Told {...{ state, data }} />
          <Acts {...{ state, act }} />
          <div class="b12-acts">
            <Button main onClick={check}>Check my syringe</Button>
            <Button onClick={() => again()}>Start again</Button>
          </div>
          {checked && <Verdict {...{ state, order, data }} />}
        </div>
      </div>
    </div>
  );
}

/** From where to where the drug fills the barrel, in mL from the needle end. */
function drugStretch(state) {
  const needleUp = !state.inside || state.inverted;
  const filledBy = state.drug > 0 ? state.drug + state.bubbles : 0;
  return needleUp ? [state.air, state.air + filledBy] : [0, filledBy];
}

/** What the last act did, and for a screen reader how things stand. */
function Told({ state, data }) {
  const text = state.blocked ? data.blocked[state.blocked] ?? data.events[state.blocked] : data.events[state.event];
  const mishap = !state.blocked && MISHAPS.includes(state.event);
  const where = !state.inside ? "Needle outside the vial." : state.inverted ? `Vial upside down, tip ${state.low ? "in the fluid" : "above the fluid"}.` : "Vial upright, needle in it.";
  return (
    <div class={`b12-told ${mishap ? "b12-mishap" : ""}`} role="status">
      <p>
        {mishap && <span class="b12-tag b12-tone-wrong"><span aria-hidden="true">✕ </span>Look. </span>}
        {filled(text, written(state.values))}
      </p>
      <p class="b12-unseen">{where} {contents(state)}</p>
    </div>
  );
}

function contents({ air, bubbles, drug }) {
  const parts = [drug > 0 && "drug", bubbles > 0 && "bubbles in it", air > 0 && "air"].filter(Boolean);
  return parts.length ? `In the syringe: ${parts.join(", ")}.` : "The syringe is empty.";
}

function Acts({ state, act }) {
  return (
    <>
      <Group name="Vial and needle">
        <Button small onClick={() => act("wipe")}>Wipe the stopper, let it dry</Button>
        {state.inside ? <Button small onClick={() => act("leave")}>Take the needle out</Button> : <Button small onClick={() => act("enter")}>Put the needle in</Button>}
        <Button small onClick={() => act("turn")}>{state.inverted ? "Turn the vial upright" : "Turn the vial upside down"}</Button>
        <Button small onClick={() => act("tip")}>{state.low ? "Move the tip above the fluid" : "Move the tip into the fluid"}</Button>
      </Group>
      <Group name="Syringe">
        <Button small onClick={() => act("tap")}>Tap the barrel</Button>
        <Button small onClick={() => act("touch")}>Touch the needle to test it</Button>
      </Group>
    </>
  );
}

function Group({ name, children }) {
  return (
    <div role="group" aria-label={name}>
      <p class="b12-side-name">{name}</p>
      <div class="b12-acts">{children}</div>
    </div>
  );
}

function Plunger({ ml, barrel, graduation, plunge, uid }) {
  return (
    <div class="b12-plungerbox" role="group" aria-label="Plunger">
      <label class="b12-side-name" for={`${uid}-plunger`}>Plunger</label>
      <input
        type="range"
        class="b12-plunger"
        id={`${uid}-plunger`}
        aria-valuetext={`${tidy(ml)} mL`}
        min={0}
        max={barrel}
        step={graduation}
        value={ml}
        onInput={(event) => plunge(Number(event.currentTarget.value))}
      />
      <div class="b12-nudge">
        <Button aria-label="Push in by one mark" onClick={() => plunge(ml - graduation)}><span aria-hidden="true">◂ Push in</span></Button>
        <span class="b12-tally">One press moves one mark.</span>
        <Button aria-label="Pull back by one mark" onClick={() => plunge(ml + graduation)}><span aria-hidden="true">Pull back ▸</span></Button>
      </div>
    </div>
  );
}

function Verdict({ state, order, data }) {
  const found = judged(state, order);
  const wrong = found.filter((f) => !f.right).length;
  return (
    <Finding
      land
      tone={wrong ? "wrong" : "right"}
      title={wrong ? "Not ready to give" : "Ready"}
      why={wrong ? `${wrong} of ${found.length} points need another look.` : "Order, label and syringe say the same."}
    >
      <ul class="b12-reasons">
        {found.map(({ name, right, values }) => {
          const mark = { verdict: right ? "right" : "wrong", word: right ? "Right" : "Look again" };
          const text = filled(data.checks[name][right ? "right" : "wrong"], written({ ml: order.ml, dose: order.dose, ...values }));
          return <li key={name} class={`b12-reason ${toneOf(mark)}`}><Tag mark={mark} /><Inline text={text} /></li>;
        })}
      </ul>
    </Finding>
  );
}
