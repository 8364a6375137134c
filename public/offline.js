// Asks the browser to keep the planner for flight mode, and says when a new version is there.
// It never reloads by itself: somebody may be in the middle of something.

const words = {
  zh: { text: "骑途有新版本。", now: "现在换", later: "以后" },
  en: { text: "There is a new version of Qitu.", now: "Use it now", later: "Later" },
};

const own = document.querySelector('meta[name="qitu-build"]').content;

function tell(registration) {
  if (document.getElementById("update")) return;
  const english = document.documentElement.lang.startsWith("en");
  const say = english ? words.en : words.zh;
  const bar = document.createElement("div");
  bar.id = "update";
  bar.className = "boot-notice";
  bar.lang = english ? "en" : "zh-Hans";
  bar.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = say.text;
  const now = button(say.now, () => {
    // Another window may have taken it meanwhile, or a newer one waits in its place.
    const { waiting } = registration;
    if (!waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    waiting.postMessage("start");
  });
  bar.append(text, now, button(say.later, () => bar.remove()));
  document.body.prepend(bar);
}

function button(text, action) {
  const node = document.createElement("button");
  node.type = "button";
  node.textContent = text;
  node.addEventListener("click", action);
  return node;
}

function buildOf(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => resolve(event.data);
    worker.postMessage("which", [port2]);
  });
}

// The page may be newer than the worker that keeps it, since it comes from the network when it can.
// Then the waiting worker is the page's own, and there is nothing to tell.
async function arrived(registration) {
  const { waiting } = registration;
  if (!waiting || !navigator.serviceWorker.controller) return;
  if ((await buildOf(waiting)) !== own) return tell(registration);
  waiting.postMessage("start");
  document.getElementById("update")?.remove();
}

async function keep() {
  const registration = await navigator.serviceWorker.register("sw.js", { updateViaCache: "none" });
  const watch = (coming) => coming?.addEventListener("statechange", () => {
    if (coming.state === "installed") arrived(registration);
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
  // After the first plan can be made, so that it does not compete for a slow line.
  const soon = () => setTimeout(() => keep().catch((error) => console.warn("not kept for offline use:", error.message)), 1000);
  if (document.readyState === "complete") soon();
  else addEventListener("load", soon, { once: true });
}
