// Unsaved events of a widget that is gone, for the next widget that shows the same item.
//
// "Run All Cells" after a kernel restart replaces the widget: without this, the answers that the
// screen promised to keep would go with it. anywidget loads the bundle once for each widget, so the
// shelf must live on the page and not in the module.

const shelf = (globalThis[Symbol.for("b12course.unsaved")] ??= new Map());

const label = (spec, event, slot) => JSON.stringify([spec.mode, spec.title, event.of ?? "", slot]);

/** Lays `event` down. `letGo` stops its old sender once another widget has taken the event over. */
export function layDown(spec, slot, event, letGo) {
  shelf.set(label(spec, event, slot), { slot, event, letGo });
}

export function throwAway(spec, slot, event) {
  const name = label(spec, event, slot);
  if (shelf.get(name)?.event === event) shelf.delete(name);
}

/** Takes and returns the events that belong to the items of `spec`. */
export function takeUp(spec) {
  const versions = Object.fromEntries(spec.items.map((item) => [item.id, item.version]));
  const taken = [];
  for (const [name, { slot, event, letGo }] of shelf) {
    if (event.item in versions && name === label(spec, { of: versions[event.item] }, slot)) {
      shelf.delete(name);
      letGo();
      taken.push(event);
    }
  }
  return taken;
}
