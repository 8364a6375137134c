// Asks the browser to keep the planner for flight mode, says when a new version is there, and says when
// nothing could be kept. It never reloads by itself: somebody may be in the middle of something.

const words = {
  zh: {
    update: "骑途有新版本。", now: "现在换", later: "以后",
    answer: "骑途没能存到这台设备上：下载的东西不对，或者没下完。没有网络的时候打不开；现在照常能用。",
    full: "骑途没能存到这台设备上：没地方了。没有网络的时候打不开；现在照常能用。清一清手机，再试一次。",
    again: "再试一次", known: "知道了",
  },
  en: {
    update: "There is a new version of Qitu.", now: "Use it now", later: "Later",
    answer: "Qitu could not be kept on this device: what came was wrong, or not whole. It will not open without the network; for now it works as usual.",
    full: "Qitu could not be kept on this device: there is no room. It will not open without the network; for now it works as usual. Free some space and try again.",
    again: "Try again", known: "Got it",
  },
};

const catalogue = document.querySelector('meta[name="qitu-catalogue"]').content;
const own = document.querySelector('meta[name="qitu-build"]').content;

// The script that starts the page comes before this one. Where it did not come, nothing else says so.
const late = document.getElementById("boot-late");
if (late) {
  late.dataset.now = "";
  document.getElementById("boot-text").hidden = true;
  // As its link does, and what the address says after # stays.
  late.querySelector("a").addEventListener("click", (event) => {
    event.preventDefault();
    location.reload();
  });
}

// A bar above the page; it says one thing once.
function bar(id, choose, ...buttons) {
  if (document.getElementById(id)) return;
  const english = document.documentElement.lang.startsWith("en");
  const say = english ? words.en : words.zh;
  const node = document.createElement("div");
  Object.assign(node, { id, className: "boot-notice", lang: english ? "en" : "zh-Hans" });
  node.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = say[choose];
  node.append(text, ...buttons.map(([name, action]) => button(say[name], () => action(node))));
  document.body.prepend(node);
}

function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}

function tellOfNew(registration) {
  const take = () => {
    // Another window may have taken it meanwhile, or a newer one waits in its place.
    const { waiting } = registration;
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("start");
  };
  bar("update", "update", ["now", take], ["later", (node) => node.remove()]);
}

// Who has an earlier copy still opens without the network, and need not know.
function tellOfNone(why) {
  const again = (node) => {
    node.remove();
    keep().catch(notKept);
  };
  bar("unkept", why === "full" ? "full" : "answer", ["again", again], ["known", (node) => node.remove()]);
}

async function notKept(error) {
  console.warn("not kept for offline use:", error.message);
  if (!(await navigator.serviceWorker.getRegistration())?.active) tellOfNone("answer");
}

function buildOf(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage("which", [port2]);
    setTimeout(resolve, 5000, null);
  });
}

// The page may be newer than the worker that keeps it, since it comes from the network when it can.
// Then the waiting worker is the page's own, and there is nothing to tell.
async function arrived(registration) {
  const { waiting } = registration;
  if (!waiting || !navigator.serviceWorker.controller) return;
  const build = await buildOf(waiting);
  // An empty file is a script too, and keeps nothing: the host is asked again.
  if (build === null) return registration.update();
  if (build !== own) return tellOfNew(registration);
  waiting.postMessage("start");
  document.getElementById("update")?.remove();
}

// An empty file is a script too, and would keep nothing, in the place of one that does.
async function isEmpty() {
  const answer = await fetch("sw.js", { cache: "no-cache" }).catch(() => undefined);
  // What does not come at all the browser refuses by itself.
  return answer?.ok && !(await answer.text()).includes("addEventListener");
}

// Installed from an address with ?book=, the planner opens with that catalogue again, beside the one that
// opens with its own.
async function installs(book) {
  const link = document.querySelector('link[rel="manifest"]');
  const made = await (await fetch(link.href)).json();
  const at = (path) => new URL(path, link.href);
  const withBook = (path) => {
    const address = at(path);
    address.searchParams.set("book", book);
    return address.href;
  };
  const own = {
    ...made, start_url: withBook(made.start_url), scope: at(made.scope).href,
    icons: made.icons.map((icon) => ({ ...icon, src: at(icon.src).href })),
    shortcuts: made.shortcuts.map((one) => ({ ...one, url: withBook(one.url) })),
  };
  link.href = URL.createObjectURL(new Blob([JSON.stringify(own)], { type: "application/manifest+json" }));
}
const book = new URLSearchParams(location.search).get("book");
if (parent === window && book && book === document.querySelector('meta[name="qitu-book"]').content) installs(book).catch(() => undefined);

async function keep() {
  // Where one is installed already the browser asks for a newer one by itself.
  const isFirst = !(await navigator.serviceWorker.getRegistration());
  if (isFirst && (await isEmpty())) throw new Error("sw.js is not what it should be");
  const registration = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" });
  if (!registration) return;
  const watch = (coming) => coming?.addEventListener("statechange", () => {
    if (coming.state === "installed") arrived(registration).catch(() => undefined);
    if (coming.state === "activated") document.getElementById("unkept")?.remove();
  });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  // What waits may be older than the page: the newest is looked for before anything is said.
  if (registration.waiting) await registration.update().catch(() => undefined);
  if (!registration.installing) await arrived(registration);
  // A page left open for days looks again when it is looked at.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) registration.update().catch(() => undefined);
  });
}

// Inside somebody else's page the host decides what is kept; there is nothing to install.
if ("serviceWorker" in navigator && window.isSecureContext && window.top === window) {
  navigator.serviceWorker.addEventListener("message", async ({ data }) => {
    // The program hears of it, as it does of everything, through an event of the window.
    if (data?.qitu === "newer" && data.file === catalogue) dispatchEvent(new Event("qitu-newer"));
    if (data?.qitu !== "not kept") return;
    console.warn("not kept for offline use:", data.detail);
    if (!(await navigator.serviceWorker.getRegistration())?.active) tellOfNone(data.why);
  });
  // After the first plan can be made, so that it does not compete for a slow line.
  const soon = () => setTimeout(() => keep().catch(notKept), 1000);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
