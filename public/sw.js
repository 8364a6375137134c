{
// One block around everything: a copy of this file that was cut off anywhere is no script at all, and
// the browser goes on with the one it has.
//
// Keeps the planner working without the network. The build fills in its name and its files.
//
// - The page itself comes from the network if that answers soon, else from here: who is online sees
//   the newest page, who is not sees the last one.
// - Files under assets/ carry their content's hash: from here first, they cannot be stale.
// - The catalogue comes from here at once and is asked for again behind it, for the next visit.
// - A new version is fetched whole before it counts, and waits until it is asked for or until the
//   last page of the old one is closed. Nothing is ever reloaded under somebody's hands.
// - The way out, should this file ever be at fault: put sw-off.js in its place.
// - Nothing is kept that is not whole and of its kind: a sign-in page, an error that calls itself a
//   success, an empty or cut answer leaves what was kept before in its place.
const BUILD = "{{build}}";
// Each file of this version, with the beginning of its SHA-256.
const FILES = {{files}};
// The data files, with the format that each names, or `list`. They may be changed by hand on the host.
const FORMS = {{forms}};
// What a first plan is made from. Whoever replaces the catalogue by hand may take it away: the page then
// takes the whole one.
const FIRST = "{{first}}";
const PATIENCE = 1500;
// Catalogues of other academies in the same folder are not of the build; each is kept where it was opened.
const isBook = (path) => /^catalogue\/[\w-]+(\.first)?\.json$/.test(path) && !Object.hasOwn(FILES, path);
const formOf = (path) => (isBook(path) ? "qitu.catalogue/1" : Object.hasOwn(FORMS, path) && FORMS[path]);

const scope = new URL("./", self.location);
const home = new URL("index.html", scope).href;
// All copies of an origin lie in one heap: the name says whose a copy is, where a host has several.
const CACHE = `qitu-${BUILD}-${scope.pathname}`;
const USED = new URL("used", scope).href;

self.addEventListener("install", (event) => event.waitUntil(fill()));

async function fill() {
  const cache = await caches.open(CACHE);
  const brought = await Promise.allSettled(Object.keys(FILES).map((file) => bring(cache, file)));
  const failed = brought.find((one) => one.status === "rejected");
  if (!failed) return keepBooks(cache);
  // A host that went back to this version may find its copy in use from before.
  if (!(await cache.match(USED))) await caches.delete(CACHE);
  await tellPages(failed.reason);
  throw failed.reason;
}

// Keeps the books that a page has open, or that the version before kept.
async function keepBooks(cache) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const open = pages.filter(({ url }) => url.startsWith(scope.href)).map(({ url }) => new URL(url).searchParams.get("book"));
  const files = new Set(open.filter(Boolean).flatMap((id) => [`catalogue/${id}.json`, `catalogue/${id}.first.json`]));
  for (const name of await copies()) {
    for (const { url } of await (await caches.open(name)).keys()) files.add(url.slice(scope.href.length));
  }
  // A host that does not have it any more takes nothing away.
  const keep = (file) => bring(cache, file).catch(async () => {
    const before = await caches.match(new URL(file, scope).href);
    if (before) await cache.put(new URL(file, scope).href, before);
  });
  await Promise.allSettled([...files].filter(isBook).map(keep));
}

// A page that nothing is kept of says so; the others have the copy they had.
async function tellPages(error) {
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const why = error.name === "QuotaExceededError" ? "full" : "answer";
  for (const page of pages) {
    if (page.url.startsWith(scope.href)) page.postMessage({ qitu: "not kept", why, detail: error.message });
  }
}

// Keeps one file, from the first place that has it whole.
async function bring(cache, file) {
  const url = new URL(file, scope).href;
  const lasting = file.startsWith("assets/");
  // Some hosts send index.html on to its folder, some have nothing at the folder.
  const addresses = url === home ? [scope.href, home] : [url];
  const places = [
    ...(lasting ? [() => caches.match(url)] : []),
    ...addresses.map((address) => () => fetch(address, { cache: lasting ? "default" : "no-cache" })),
    // A wrong answer may lie in the browser's own cache, for a year where it was sent with the headers of assets/.
    ...addresses.map((address) => () => fetch(address, { cache: "reload" })),
  ];
  let problem;
  let gone = false;
  for (const place of places) {
    try {
      const answer = await place();
      if (!answer) continue;
      gone ||= answer.status === 404;
      return await cache.put(url, await whole(file, answer));
    } catch (error) {
      if (error.name === "QuotaExceededError") throw error;
      problem = error;
    }
  }
  if (file === FIRST && gone) return;
  throw problem;
}

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", json: "application/json; charset=utf-8",
  wasm: "application/wasm", svg: "image/svg+xml", png: "image/png", txt: "text/plain; charset=utf-8", webmanifest: "application/manifest+json" };

// The answer as it is kept, read to its end. Throws where it is not this file of this version.
async function whole(file, answer) {
  if (!answer.ok) throw new Error(`${answer.status} for ${file}`);
  const type = answer.headers.get("content-type") ?? "";
  const bytes = await answer.arrayBuffer();
  if (!(await isFile(file, bytes, type))) throw new Error(`${file} is not what it should be: ${bytes.byteLength} bytes of ${type || "no type"}`);
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  headers.set("content-type", TYPES[file.slice(file.lastIndexOf(".") + 1)] ?? type);
  // A new answer: one that was redirected may not be given to a navigation.
  return new Response(bytes, { headers });
}

async function isFile(file, bytes, type) {
  const text = () => new TextDecoder().decode(bytes);
  if (file === "index.html") return isPage(type, text()) && text().includes(`name="qitu-build" content="${BUILD}"`);
  const form = formOf(file);
  if (form && isData(text(), form)) return true;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === FILES[file];
}

// Ours, of any version, to its last line: hosts may add to a page, and do.
const isPage = (type, text) => type.startsWith("text/html") && text.includes('name="qitu-build"') && text.trimEnd().endsWith("</html>");

function isData(text, form) {
  try {
    const data = JSON.parse(text);
    return form === "list" ? Array.isArray(data) && data.length > 0 : data.format === form;
  } catch {
    return false;
  }
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
  if (request.mode === "navigate" && (path === "" || path === "index.html")) {
    event.respondWith(page(request, url.searchParams.has("kept")));
  } else if (path.startsWith("assets/")) {
    event.respondWith(caches.match(url.href).then((kept) => kept || fetch(request)));
  } else if (path.startsWith("icon/")) {
    // Asked for again with every change of the address; each version brings its own.
    event.respondWith(caches.match(url.href, { cacheName: CACHE }).then((kept) => kept || fetch(request)));
  } else if (formOf(path) && !url.search) {
    event.respondWith(keptThenAsked(event, path));
  } else if (Object.hasOwn(FILES, path) || isBook(path)) {
    event.respondWith(fetch(request).catch(() => caches.match(new URL(path, scope).href, { cacheName: CACHE })).then((answer) => answer || Response.error()));
  }
});

// The page as the host has it, or else as it is kept. `asksForKept`: a newer page whose files do not
// come offers the kept one.
async function page(request, asksForKept) {
  const kept = caches.match(home, { cacheName: CACHE });
  if (asksForKept && (await kept)) return kept;
  const asked = fetch(request).then(async (answer) => {
    // A hotspot's sign-in page or a broken host is not the page.
    const mine = answer.ok && isPage(answer.headers.get("content-type") ?? "", await answer.clone().text());
    return mine ? answer : (await kept) || answer;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE)).then(() => kept);
  const first = await Promise.race([asked.catch(() => kept), late]);
  return first || asked;
}

async function keptThenAsked(event, file) {
  const url = new URL(file, scope).href;
  const cache = await caches.open(CACHE);
  const kept = await cache.match(url);
  const asked = fetch(url, { cache: "no-cache" });
  if (!kept) {
    if (isBook(file)) {
      const copy = asked.then((answer) => answer.clone());
      event.waitUntil(copy.then((answer) => whole(file, answer)).then((good) => cache.put(url, good)).catch(() => undefined));
    }
    return asked;
  }
  // What is no file of ours leaves the kept one in its place.
  const before = kept.clone();
  event.waitUntil(asked.then((answer) => renew(cache, file, before, answer)).catch(() => undefined));
  return kept;
}

// Takes over what the host has now. A page that works with the one before hears of it.
async function renew(cache, file, before, answer) {
  const url = new URL(file, scope).href;
  const good = await whole(file, answer);
  const [old, now] = await Promise.all([before.text(), good.clone().text()]);
  await cache.put(url, good);
  if (old === now) return;
  for (const page of await self.clients.matchAll({ type: "window" })) {
    if (page.url.startsWith(scope.href)) page.postMessage({ qitu: "newer", file });
  }
}
}
