// Presses controls inside the page. Runs in the browser: `install` is evaluated there and leaves
// `globalThis.press`; nothing here may refer to what stands outside the function.

export function install() {
  const away = "#/backup";
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const CONTROLS = [
    "button", "summary", "[role=button]", "a[href^='#']", "input[type=range]", "input[type=checkbox]", "input[type=radio]", "select",
  ].join(",");

  // Nothing is on its way to the screen; the page of all parts always shows what that looks like.
  const isWaiting = () => !document.querySelector("#main h1, #main h2")
    || (location.hash !== "#/parts" && document.querySelector('[aria-busy="true"], .progress, #main .skeleton'));

  async function rests() {
    for (const end = performance.now() + 30_000; performance.now() < end;) {
      await pause(8);
      if (document.getElementById("trouble")) return;
      if (!isWaiting()) return;
    }
    throw new Error(`${location.hash} does not come to rest`);
  }

  async function goes(hash) {
    if (location.hash === hash) return;
    const changed = new Promise((done) => addEventListener("hashchange", done, { once: true }));
    location.hash = hash;
    await changed;
    await pause(0);
  }

  const shown = () => document.getElementById("main").textContent;
  let drawn = {};

  // The screen is as it was when it was drawn, or is drawn anew: what an earlier press left open is gone.
  async function opens(hash) {
    const isOpen = location.hash === hash && drawn.hash === hash && !document.querySelector("dialog[open]");
    if (isOpen && shown() === drawn.text) return;
    await goes(hash === away ? "#/me" : away);
    await goes(hash);
    await rests();
    drawn = { hash, text: shown() };
  }

  const words = (text) => text.replace(/\s+/g, " ").replace(/\d+/g, "0").trim().slice(0, 60);

  // What a control is called.
  const label = (element) => words(element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText ?? element.textContent ?? "");

  // Two controls are of one kind where they stand in the same place of the screen's structure; plain
  // buttons differ by what they say, as they stand side by side and do different things.
  function kind(element) {
    const path = [];
    for (let at = element; at && at !== document.body && at.id !== "main"; at = at.parentElement) {
      const name = at.getAttribute("class") ?? "";
      path.unshift(`${at.localName}${name ? `.${name.trim().replace(/\s+/g, ".")}` : ""}`);
    }
    const place = `${element.closest("#main") ? "" : "shell:"}${path.join(">")}`;
    const plain = element.localName === "summary" || (element.matches("button") && /\b(button|shell-tool|toast-action)\b/.test(element.className));
    const field = /^(input|select)$/.test(element.localName) ? element.id.replace(/\d+/g, "0") : "";
    return `${place}|${plain ? label(element) : field}`;
  }

  // The modal dialog that is open makes the rest of the page inert.
  function reachable() {
    const dialog = [...document.querySelectorAll("dialog[open]")].pop();
    const all = (dialog ?? document).querySelectorAll(CONTROLS);
    return [...all].filter((one) => !one.disabled && !one.closest("[hidden], [inert]"));
  }

  // Each control that can be pressed now: its kind, which of its kind it is, and the ways to press it.
  function controls() {
    const counts = new Map();
    return reachable().map((element) => {
      const own = kind(element);
      const at = counts.get(own) ?? 0;
      counts.set(own, at + 1);
      return { kind: own, at, ways: waysOf(element) };
    });
  }

  function waysOf(element) {
    if (element.type === "range") return [element.min, element.max];
    if (element.localName === "select") return [...element.options].map((option) => option.value);
    return [""];
  }

  function find({ kind: wanted, at }) {
    return reachable().filter((one) => kind(one) === wanted)[at];
  }

  function point(element, type) {
    const area = element.getBoundingClientRect();
    element.dispatchEvent(new PointerEvent(type, {
      bubbles: true, cancelable: true, composed: true, pointerId: 1, isPrimary: true, pointerType: "mouse", button: 0,
      buttons: type === "pointerdown" ? 1 : 0, clientX: area.left + area.width / 2, clientY: area.top + area.height / 2,
    }));
  }

  function act(element, way) {
    if (element.type === "range" || element.localName === "select") {
      element.value = way;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
      return;
    }
    // As a tap on something inside of it: a closed fold around it opens first.
    for (let fold = element.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      if (!element.matches("summary") || element.parentElement !== fold) fold.open = true;
    }
    point(element, "pointerdown");
    point(element, "pointerup");
    if (element instanceof HTMLElement) element.click();
    else element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }

  // Goes to a route and presses controls one after the other. Says what can be pressed then and where
  // that left; nothing where a control is not there.
  async function presses(route, path, ms) {
    await opens(route);
    for (const step of path) {
      const element = find(step);
      if (!element) return null;
      act(element, step.way);
      await pause(ms);
      if (document.getElementById("trouble")) break;
    }
    return { controls: controls(), hash: location.hash || "#/", lang: document.documentElement.lang };
  }

  // Presses the last of these controls again and leaves the screen at once: what the press began may
  // end when its screen is gone. Says whether it was there.
  async function leaves(route, path, ms) {
    await opens(route);
    for (const [at, step] of path.entries()) {
      const element = find(step);
      if (!element) return false;
      act(element, step.way);
      if (at < path.length - 1) await pause(ms);
    }
    if (!document.getElementById("trouble")) await goes(route === away ? "#/me" : away);
    await pause(ms);
    return true;
  }

  globalThis.press = { opens, rests, controls, presses, leaves };
}
