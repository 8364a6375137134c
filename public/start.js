// The end of the program's script. In the planner's worker the page hands over the program as its
// first message: it is neither fetched nor compiled again.
const inWorker = typeof document === "undefined";
if (inWorker) {
  // A page hears of a worker's errors, but not of its promises': a trap in one becomes an error.
  addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; }));
} else if (mayHaveSomethingToRead()) {
  // What reads a kept plan comes beside the program, so that who has one waits no longer for it.
  for (const piece of [{{further}}]) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: new URL(piece, import.meta.url) });
    document.head.append(link);
  }
}
const module_or_path = inWorker
  ? await new Promise((take) => addEventListener("message", (event) => take(event.data), { once: true }))
  : undefined;
await __wbg_init(module_or_path && { module_or_path });

function mayHaveSomethingToRead() {
  try {
    return self !== top || Object.keys(localStorage).some((key) => /^qitu\.draft($|\.)/.test(key));
  } catch {
    return false;
  }
}
