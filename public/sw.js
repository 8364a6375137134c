// Keeps the planner working without the network. The build fills in its name and its files.
//
// - The page itself comes from the network if that answers soon, else from here: who is online sees
//   the newest page, who is not sees the last one.
// - Files under assets/ carry their content's hash: from here first, they cannot be stale.
// - The catalogue comes from here at once and is asked for again behind it, for the next visit.
// - A new version is fetched whole before it counts, and waits until it is asked for or until the
//   last page of the old one is closed. Nothing is ever reloaded under somebody's hands.
// - The way out, should this file ever be at fault: put sw-off.js in its place.
const BUILD = "{{build}}";
const FILES = {{files}};
const CACHE = `qitu-${BUILD}`;
const PATIENCE = 1500;

const scope = new URL("./", self.location);
const home = new URL("index.html", scope).href;
const USED = new URL("used", scope).href;

self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(FILES.map((file) => bring(cache, file)));
    // A host in the middle of an update may hand out files of two versions.
    const page = await cache.match(home);
    if (!(await page.text()).includes(BUILD)) throw new Error("the page is of another version");
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function bring(cache, file) {
  const url = new URL(file, scope).href;
  const lasting = file.startsWith("assets/");
  const known = lasting && (await caches.match(url));
  const answer = known || (await fetch(url, { cache: lasting ? "default" : "no-cache" }));
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status} for ${file}`);
  await cache.put(url, answer);
}

self.addEventListener("activate", (event) => event.waitUntil(tidy()));

// The version in use before stays too: a page of it may still be open, start its worker again or
// bring a screen of its own. Versions that came and went without ever being used do not count.
async function tidy() {
  const names = (await caches.keys()).filter((name) => name.startsWith("qitu-") && name !== CACHE);
  const used = await Promise.all(names.map((name) => caches.match(USED, { cacheName: name })));
  const before = names.filter((_, at) => used[at]).pop() ?? names.at(-1);
  await Promise.all(names.filter((name) => name !== before).map((name) => caches.delete(name)));
  await (await caches.open(CACHE)).put(USED, new Response(""));
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (event.data === "which") event.ports[0]?.postMessage(BUILD);
  if (event.data === "start") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope.href)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (request.mode === "navigate") {
    if (path === "" || path === "index.html") event.respondWith(page(request));
  } else if (path.startsWith("assets/")) {
    event.respondWith(caches.match(url.href).then((kept) => kept || fetch(request)));
  } else if (path.startsWith("catalogue/")) {
    event.respondWith(keptThenAsked(event, request));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(new URL(path, scope).href)).then((answer) => answer || Response.error()));
  }
});

async function page(request) {
  const kept = caches.match(home, { cacheName: CACHE });
  const asked = fetch(request).then(async (answer) => {
    // A hotspot's sign-in page or a broken host is not the page.
    const mine = answer.ok && !answer.redirected && (await answer.clone().text()).includes('name="qitu-build"');
    return mine ? answer : (await kept) || answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => kept);
  const first = await Promise.race([asked.catch(() => kept), late]);
  return first || asked;
}

async function keptThenAsked(event, request) {
  const cache = await caches.open(CACHE);
  const key = new URL(request.url);
  key.search = "";
  const kept = await cache.match(key.href);
  const asked = fetch(request).then(async (answer) => {
    if (answer.ok && kept) await cache.put(key.href, answer.clone());
    return answer;
  });
  if (!kept) return asked;
  event.waitUntil(asked.catch(() => undefined));
  return kept;
}
