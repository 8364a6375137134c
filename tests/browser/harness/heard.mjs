// What Chromium tells a screen reader: its own accessibility tree, a line each, and what is said aloud.

// Nothing of its own to say: the children are read in its place.
const SILENT = new Set(["generic", "none", "InlineTextBox", "LineBreak", "RootWebArea", "Ignored", "SvgRoot", "ListMarker", "LabelText"]);
const NAMES = { StaticText: "text", image: "image", DisclosureTriangle: "disclosure" };
// A state is said where it is on; of these the value is said.
const VALUES = ["level", "checked", "expanded", "pressed", "selected", "invalid"];
const FLAGS = ["disabled", "modal", "busy", "required"];

const tidy = (text) => String(text ?? "").replace(/\s+/g, " ").trim();

function states(node) {
  const of = (name) => node.properties?.find((one) => one.name === name)?.value.value;
  const said = VALUES.map((name) => [name, of(name)]).filter(([name, value]) => value !== undefined && value !== "" && !(name === "invalid" && value === "false"));
  const on = FLAGS.filter((name) => of(name) === true);
  const value = tidy(node.value?.value);
  const all = [...(value ? [`value ${value}`] : []), ...said.map(([name, value]) => `${name === "level" ? "" : `${name} `}${value}`), ...on];
  return all.length ? ` [${all.join(", ")}]` : "";
}

const line = (node) => `${NAMES[node.role.value] ?? node.role.value} "${tidy(node.name?.value)}"${states(node)}`;

/** The tree in the order of reading, and what has the focus. A modal dialog makes the rest silent. */
export async function heard(page) {
  const wire = await page.context().newCDPSession(page);
  const { nodes } = await wire.send("Accessibility.getFullAXTree");
  await wire.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  let focus = "";
  const read = (node, said) => {
    const role = node.role?.value;
    const own = !node.ignored && !SILENT.has(role);
    if (!node.ignored && node.properties?.some(({ name, value }) => name === "focused" && value.value === true)) {
      focus = role === "RootWebArea" ? "document" : line(node);
    }
    const name = tidy(node.name?.value);
    // The words of a control are its name; nobody reads them twice.
    if (own && !(role === "StaticText" && (!name || said.includes(name)))) lines.push(line(node));
    for (const id of node.childIds ?? []) {
      const child = byId.get(id);
      if (child) read(child, own && role !== "StaticText" && name ? name : said);
    }
  };
  read(nodes[0], "");
  return { lines, focus };
}

// In the page, before anything of it: writes down each text that a live region comes to hold.
function listens() {
  globalThis.aloud = [];
  const regions = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"]';
  const last = new WeakMap();
  new MutationObserver(() => {
    for (const one of document.querySelectorAll(regions)) {
      const text = one.innerText.replace(/\s+/g, " ").trim();
      if (last.get(one) === text) continue;
      last.set(one, text);
      if (text) globalThis.aloud.push(text);
    }
  }).observe(document, { childList: true, subtree: true, characterData: true });
}

/** From now on, what is said aloud in a page that opens next. */
export const hark = (page) => page.addInitScript(listens);

/** What was said aloud since the last time. */
export const aloud = (page) => page.evaluate(() => globalThis.aloud.splice(0));
