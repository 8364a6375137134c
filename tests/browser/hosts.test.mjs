// Three kinds of host on a phone: a framework that mounts, renders and takes away as it likes, a site that
// cleans what is pasted, and (`embed.test.mjs`) a plain page with a strict policy. From two other origins,
// with storage allowed and blocked.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { asks } from "./harness/answers.mjs";
import { expected, heard, host, serveHere, stands } from "./harness/host.mjs";
import { fileOf, react } from "./harness/modules.mjs";
import { becomes, comes, dist, phone, someone, withFlags } from "./harness/person.mjs";

const night = readFileSync(new URL("../books/night-school.json", import.meta.url), "utf8");
const BLOCKED = ["--test-third-party-cookie-phaseout"];
const ALLOWED = ["--disable-features=TrackingProtection3pcd"];
const started = (flags) => (t, more) => withFlags(t, flags, more);

// Each is another origin than the planner's; the first is another site for the browser too.
const everywhere = [
  { from: "another site", name: "localhost", storage: "allowed", flags: ALLOWED },
  { from: "another site", name: "localhost", storage: "blocked", flags: BLOCKED },
  { from: "another origin of the same site", name: "127.0.0.1", storage: "allowed", flags: ALLOWED },
  { from: "another origin of the same site", name: "127.0.0.1", storage: "blocked", flags: BLOCKED },
];

// A page of React that renders anew whenever it is asked to, keeps the code that it is told and hands it back.
const APP = `
const { createElement: h, StrictMode, useState } = require("react");
const { createRoot } = require("react-dom/client");
function App() {
  const [shown, show] = useState(true);
  const [look, dress] = useState({ theme: "light" });
  const [code, keep] = useState(null);
  const [count, more] = useState(0);
  window.app = { show, dress, more: () => more((count) => count + 1), count };
  const planner = h("qitu-planner", { id: "one", lang: "zh", catalogue: "/own.json", staff: false, ...look, plan: code, "onqitu-plan": ({ detail }) => keep(detail.code) });
  return h("main", null, h("h1", null, "Host " + count), shown && planner);
}
createRoot(document.querySelector("#root")).render(h(StrictMode, null, h(App)));
`;

const frames = (visitor) => visitor.page.frames().slice(1);
const ready = (visitor) => visitor.page.evaluate(() => window.heard.filter(({ kind }) => kind === "ready").length);
const answerIn = (visitor) => visitor.page.frameLocator("qitu-planner >> iframe").locator("h1.answer").innerText();

for (const { from, name, storage, flags } of everywhere) {
  test(`in a page of React of ${from}, with storage ${storage}, the planner outlives what the page does`, async (t) => {
    const files = { "/own.json": ["application/json", night], "/app.js": ["text/javascript", react() + APP] };
    const visitor = await host(t, () => '<div id="root"></div><script type="module" src="/app.js"></script>', { files, name, size: phone, open: started(flags) });
    await visitor.page.goto(visitor.address);
    await heard(visitor, "ready");
    assert.equal(frames(visitor).length, 1, "mounted twice, built once");
    const said = await asks(frames(visitor)[0]);
    assert.match(said, /夜校队长/);
    await heard(visitor, "plan");
    // It renders again and hands back what it was told: nothing is built anew.
    const [frame] = frames(visitor);
    for (let at = 1; at <= 3; at += 1) {
      await visitor.page.evaluate(() => window.app.more());
      await becomes(() => visitor.page.locator("h1").innerText(), `Host ${at}`);
    }
    await stands(visitor, () => ready(visitor));
    assert.equal(await ready(visitor), 1);
    assert.deepEqual(frames(visitor), [frame]);
    assert.equal(await answerIn(visitor), said);
    // Another look builds it anew, and the plan goes along.
    await visitor.page.evaluate(() => window.app.dress({ theme: "dark" }));
    await becomes(() => ready(visitor), 2);
    await becomes(() => answerIn(visitor), said);
    assert.equal(await frames(visitor)[0].evaluate(() => document.documentElement.dataset.theme), "dark");
    // Taken away and put back it is another element, which opens with the same plan.
    await visitor.page.evaluate(() => window.app.show(false));
    await becomes(() => frames(visitor).length, 0);
    await visitor.page.evaluate(() => window.app.show(true));
    await becomes(() => ready(visitor), 3);
    assert.equal(frames(visitor).length, 1);
    await becomes(() => answerIn(visitor), said);
    assert.ok(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the phone");
    visitor.isContent(expected);
  });
}

test("what a framework sets as properties counts as attributes, also before the script has come", async (t) => {
  const files = { "/own.json": ["application/json", night] };
  const visitor = await host(t, () => "", { files });
  // The script of the element comes late.
  let go;
  const late = new Promise((resolve) => { go = resolve; });
  await visitor.context.route("**/embed.js", async (route) => {
    await late;
    await route.continue();
  });
  await visitor.page.goto(visitor.address, { waitUntil: "commit" });
  await visitor.page.locator("#after").waitFor();
  await visitor.page.evaluate(() => {
    const planner = document.createElement("qitu-planner");
    Object.assign(planner, { id: "one", lang: "zh", goal: "leader", catalogue: "/own.json", staff: false, theme: "dark" });
    document.body.append(planner);
  });
  go();
  await heard(visitor, "ready");
  const attributes = () => visitor.page.evaluate(() => Object.fromEntries([...document.querySelector("qitu-planner").attributes].map(({ name, value }) => [name, value])));
  assert.deepEqual(await attributes(), { id: "one", lang: "zh", goal: "leader", catalogue: "/own.json", theme: "dark" });
  await visitor.page.evaluate(() => Object.assign(document.querySelector("qitu-planner"), { goal: null, theme: "light", staff: true }));
  await becomes(() => ready(visitor), 2);
  assert.deepEqual(await attributes(), { id: "one", lang: "zh", catalogue: "/own.json", theme: "light", staff: "" });
  assert.deepEqual(await visitor.page.evaluate(() => {
    const { goal, theme, staff, book } = document.querySelector("qitu-planner");
    return { goal, theme, staff, book };
  }), { goal: "", theme: "light", staff: true, book: "" });
});

// A planner with a second academy's catalogue, as whoever runs it put it there by hand.
const folders = [];
after(() => Promise.all(folders.map(async ({ folder, close }) => {
  await close();
  rmSync(folder, { recursive: true });
})));
let place;
const planner = () => (place ??= (async () => {
  const folder = mkdtempSync(join(tmpdir(), "qitu-hosts-"));
  cpSync(dist, folder, { recursive: true });
  writeFileSync(join(folder, "catalogue/nanfang-school.json"), night);
  const { address, close } = await serve({ folder: () => folder, base: "/planner/" });
  folders.push({ folder, close });
  return address;
})());

// What staff paste, as the screens give it.
let pasted;
const lines = (t) => (pasted ??= (async () => {
  const staff = await someone(t, { address: await planner(), size: { width: 1440, height: 900 }, more: { permissions: ["clipboard-read", "clipboard-write"] } });
  staff.expected = /404/;
  await staff.opens("#/publish");
  await staff.rests();
  await staff.page.setInputFiles('input[type="file"]', { name: "catalogue.json", mimeType: "application/json", buffer: Buffer.from(night) });
  await staff.sees("学院里正在改的这份");
  const copied = async () => {
    await staff.sees("已复制");
    return staff.page.evaluate(() => navigator.clipboard.readText());
  };
  await staff.taps("复制代码");
  const page = await copied();
  await staff.page.getByRole("button", { name: /^放进这个骑途/ }).click();
  await staff.sees("网站编辑器会删掉脚本的也能用");
  await staff.taps("复制这一行");
  await comes(async () => (await copied()).startsWith("<iframe"));
  const frame = await copied();
  const link = await staff.page.locator("#publish-link").inputValue();
  await staff.page.getByRole("button", { name: /^贴进网页的几行/ }).click();
  const element = await staff.page.locator("#kit-lines").innerText();
  return { page, frame, link, element };
})());

// A site that cleans what is pasted before it shows it, with a sanitiser that many use; `iframes` where its
// editor lets videos in.
async function cleans(t, text, { iframes = true, name = "localhost", open = someone } = {}) {
  const how = iframes ? { ADD_TAGS: ["iframe"], ADD_ATTR: ["allow"] } : {};
  const script = `document.querySelector("main").innerHTML = DOMPurify.sanitize(${JSON.stringify(text).replaceAll("<", "\\u003c")}, ${JSON.stringify(how)});`;
  const page = '<!doctype html><html lang="zh"><meta name="viewport" content="width=device-width"><title>Host</title><main></main><script src="/purify.js"></script><script src="/page.js"></script>';
  const files = { "/": ["text/html; charset=utf-8", page], "/purify.js": ["text/javascript", fileOf("dompurify/dist/purify.min.js")], "/page.js": ["text/javascript; charset=utf-8", script] };
  const address = await serveHere(t, (path) => files[path], {}, name);
  const visitor = await open(t, { address, size: phone });
  visitor.expected = new RegExp(`${expected.source}|404`);
  await visitor.page.goto(address);
  return visitor;
}

for (const { from, name, storage, flags } of everywhere) {
  test(`on a site of ${from} that removes scripts and elements, with storage ${storage}, the iframe of the screen works`, async (t) => {
    const { frame: line, link } = await lines(t);
    const visitor = await cleans(t, line, { name, open: started(flags) });
    await becomes(() => frames(visitor).length, 1);
    const [frame] = frames(visitor);
    assert.equal(await visitor.page.locator("script[type=module], qitu-planner").count(), 0);
    const said = await asks(frame);
    assert.match(said, /夜校队长/);
    // Another origin of the same site is no third party to the browser.
    if (storage === "blocked" && name === "localhost") await frame.getByText("这里存不住").first().waitFor();
    assert.ok(await visitor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "wider than the phone");
    assert.ok(await frame.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
    await frame.evaluate(() => { location.hash = "#/share"; });
    const shared = await frame.locator("#main input[readonly]").first().inputValue();
    assert.ok(shared.startsWith(`${link}#p=`), shared);
  });
}

test("a site that removes iframes too keeps the link, which opens the catalogue", async (t) => {
  const { link } = await lines(t);
  const visitor = await cleans(t, `<p><a href="${link}">骑途</a></p><iframe src="${link}"></iframe>`, { iframes: false });
  assert.equal(await visitor.page.locator("iframe").count(), 0);
  await visitor.page.getByRole("link", { name: "骑途" }).click();
  assert.match(await asks(visitor.page), /夜校队长/);
});

test("what such a site leaves of the lines with a script is a link or a sentence, never an empty place", async (t) => {
  const { page, element } = await lines(t);
  const ofPage = await cleans(t, page);
  assert.equal(frames(ofPage).length, 0);
  await becomes(() => ofPage.page.locator("main").innerText(), /骑途没有打开：这个网页的脚本被挡住了。/);
  assert.doesNotMatch(await ofPage.page.locator("main").innerText(), /qitu\.catalogue/);
  const ofLines = await cleans(t, element);
  assert.equal(frames(ofLines).length, 0);
  await ofLines.page.locator("main a").click();
  await ofLines.page.waitForURL(`${await planner()}**`);
  await ofLines.sees("第 1 步");
});
