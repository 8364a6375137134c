// Inside somebody else's page: reads what the host asked for, talks with it, then starts the program.
//
// The host's script (embed.js) is greeted with "here" and answers "hello"; the origin that answers is
// the only one spoken to from then on. Of a plan it hears only where this deployment lists it
// (embed.json) or it is the planner's own; an origin of the same site is a stranger like any other.
// Where nobody answers nothing is said: an iframe alone works, it only keeps its own height.
//
// Every message is {qitu: 1, type, …}; docs/embed.md lists them.

const VERSION = 1;
const PATIENCE = 8000;
const root = document.documentElement;
const asked = new URLSearchParams(location.search);

const TOKENS = ["paper", "band", "card", "well", "ink", "quiet", "hairline", "edge", "accent", "accent-ink", "accent-wash", "press", "press-ink"];

const framed = parent !== window;

let host = null;
// Whether the host may hear of plans; known some time after it has answered.
let answers;
const allowed = new Promise((resolve) => { answers = resolve; });

function say(type, content = {}) {
  if (host) parent.postMessage({ qitu: VERSION, type, ...content }, host);
}

function meta(name, content) {
  const element = document.querySelector(`meta[name="${name}"]`) ?? document.head.appendChild(document.createElement("meta"));
  element.name = name;
  element.content = content;
}

// What a host may ask for in the address; anything else is left alone.
function settle() {
  const mode = ["full", "map", "goal", "answer"].find((one) => one === asked.get("embed")) ?? "full";
  root.dataset.embed = mode;
  if (/^(zh|en)$/.test(asked.get("lang") ?? "")) meta("qitu-lang", asked.get("lang"));
  if (/^(light|dark)$/.test(asked.get("theme") ?? "")) meta("qitu-theme", asked.get("theme"));
  const enrol = asked.get("enrol") ?? "";
  // Under the planner's own address nobody else has a say where riders enrol.
  if (framed && /^https:\/\/[^\s"'<>]+$/.test(enrol)) meta("qitu-enrol", enrol);
  const goal = asked.get("goal") ?? "";
  // Where the answer alone is shown, the questions before it need not ask for the goal.
  if (mode === "answer" && goal) meta("qitu-goal", goal);
  if (location.hash || asked.get("p")) return;
  const one = goal && `/${encodeURIComponent(goal)}`;
  const start = { full: goal && `#/goal${one}`, map: `#/map${one}`, goal: goal ? `#/goal${one}` : "#/goals", answer: "#/plan" }[mode];
  if (start) history.replaceState(null, "", start);
}

// An address of the origin that says so.
function isPage(address) {
  try {
    return new URL(address).origin === host;
  } catch {
    return false;
  }
}

// The page around this one is still fetching its catalogue.
function sayWaiting() {
  const [zh, en] = document.querySelectorAll("#boot-text span");
  if (zh && en) [zh.textContent, en.textContent] = ["还在取这个网页的课程目录……", "Still fetching this page's catalogue…"];
}

// The host's colours, each only if it is one.
function dress(tokens) {
  for (const name of TOKENS) {
    const colour = tokens?.[name];
    if (typeof colour === "string" && CSS.supports("color", colour)) root.style.setProperty(`--${name}`, colour);
  }
}

function idOf(text) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")).id;
  } catch {
    // What is not whole has its id near its beginning all the same.
    return /^[^{]*\{[^{}[\]]*"id"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
  }
}

// The catalogue comes as text: the page itself fetches nothing from another origin.
function keepCatalogue(text, encoding) {
  // A template shows nothing and runs nothing, so that the page's policy lets its text through.
  const element = document.createElement("template");
  element.id = "qitu-catalogue-text";
  element.textContent = text;
  if (encoding === "gb18030") element.dataset.encoding = encoding;
  document.head.append(element);
  meta("qitu-catalogue", "#qitu-catalogue-text");
  // What is kept is kept for this book alone, and read before the book is.
  meta("qitu-book", idOf(text) ?? "unnamed");
}

// The file may be missing, or be another's page with a success on it: then nobody is listed.
async function isAllowed(origin) {
  if (origin === location.origin) return true;
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const list = fetch("embed.json", { cache: "no-cache" }).then((answer) => answer.json()).catch(() => undefined);
  const listed = await Promise.race([list, late]);
  const yes = Array.isArray(listed?.hosts) && listed.hosts.some((one) => typeof one === "string" && one.replace(/\/$/, "") === origin);
  if (!yes) console.info(`qitu: ${origin} is not listed in the planner's embed.json, so it hears nothing of plans.`);
  return yes;
}

// The catalogue that the host still fetches; nothing where it does not come.
let bring;
const later = new Promise((resolve) => { bring = resolve; });

function greet() {
  return new Promise((resolve) => {
    addEventListener("message", (event) => {
      if (event.source !== parent || event.data?.qitu !== VERSION) return;
      if (host && event.origin !== host) return;
      if (event.data.type === "catalogue") bring(event.data);
      if (event.data.type !== "hello") return;
      if (!host && event.origin !== "null") {
        host = event.origin;
        answers(isAllowed(host));
      }
      dress(event.data.tokens);
      resolve(event.data);
    });
    parent.postMessage({ qitu: VERSION, type: "here" }, "*");
    setTimeout(resolve, asked.get("catalogue") ? PATIENCE : 1000, {});
  });
}

// In a frame taller than the window the bottom of the frame may be far away: what rises from there
// (sheets, messages) is put where it can be seen. Measured when one opens; a frame is told only so much.
function watchSight() {
  const rising = () => document.querySelector("dialog[open], .toast");
  let looking = false;
  const look = () => {
    if (looking) return;
    looking = true;
    const eye = new IntersectionObserver(([{ intersectionRect: seen }]) => {
      eye.disconnect();
      looking = false;
      if (seen.height > 0) {
        root.style.setProperty("--unseen-above", `${Math.max(0, Math.round(seen.top))}px`);
        root.style.setProperty("--unseen-below", `${Math.max(0, Math.round(innerHeight - seen.bottom))}px`);
        root.style.setProperty("--seen", `${Math.round(seen.height)}px`);
      }
      // The host may be scrolled while something is open: it comes along.
      if (rising()) setTimeout(look, 200);
    });
    eye.observe(root);
  };
  // Before a tap does anything, so that what it opens is in sight at once.
  for (const type of ["pointermove", "pointerdown", "keydown"]) addEventListener(type, look, { capture: true, passive: true });
  new MutationObserver(() => { if (rising()) look(); }).observe(document.querySelector(".app"), { childList: true, subtree: true });
}

function watchHeight() {
  let last = 0;
  const tell = () => {
    const content = document.querySelector(".app") ?? document.body;
    const height = Math.ceil(content.getBoundingClientRect().height);
    if (Math.abs(height - last) > 1) say("height", { height: (last = height) });
  };
  new ResizeObserver(tell).observe(document.querySelector(".app") ?? document.body);
  tell();
  // In a frame taller than the window another screen's top may be out of sight: the host brings it back.
  // A sheet rises over its screen, which stays.
  const screenOf = (address) => address?.replace(/(#\/(map|plan))\/.*/, "$1");
  addEventListener("hashchange", ({ oldURL, newURL }) => {
    if (screenOf(oldURL) !== screenOf(newURL)) say("height", { height: last, top: true });
  });
}

// The program speaks through events of the window, so that it need not know who listens.
function passOn() {
  for (const type of ["plan", "share", "enrol", "error"]) {
    addEventListener(`qitu-${type}`, async (event) => {
      // Which course somebody enrols for is said to whoever takes the enrolment, and what is wrong with a
      // catalogue to whoever handed it in.
      if (["plan", "share"].includes(type) && !(await allowed)) return;
      try {
        say(type, JSON.parse(event.detail));
      } catch {
        // Not ours: the program writes JSON.
      }
    });
  }
}

window.qituEmbedded = async (start) => {
  settle();
  passOn();
  if (framed) {
    const hello = await greet();
    const waits = setTimeout(sayWaiting, PATIENCE);
    const brought = hello.pending === true ? await later : hello;
    clearTimeout(waits);
    if (isPage(hello.page)) meta("qitu-page", hello.page);
    if (typeof brought.catalogue === "string") keepCatalogue(brought.catalogue, brought.encoding);
    else if (asked.get("catalogue")) meta("qitu-catalogue", "#none");
  }
  start();
  new MutationObserver((_, observer) => {
    if (!document.querySelector(".app")) return;
    observer.disconnect();
    watchHeight();
    watchSight();
    const build = document.querySelector('meta[name="qitu-build"]').content;
    if (host) allowed.then((plans) => say("ready", { build, plans }));
  }).observe(document.body, { childList: true });
};
