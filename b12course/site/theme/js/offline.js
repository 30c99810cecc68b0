// Keeps the site for reading without a network, where the browser can.

const { root, profile } = document.body.dataset;

export async function startOffline() {
  if (!("serviceWorker" in navigator) || !/^https?:$/.test(location.protocol)) return;
  const said = document.querySelector("[data-offline]");
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (data?.ready === profile) said.textContent = "Ready to use offline.";
  });
  try {
    const registration = await navigator.serviceWorker.register(new URL(`${root}sw.js`, document.baseURI));
    offerNewer(registration);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ keep: profile });
  } catch {
    // A browser in private mode may refuse: the pages work as long as there is a network.
  }
}

/** A new version waits until the reader asks for it, so that no page changes under a learner's hands. */
function offerNewer(registration) {
  const note = document.querySelector("[data-newer]");
  const offer = (waiting) => {
    note.hidden = false;
    note.querySelector("button").onclick = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage({ take: "over" });
    };
  };
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) offer(coming);
    });
  });
}
