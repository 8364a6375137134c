// Whether the search over 10,000 entries answers each key within a frame, in a browser whose processor
// is slowed four times. Keys are pressed as people press them, one after another.
//
//   node benches/search.mjs [folder[,folder…]] [rounds]     the built folder, dist/ when not said; 1 round
//
// Several folders, such as this edition and the one before, are measured by turns in one run.
//
// Prints for each key, as the median of the rounds, each in a page of its own:
//   4 × own   what the page's thread works from the key until the frame with the results is handed to
//             the screen (what the browser does for a key, search, drawing, style, layout, paint), in
//             the thread's own time at full speed, times four
//   page      the share of that between the key's event and its end: search and drawing
//   after     the same for the dearest frame that follows, in which results below the screen are drawn
//   slowed    as "4 × own", but on a thread that Chromium slows four times
//   seen      how many results are seen on the screen, looked at in that very frame, each of them the
//             one that stands there once the page rests: what the frame shows is whole
//   whole     after how many ms, slowed, the results below the screen are all there too
// The last two are looked at in a page of their own, since looking costs time; a result that is not
// yet there in its frame ends the measuring with an error. First comes a page with nothing but a field
// and a number that each key raises: what a key costs the browser itself.
//
// Other programs on the machine do not lengthen the thread's own time, but for the caches they share.
// Chromium's slowing spins on the thread itself, three times as long as it ran by the clock on the
// wall; so that column holds too much while others keep the machine busy, and on a quiet one is about
// the first. A frame is 16.7 ms.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../tests/browser/harness/browser.mjs";
import { serve } from "../tools/serve.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const folders = (process.argv[2] ?? join(top, "dist")).split(",");
const [folder] = folders;
const rounds = Number(process.argv[3] ?? 1);
const ENTRIES = 10_000;
const FRAME = 1000 / 60;

// The academy's own courses again and again, each with its own id and name.
const book = JSON.parse(readFileSync(join(folder, "catalogue/modern-rider-academy.json"), "utf8"));
const own = book.courses.slice();
for (let at = 0; book.courses.length + book.certificates.length < ENTRIES; at += 1) {
  const like = own[at % own.length];
  book.courses.push({ ...like, id: `${like.id}-${at}`, name: { zh: `${like.name.zh}（第 ${at} 班）`, en: `${like.name.en}, class ${at}` } });
}

// And the communities.
const directory = JSON.parse(readFileSync(join(folder, "catalogue/directory.json"), "utf8"));
const communities = directory.rows.slice();
for (let at = communities.length; at < ENTRIES; at += 1) {
  const [, name, month, ...more] = communities[at % communities.length];
  directory.rows.push([at + 1, `${name}（第 ${at} 处）`, month, ...more.slice(0, 4)]);
}

const hosts = await Promise.all(folders.map((folder) => serve({ folder: () => folder })));
const browser = await open();

const key = (name) => ({ name, act: (page) => page.keyboard.press(name) });
const keys = (word) => [...word].map((letter) => key(letter === " " ? "Space" : letter));
// As an input method hands over a word.
const word = (text) => ({ name: text, act: (page) => page.keyboard.insertText(text) });
const empty = { name: "empty", before: (page) => page.keyboard.press("Control+a"), act: (page) => page.keyboard.press("Backspace") };
const back = { name: "back", act: (page) => page.keyboard.press("Backspace") };

const down = { before: (page) => page.evaluate(() => scrollBy(0, 400)) };

const screens = [
  {
    title: `courses, ${ENTRIES} entries`,
    at: "#/courses",
    count: ".courses-count",
    steps: [...keys("wrj"), back, back, word("无人"), word("机"), empty, ...keys("exa"), empty, ...keys("zz"), empty,
      ...keys("cl"), empty, word("班"), word(" 电动车"), empty,
      { name: "filter", act: (page) => page.evaluate(() => document.querySelector(".courses-group .chip").click()), after: (page) => page.focus(".search-input") },
      ...keys("wr"), empty, { ...key("w"), ...down }, key("r")],
  },
  { title: `who trains, ${ENTRIES} communities`, at: "#/who", count: ".who-count > p", steps: [...keys("wlg"), empty, word("无人机"), empty, ...keys("gz"), empty] },
];
const EMPTY = { at: "", steps: keys("wrjexamcl"), count: "p" };
const PAGE = `<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width"><input class="search-input" type="search"><p>0</p>
<script>let n = 0; document.querySelector("input").oninput = () => { document.querySelector("p").firstChild.data = String(++n); };</script>`;

async function opened({ at, count }, rate, host) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route(/modern-rider-academy.*\.json/, (route) => route.fulfill({ json: book }));
  await page.route(/directory.*\.json/, (route) => route.fulfill({ json: directory }));
  if (at) await page.goto(`${host.address}${at}`);
  else await page.setContent(PAGE);
  await page.locator(count).waitFor({ timeout: 120_000 });
  await page.focus(".search-input");
  // The pieces of the page that come by themselves are here.
  await page.waitForTimeout(at ? 1500 : 200);
  await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
  return page;
}

/** What one step costs: `answer` and `page` until its frame, `after` for the dearest frame that follows. */
async function cost(page, { before, act, after }) {
  await before?.(page);
  await page.waitForTimeout(40);
  await browser.startTracing(page, { categories: ["toplevel", "__metadata", "devtools.timeline"] });
  await act(page);
  await page.waitForTimeout(300);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await after?.(page);
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const main = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  const events = traceEvents.filter(({ ph, pid, tid }) => ph === "X" && main.has(`${pid} ${tid}`)).sort((a, b) => a.ts - b.ts);
  const told = (...types) => events.filter(({ name, args }) => name === "EventDispatch" && types.includes(args.data?.type));
  const [first] = told("keydown", "keypress", "textInput", "input", "click");
  const [heard] = told("input", "click").slice(-1);
  if (!first || !heard) throw new Error("the key did not arrive");
  const tasks = events.filter(({ name, ts, dur }) => name === "ThreadControllerImpl::RunTask" && ts + dur >= first.ts);
  const drawn = events.filter(({ name, ts }) => name === "Layerize" && ts > heard.ts);
  // Each frame with the tasks that led to it.
  const frames = drawn.map(() => 0);
  for (const { ts, tdur } of tasks) {
    const frame = drawn.findIndex((end) => ts <= end.ts);
    if (frame >= 0) frames[frame] += (tdur ?? 0) / 1000;
  }
  const [answer = Number.NaN, ...later] = frames;
  return { answer, page: heard.tdur / 1000, after: Math.max(0, ...later) };
}

/** What is in the frame that answers a step: how many results are seen, and when the rest is there. */
async function look(page, count, { name, before, act, after }) {
  await before?.(page);
  await page.waitForTimeout(40);
  await page.evaluate((count) => {
    // Each result with its place: which list, and where in it.
    const results = () => [...document.querySelectorAll(".courses-list ul, .who-places")].flatMap((list, which) => [...list.children].map((one, at) => [`${which} ${at}`, one]));
    const isSeen = ([, one]) => {
      if (!one.checkVisibility()) return false;
      // Its words, not its edge alone.
      const { top } = (one.querySelector("h2, p") ?? one).getBoundingClientRect();
      return one.getBoundingClientRect().bottom > 0 && top < document.querySelector(".nav").getBoundingClientRect().top;
    };
    // What is folded is not seen.
    const seen = () => new Map(results().filter(isSeen).map(([place, one]) => [place, one.innerText]));
    const status = () => document.querySelector(count).textContent;
    const look = { from: 0, seen: null, last: 0 };
    const changes = new MutationObserver(() => (look.last = performance.now()));
    changes.observe(document.querySelector("main"), { subtree: true, childList: true, characterData: true, attributes: true });
    const heard = () => {
      if (look.from) return;
      look.from = look.last = performance.now();
      requestAnimationFrame(() => {
        look.status = status();
        look.seen = seen();
      });
    };
    addEventListener("input", heard, { capture: true, once: true });
    addEventListener("click", heard, { capture: true, once: true });
    window.looked = () => {
      changes.disconnect();
      const rest = seen();
      const late = [...new Set([...rest.keys(), ...look.seen.keys()])].filter((place) => rest.get(place) !== look.seen.get(place));
      return { seen: rest.size, late: late.length + Number(look.status !== status()), whole: look.last - look.from };
    };
  }, count);
  await act(page);
  await page.waitForTimeout(700);
  await after?.(page);
  const { seen, late, whole } = await page.evaluate(() => window.looked());
  if (late) throw new Error(`${name}: ${late} of what is seen were not in the frame that answers`);
  return { seen, whole };
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
const ms = (n) => n.toFixed(1).padStart(9);

{
  const costs = [];
  for (const rate of [1, 4]) {
    const list = [];
    for (let round = 0; round < rounds; round += 1) {
      const page = await opened(EMPTY, rate);
      for (const step of EMPTY.steps) list.push((await cost(page, step)).answer * (rate === 1 ? 4 : 1));
      await page.context().close();
    }
    costs.push(median(list));
  }
  console.log(`nothing but a field and a number: median 4 × own ${costs[0].toFixed(1)} ms, slowed ${costs[1].toFixed(1)} ms`);
}

for (const screen of screens) {
  const told = hosts.map(() => ({ own: screen.steps.map(() => []), slowed: screen.steps.map(() => []), counts: [], looks: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [which, host] of hosts.entries()) {
      const { own, slowed, counts } = told[which];
      for (const [rate, list] of [[1, own], [4, slowed]]) {
        const page = await opened(screen, rate, host);
        for (const [at, step] of screen.steps.entries()) {
          list[at].push(await cost(page, step));
          counts[at] = await page.locator(screen.count).innerText();
        }
        await page.context().close();
      }
    }
  }
  for (const [which, host] of hosts.entries()) {
    const { own, slowed, counts, looks } = told[which];
    const page = await opened(screen, 4, host);
    for (const step of screen.steps) looks.push(await look(page, screen.count, step));
    await page.context().close();
    console.log(`\n${screen.title}${hosts.length > 1 ? `, ${folders[which]}` : ""}, ms\n${"key".padEnd(9)}${["4 × own", "page", "after", "slowed", "seen", "whole"].map((name) => name.padStart(9)).join("")}`);
    const of = (list, what) => median(list.map((each) => each[what]));
    for (const [at, { name }] of screen.steps.entries()) {
      const row = [4 * of(own[at], "answer"), 4 * of(own[at], "page"), 4 * of(own[at], "after"), of(slowed[at], "answer")];
      console.log(`${name.padEnd(9 - name.replace(/[ -~]/g, "").length)}${row.map(ms).join("")}${String(looks[at].seen).padStart(9)}${looks[at].whole.toFixed(0).padStart(9)}   ${counts[at]}`);
    }
    const each = own.map((list) => 4 * of(list, "answer"));
    const slow = slowed.map((list) => of(list, "answer"));
    const afters = own.map((list) => 4 * of(list, "after"));
    const late = each.filter((n) => n > FRAME).length;
    console.log(`median ${median(each).toFixed(1)} ms, worst ${Math.max(...each).toFixed(1)} ms; slowed median ${median(slow).toFixed(1)}, worst ${Math.max(...slow).toFixed(1)}; worst frame after ${Math.max(...afters).toFixed(1)} ms; ${late} of ${each.length} keys over a frame (${FRAME.toFixed(1)} ms)`);
  }
}
await browser.close();
for (const host of hosts) await host.close();
process.exit(0);
