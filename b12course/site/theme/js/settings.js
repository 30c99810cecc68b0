// The reader's choices: country, depth, light or dark.
import { read, write } from "./kept.js";

const root = document.documentElement;

export function remember(change) {
  try {
    write("settings", { ...read("settings"), ...change });
  } catch {
    // It holds for this page, and is not remembered.
  }
}

function showDepth(depth) {
  root.dataset.depth = depth;
  mark("setDepth", depth);
  for (const box of document.querySelectorAll("details.depth")) box.open = depth === "nurse";
}

function showTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  mark("setTheme", theme);
}

function mark(name, value) {
  const attribute = name === "setDepth" ? "data-set-depth" : "data-set-theme";
  for (const button of document.querySelectorAll(`.settings [${attribute}]`)) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
}

export function startSettings() {
  remember({ profile: document.body.dataset.profile });
  showDepth(root.dataset.depth);
  showTheme(root.dataset.theme ?? "auto");
  document.addEventListener("click", ({ target }) => {
    const { setTheme, ...more } = target.closest?.("[data-set-depth], [data-other-depth], [data-set-theme]")?.dataset ?? {};
    const other = root.dataset.depth === "nurse" ? "caregiver" : "nurse";
    const setDepth = more.setDepth ?? ("otherDepth" in more ? other : undefined);
    if (setDepth) {
      remember({ depth: setDepth });
      showDepth(setDepth);
    }
    if (setTheme) {
      remember({ theme: setTheme });
      showTheme(setTheme);
    }
  });
  keepMenusInStep();
  for (const link of document.querySelectorAll("[data-profile-link]")) {
    link.addEventListener("click", () => remember({ profile: link.dataset.profileLink }));
  }
}

/** On a wide screen menu and contents stand beside the text; on a narrow one they open and close. */
function keepMenusInStep() {
  for (const menu of document.querySelectorAll("details[data-wide]")) {
    const wide = matchMedia(`(min-width: ${menu.dataset.wide})`);
    const close = () => {
      if (!wide.matches) menu.open = false;
    };
    wide.addEventListener("change", () => (menu.open = wide.matches));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open || wide.matches) return;
      close();
      menu.querySelector("summary").focus();
    });
    if (menu.matches(".on-page")) menu.addEventListener("click", (event) => event.target.closest("a") && close());
  }
  // A link into the menu opens it, before the browser goes there.
  document.querySelector('a[href="#practice-profile"]')?.addEventListener("click", () => {
    document.getElementById("menu").open = true;
  });
}
