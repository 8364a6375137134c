// <qitu-planner goal="drone-pilot" lang="zh"></qitu-planner> in any page:
//
//   <script type="module" src="https://…/embed.js"></script>
//
// Attributes: goal, lang (zh, en), theme (light, dark), mode (full, map, goal, answer), plan (a share
// code to open), catalogue (an address, fetched by the host page, or #id of an element that holds it), book (the id of a catalogue that lies
// in the planner's own folder), enrol (https://…?course={course}),
// staff (shows what is wrong with the catalogue, for whoever keeps it),
// fit (screen: never taller than the window, the default; content: as tall as what is shown).
// Each is a property of the same name too: planner.goal = "drone-pilot".
// Colours: the custom properties --qitu-accent, --qitu-paper … on the element or above it.
// Events: qitu-ready, qitu-height, qitu-plan, qitu-share, qitu-enrol, qitu-error (the catalogue did not come, or
// something is wrong with it: message, errors, warnings, faults), with the message as detail;
// qitu-plan and qitu-share only where the planner's embed.json lists the origin of the page.
// What stands inside the element is shown only where this file does not run: a link is well there.

const VERSION = 1;
const home = new URL("./", import.meta.url);
const TOKENS = ["paper", "band", "card", "well", "ink", "quiet", "hairline", "edge", "accent", "accent-ink", "accent-wash", "press", "press-ink"];
const TITLE = { zh: "骑途：骑手的职业路线规划", en: "Qitu: a career planner for delivery riders" };

// A content that grows because its frame grew would go on for ever: so many steps in so long are enough.
const STEPS = 40;
const WHILE = 4000;
// A sheet of paper is narrower than most frames, and what is narrower grows taller.
const PAPER = 640;

// What can be understood; of an attribute with a list nothing else.
const ATTRIBUTES = { goal: null, lang: ["zh", "en"], theme: ["light", "dark"], mode: ["full", "map", "goal", "answer"], plan: null, catalogue: null, book: null, enrol: null, staff: null, fit: ["screen", "content"] };
// What any element may have. Names with a sign in them are some framework's.
const EVERYWHERE = ["id", "class", "style", "title", "hidden", "slot", "part", "role", "tabindex", "dir", "inert", "nonce", "translate", "draggable", "is"];

// No style of the host's is overruled by it, and no policy forbids it.
const LOOK = new CSSStyleSheet();
LOOK.replaceSync(":host { display: block; width: 100%; } :host([hidden]) { display: none; }");

// The catalogue as text, and its encoding where that is not UTF-8.
function read(bytes) {
  const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()];
  try {
    return { catalogue: new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { catalogue: new TextDecoder("gb18030").decode(bytes), encoding: "gb18030" };
  }
}

// The plan in the address of the page, as links to a plan made here have it; for the first planner of a page.
// Other programs have a ?p= of their own: a code is longer.
function handedIn(planner) {
  if (document.querySelector("qitu-planner") !== planner) return undefined;
  return /[#?&]p=([\w.-]{16,})/.exec(location.hash || location.search)?.[1];
}

class QituPlanner extends HTMLElement {
  static observedAttributes = Object.keys(ATTRIBUTES).filter((name) => name !== "fit");

  #frame = null;
  #code = "";
  #tall = 0;
  #told = "";
  #steps = [];
  #due = false;
  #hear = (event) => this.#heard(event);
  #print = () => this.#unroll();
  #screen = () => this.#fit();

  connectedCallback() {
    for (const name of Object.keys(ATTRIBUTES)) this.#takeOver(name);
    addEventListener("message", this.#hear);
    addEventListener("beforeprint", this.#print);
    addEventListener("afterprint", this.#screen);
    this.#build();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    removeEventListener("beforeprint", this.#print);
    removeEventListener("afterprint", this.#screen);
    this.#frame?.remove();
    this.#frame = null;
  }

  // A framework may have set a property before this file was there.
  #takeOver(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  attributeChangedCallback(name, before, now) {
    // The planner's own code told back is no change.
    if (before === now || (name === "plan" && now && now === this.#code)) return;
    if (name === "plan") this.#code = "";
    if (!this.#frame || this.#due) return;
    this.#due = true;
    queueMicrotask(() => {
      this.#due = false;
      if (this.#frame) this.#build();
    });
  }

  // The newest plan of the rider's as a code: keep it, and hand it back as the attribute `plan`.
  get code() {
    return this.#code;
  }

  get address() {
    const address = new URL(home);
    const set = (name, value) => value && address.searchParams.set(name, value);
    set("embed", this.getAttribute("mode") ?? "full");
    for (const name of ["goal", "lang", "theme", "enrol", "book"]) set(name, this.getAttribute(name));
    set("catalogue", this.hasAttribute("catalogue") && "host");
    if (this.hasAttribute("staff")) address.searchParams.set("staff", "");
    // A planner built anew goes on with the plan it had, also where nothing is kept.
    const plan = this.#code || this.getAttribute("plan") || handedIn(this);
    if (plan) address.hash = `p=${plan}`;
    return address.href;
  }

  #build() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [LOOK];
    this.#nameUnknown();
    const frame = document.createElement("iframe");
    frame.src = this.address;
    frame.title = TITLE[this.getAttribute("lang")] ?? `${TITLE.zh} ${TITLE.en}`;
    frame.allow = "clipboard-write; web-share; fullscreen";
    frame.loading = "lazy";
    Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
    this.#frame?.remove();
    this.#frame = frame;
    this.#steps = [];
    this.#tall = 0;
    this.#fit();
    root.append(frame);
  }

  #heard(event) {
    const { data } = event;
    if (event.source !== this.#frame?.contentWindow || event.origin !== home.origin || data?.qitu !== VERSION) return;
    if (data.type === "here") this.#hello();
    if (data.type === "height") this.#grow(data.height, data.top === true);
    if (data.type === "plan" && typeof data.code === "string") this.#code = data.code;
    if (["ready", "height", "plan", "share", "enrol", "error"].includes(data.type)) this.#tell(data.type, data);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(`qitu-${type}`, { detail, bubbles: true, composed: true }));
  }

  async #hello() {
    const frame = this.#frame;
    const style = getComputedStyle(this);
    const tokens = Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(`--qitu-${name}`).trim()]).filter(([, value]) => value));
    const say = (message) => frame.contentWindow?.postMessage({ qitu: VERSION, ...message }, home.origin);
    const address = this.getAttribute("catalogue");
    say({ type: "hello", tokens, pending: Boolean(address), page: location.href.split("#")[0] });
    if (!address) return;
    if (address.startsWith("#")) {
      const text = document.getElementById(address.slice(1))?.textContent;
      if (text === undefined) this.#tell("error", { message: `the page has no element ${address} with a catalogue` });
      say({ type: "catalogue", catalogue: text });
      return;
    }
    // However long it takes: the planner waits for it.
    try {
      const answer = await fetch(new URL(address, document.baseURI));
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      say({ type: "catalogue", ...read(new Uint8Array(await answer.arrayBuffer())) });
    } catch (error) {
      this.#tell("error", { message: `the catalogue did not come: ${error.message}` });
      say({ type: "catalogue" });
    }
  }

  #grow(height, top) {
    if (!Number.isFinite(height) || height < 1) return;
    // Another screen begins at its top, wherever the one before was left.
    if (top && this.#frame.getBoundingClientRect().top < 0) this.scrollIntoView({ block: "start" });
    const now = Date.now();
    this.#steps = [...this.#steps.filter((time) => now - time < WHILE), now];
    if (this.#steps.length > STEPS) return;
    this.#tall = Math.max(200, Math.min(Math.ceil(height), 20000));
    this.#fit();
  }

  // As tall as what is shown, and no taller than the window where that is asked for.
  #fit() {
    const { style } = this.#frame;
    const tall = this.#tall || 640;
    if (this.#tall && this.getAttribute("fit") === "content") {
      style.height = `${tall}px`;
      return;
    }
    // Where the host zooms, so is the height of the window. A browser that does not know the second keeps the first.
    const zoom = this.currentCSSZoom ?? 1;
    for (const unit of ["vh", "dvh"]) style.height = `min(${tall}px, ${100 / zoom}${unit})`;
  }

  // What a frame does not show is not printed.
  #unroll() {
    const wider = Math.max(1, this.#frame.clientWidth / PAPER);
    if (this.#tall) this.#frame.style.height = `${Math.ceil(this.#tall * wider)}px`;
  }

  // Says in the console, once, which attributes and values are not understood.
  #nameUnknown() {
    const isOwn = (name) => Object.hasOwn(ATTRIBUTES, name);
    const names = this.getAttributeNames().filter((name) => /^[a-z]+$/.test(name) && !name.startsWith("on") && !EVERYWHERE.includes(name));
    const odd = names.filter((name) => (isOwn(name) ? ATTRIBUTES[name] && !ATTRIBUTES[name].includes(this.getAttribute(name)) : true))
      .map((name) => (isOwn(name) ? `${name}="${this.getAttribute(name)}" (${ATTRIBUTES[name].join(", ")})` : name));
    const told = odd.join("; ");
    if (told && told !== this.#told) console.warn(`qitu-planner does not understand ${told}; it knows ${Object.keys(ATTRIBUTES).join(", ")}.`);
    this.#told = told;
  }
}

// Nothing and false are no attribute, true is one without a value.
for (const name of Object.keys(ATTRIBUTES).filter((name) => name !== "lang")) {
  Object.defineProperty(QituPlanner.prototype, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = this.getAttribute(name);
      return name === "staff" ? value !== null : value ?? "";
    },
    set(value) {
      if (value === undefined || value === null || value === false) this.removeAttribute(name);
      else this.setAttribute(name, value === true ? "" : value);
    },
  });
}

if (!customElements.get("qitu-planner")) customElements.define("qitu-planner", QituPlanner);
