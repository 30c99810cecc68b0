// Dragging by pointer, as an extra to pressing. Every drag has a press-and-press way beside it.

const START_AFTER = 6; // px; less is a press

/**
 * Follows a pointer from `down`. `over(element)` is told what lies under it, `drop(element)` where it
 * was let go, `end()` in any case. `words` float along with the pointer.
 */
export function followDrag(down, { words, over, drop, end }) {
  if (down.button !== 0) return;
  const source = down.currentTarget;
  const root = source.closest(".b12-quiz");
  let ghost = null;

  const under = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY);
  const move = (event) => {
    if (!ghost) {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < START_AFTER) return;
      ghost = document.createElement("div");
      ghost.className = "b12-ghost";
      ghost.setAttribute("aria-hidden", "true");
      ghost.textContent = words;
      root.append(ghost);
      getSelection()?.removeAllRanges();
    }
    event.preventDefault();
    // The container's own position, because containment makes it the frame of "fixed" children.
    const { left, top } = root.getBoundingClientRect();
    ghost.style.translate = `${event.clientX - left + 8}px ${event.clientY - top + 8}px`;
    over?.(under(event));
  };
  const stop = (event) => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", stop);
    removeEventListener("pointercancel", stop);
    if (ghost) {
      ghost.remove();
      if (event.type === "pointerup") {
        swallowClick();
        drop(under(event));
      }
    }
    end?.();
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", stop);
  addEventListener("pointercancel", stop);
}

/** A drag that ends on its own source is followed by a click, which would count as a press. */
function swallowClick() {
  const swallow = (event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}
