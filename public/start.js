// The end of the program's script. In the planner's worker the page hands over the program as its
// first message: it is neither fetched nor compiled again.
const module_or_path = typeof document === "undefined"
  ? await new Promise((take) => addEventListener("message", (event) => take(event.data), { once: true }))
  : undefined;
await __wbg_init(module_or_path && { module_or_path });
