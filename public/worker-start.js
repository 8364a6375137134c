// The end of the worker's script: what arrives before the program is ready waits, and is not lost.
const waiting = [];
const keep = (event) => { event.stopImmediatePropagation(); waiting.push(event.data); };
addEventListener("message", keep);
await __wbg_init();
removeEventListener("message", keep);
for (const data of waiting) dispatchEvent(new MessageEvent("message", { data }));
