// Pictures and tables that are wider than their frame: the keyboard must reach the frame, to move about inside.

const FRAMES = ".frame, .table";

/** Makes each frame a stop for the keyboard while, and only while, it scrolls. */
export function startFrames() {
  const seen = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target.closest(FRAMES))));
  for (const frame of document.querySelectorAll(FRAMES)) {
    seen.observe(frame);
    for (const content of frame.children) seen.observe(content);
  }
  for (const box of document.querySelectorAll(".zoom input")) {
    const frame = box.closest("figure").querySelector(".frame");
    // The picture can be tapped too; the box is there for the keyboard, and says what it does.
    frame.addEventListener("click", () => box.checkVisibility() && box.click());
  }
}

function fit(frame) {
  const scrolls = frame.scrollWidth > frame.clientWidth + 1;
  if (scrolls) {
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", nameOf(frame));
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
  }
}

function nameOf(frame) {
  if (frame.dataset.name) return `Large picture: ${frame.dataset.name}`;
  return `Table: ${frame.closest("section")?.querySelector("h1, h2, h3, h4")?.textContent ?? "wide"}`;
}
