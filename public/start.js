// The end of the program's script. In the planner's worker the page hands over the program as its
// first message: it is neither fetched nor compiled again.
const inWorker = typeof document === "undefined";
if (inWorker) {
  // A page hears of a worker's errors, but not of its promises': a trap in one becomes an error.
  addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; }));
} else {
  // What the first screen is drawn from comes beside the program, not after it, and so does what reads a
  // kept plan.
  if (meta("qitu-first-sum") && !/[?&]staff(=|&|$)/.test(location.search)) {
    bring(new URL(meta("qitu-first"), document.baseURI));
  }
  if (mayHaveSomethingToRead()) [{{further}}].forEach((piece) => bring(new URL(piece, import.meta.url)));
}
const module_or_path = inWorker
  ? await new Promise((take) => addEventListener("message", (event) => take(event.data), { once: true }))
  : undefined;
await __wbg_init(module_or_path && { module_or_path });

function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content;
}

function bring(href) {
  const link = document.createElement("link");
  document.head.append(Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
}

function mayHaveSomethingToRead() {
  try {
    return self !== top || Object.keys(localStorage).some((key) => /^qitu\.draft($|\.)/.test(key));
  } catch {
    return false;
  }
}
