// In somebody else's page: another origin, a strict policy, several at once, storage blocked.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, site, someone } from "./harness/person.mjs";

// A host of another origin, with a policy that names the planner's and allows nothing else.
async function host(t, body, more = {}) {
  const planner = (await site()).address;
  const origin = new URL(planner).origin;
  const policy = `default-src 'none'; script-src 'self' ${origin}; style-src 'self'; connect-src 'self'; frame-src ${origin}`;
  const pages = {
    "/": ["text/html; charset=utf-8", `<!doctype html><html lang="en"><title>Host</title><script type="module" src="${planner}embed.js"></script><script type="module" src="/hear.js"></script><body>${body(planner)}`],
    "/hear.js": ["text/javascript", `window.heard = []; for (const type of ["ready", "height", "plan", "share", "enrol", "error"]) addEventListener("qitu-" + type, (event) => heard.push({ from: event.target.id, ...event.detail, type }));`],
    "/catalogue.json": ["application/json", readFileSync(join(dist, "catalogue/modern-rider-academy.json")).toString()],
  };
  const server = createServer((request, response) => {
    const [type, text] = pages[request.url] ?? [];
    response.writeHead(type ? 200 : 404, { "content-type": type ?? "text/plain", "content-security-policy": policy });
    response.end(text);
  });
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  t.after(() => { server.closeAllConnections(); server.close(); });
  // Another name for the same machine is another site for the browser.
  const address = `http://localhost:${server.address().port}/`;
  const visitor = await someone(t, { address, ...more });
  return visitor;
}

const heard = (visitor, type, from) => visitor.page.waitForFunction(
  ([type, from]) => window.heard?.find((one) => one.type === type && (!from || one.from === from)), [type, from]).then((found) => found.jsonValue());

// Another origin is what these journeys are about: requests to the planner's own are expected.
const expected = /a request left the origin: http:\/\/127\.0\.0\.1/;

test("one line shows the planner in a page of another origin, with its height", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  // The first height is that of the page still loading; the frame follows the content.
  await visitor.page.waitForFunction(() => window.heard.some((one) => one.type === "height" && one.height > 400));
  const tall = await visitor.page.evaluate(() => document.querySelector("qitu-planner").getBoundingClientRect().height);
  assert.ok(tall > 400 && tall <= 641, `${tall} px`);
  const frame = visitor.page.frames()[1];
  await frame.getByText("骑途").first().waitFor();
  assert.equal(await frame.evaluate(() => document.documentElement.lang), "zh-Hans");
  // It settles: no height without an end.
  await visitor.page.waitForTimeout(1500);
  const count = await visitor.page.evaluate(() => window.heard.filter((one) => one.type === "height").length);
  assert.ok(count < 10, `${count} heights`);
  visitor.isContent(expected);
});

test("several planners in one page keep their own language, colours and mode", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" theme="dark"></qitu-planner><qitu-planner id="two" lang="en" theme="light" mode="goal" goal="drone_pilot"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready", "one");
  await heard(visitor, "ready", "two");
  const roots = await Promise.all(visitor.page.frames().slice(1).map((frame) => frame.evaluate(() => {
    const { lang, dataset } = document.documentElement;
    return `${lang} ${dataset.theme} ${dataset.embed} ${location.hash}`;
  })));
  assert.deepEqual(roots.sort(), ["en light goal #/goal/drone_pilot", "zh-Hans dark full "]);
  visitor.isContent(expected);
});

test("a catalogue of the host's own is handed in, and the page fetches none", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/catalogue.json"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await visitor.page.frames()[1].getByText("第 1 步").first().waitFor();
  assert.deepEqual(visitor.requests.filter((url) => url.endsWith("modern-rider-academy.json")), []);
  visitor.isContent(expected);
});

test("a catalogue that does not come is said, to the host and to the rider", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/none.json"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "error");
  await visitor.page.frames()[1].getByRole("alert").first().waitFor();
  visitor.isContent(/a request left the origin: http:\/\/127\.0\.0\.1|404/);
});

test("an iframe alone works where scripts are not allowed, and says nothing to strangers", async (t) => {
  const visitor = await host(t, (planner) => `<iframe title="Qitu" src="${planner}?embed=full&lang=en" width="360" height="640"></iframe>`);
  await visitor.page.goto(visitor.address);
  await visitor.page.evaluate(() => {
    window.strange = [];
    addEventListener("message", (event) => window.strange.push(event.data));
  });
  const frame = visitor.page.frames()[1];
  await frame.getByText("Step 1 of 4").waitFor();
  const strange = await visitor.page.evaluate(() => window.strange.map((data) => data.type));
  assert.ok(strange.every((type) => type === "here"), strange.join());
  visitor.isContent(expected);
});

test("messages that are not the host's change nothing", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = visitor.page.frames()[1];
  const before = await frame.evaluate(() => document.documentElement.style.cssText);
  await visitor.page.evaluate(() => {
    const inside = document.querySelector("qitu-planner").shadowRoot.querySelector("iframe").contentWindow;
    const odd = [null, 7, "x", [], { qitu: 1 }, { qitu: 1, type: "hello", tokens: { accent: "url(https://evil.example/x)", paper: 9, "not-a-token": "red" } },
      { qitu: 2, type: "hello", tokens: { accent: "red" } }, { qitu: 1, type: "plan" }, { qitu: 1, type: "hello", tokens: "red" }];
    for (const message of odd) inside.postMessage(message, "*");
    // And a stranger in the same page who plays the planner is not believed.
    window.postMessage({ qitu: 1, type: "height", height: 9 }, "*");
    document.querySelector("qitu-planner").dataset.probe = "1";
  });
  await visitor.page.waitForTimeout(300);
  assert.equal(await frame.evaluate(() => document.documentElement.style.cssText), before);
  await frame.getByText("骑途").first().waitFor();
  visitor.isContent(expected);
});

test("works where storage is blocked, and says that nothing is kept", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
    }
  });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await visitor.page.frames()[1].getByText("第 1 步").first().waitFor();
  visitor.isContent(expected);
});

test("the example page shows two planners that report to it", async (t) => {
  const visitor = await someone(t);
  await visitor.page.goto(`${visitor.address}embed-example.html`);
  await visitor.page.locator('#said li[data-type="ready"]').nth(1).waitFor();
  const lines = await visitor.page.locator("#said").innerText();
  assert.match(lines, /first: ready/);
  assert.match(lines, /second: ready/);
});
