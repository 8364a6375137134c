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
const PATIENCE = 1500;

const scope = new URL("./", self.location);
const home = new URL("index.html", scope).href;
// All copies of an origin lie in one heap: the name says whose a copy is, where a host has several.
const CACHE = `qitu-${BUILD}-${scope.pathname}`;
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
    // A host that went back to this version may find its copy in use from before.
    if (!(await cache.match(USED))) await caches.delete(CACHE);
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
// bring a screen of its own. Versions that came and went without ever being used do not count, nor
// do copies that were begun and never became whole.
async function tidy() {
  const names = (await copies()).filter((name) => name !== CACHE);
  const used = await Promise.all(names.map(async (name) => {
    const mark = await caches.match(USED, { cacheName: name });
    return mark ? Number(await mark.text()) : -1;
  }));
  const before = names[used.lastIndexOf(Math.max(...used))];
  await Promise.all(names.filter((name) => name !== before).map((name) => caches.delete(name)));
  // A device without any room left does not take the mark, and is served all the same.
  await (await caches.open(CACHE)).put(USED, new Response(Date.now())).catch(() => undefined);
  await self.clients.claim();
}

// The copies of this place, the oldest first. Those of the first editions have no place in their
// name; they have its page in them.
async function copies() {
  const names = (await caches.keys()).filter((name) => name.startsWith("qitu-"));
  const ours = names.map((name) => name.slice(CACHE.indexOf("-/")) === `-${scope.pathname}` || caches.match(home, { cacheName: name }));
  const found = await Promise.all(ours);
  return names.filter((_, at) => found[at]);
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
  } else if (path.startsWith("icon/")) {
    // Asked for again with every change of the address; each version brings its own.
    event.respondWith(caches.match(url.href, { cacheName: CACHE }).then((kept) => kept || fetch(request)));
  } else if (path.startsWith("catalogue/")) {
    event.respondWith(keptThenAsked(event, request));
  } else if (FILES.includes(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(new URL(path, scope).href, { cacheName: CACHE })).then((answer) => answer || Response.error()));
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
