// Keeps the shared files, and every page of the countries that the reader has opened. Cache first: what is
// kept is one version, named by a hash of everything in it, and a new version comes as a whole.
const VERSION = "@VERSION@";
const SHARED = @SHARED@;
const PAGES = @PAGES@;
const NAMES = @NAMES@;
const STYLE = "@STYLE@";
const NAME = "b12course-";
const CACHE = NAME + VERSION;

const here = (path) => new URL(path, self.registration.scope).href;

/** Fetches and keeps what is not there yet. */
async function keep(paths) {
  const cache = await caches.open(CACHE);
  const missing = [];
  for (const path of paths) if (!(await cache.match(here(path)))) missing.push(path);
  await cache.addAll(missing.map((path) => new Request(here(path), { cache: "no-cache" })));
}

/** Returns the countries whose pages an older version keeps: the new one must not lose them. */
async function alreadyKept() {
  const found = new Set();
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME)) continue;
    const cache = await caches.open(name);
    for (const profile of Object.keys(PAGES)) if (await cache.match(here(`${profile}/index.html`))) found.add(profile);
  }
  return [...found];
}

self.addEventListener("install", (event) => {
  const all = async () => {
    await keep(SHARED);
    for (const profile of await alreadyKept()) await keep(PAGES[profile]);
  };
  event.waitUntil(all());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name.startsWith(NAME) && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener("message", (event) => {
  if (event.data?.take === "over") event.waitUntil(self.skipWaiting());
  const profile = event.data?.keep;
  if (profile in PAGES) {
    const done = () => event.source?.postMessage({ ready: profile });
    event.waitUntil(keep(PAGES[profile]).then(done, () => undefined)); // without a network: next time
  }
});

/** Returns a page's address as it is kept: "us/" is "us/index.html". */
const kept = (url) => url.origin + url.pathname.replace(/\/$/, "/index.html");

/** Says that a page is not on this device. Never shows another country's page in its place. */
function notKept(profiles) {
  const links = profiles.map((code) => `<li><a href="${here(`${code}/index.html`)}">${NAMES[code]}</a></li>`).join("");
  const html = `<!doctype html><html lang="en-US"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Not on this device yet</title>
<link rel="stylesheet" href="${here(STYLE)}"><body class="door"><main><h1>Not on this device yet</h1>
<p>There is no network, and this page has not been kept here. These pages can be read now:</p>
<ul class="profiles">${links}</ul></main></body></html>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function answer(request) {
  const cache = await caches.open(CACHE);
  const url = new URL(request.url);
  const found = await cache.match(kept(url));
  if (found) return found;
  try {
    return await fetch(request);
  } catch (error) {
    if (request.mode !== "navigate") throw error;
    return notKept(await alreadyKept());
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event.request));
});
