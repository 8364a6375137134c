// The page opens: anywhere, in any browser it can, and says so where it cannot.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { dist, someone } from "./harness/person.mjs";

test("opens at the root of a host", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.sees("骑途");
});

test("opens in a subfolder, and every file comes from there", async (t) => {
  const { address, close } = await serve({ folder: () => dist, base: "/tools/qitu/" });
  t.after(close);
  const rider = await someone(t, { address });
  await rider.opens();
  await rider.sees("骑途");
  await rider.comes(() => rider.requests.length > 5);
  for (const url of rider.requests) assert.ok(url.startsWith(address), url);
});

test("opens under a host's plain headers, where only the page carries the policy", async (t) => {
  const { address, close } = await serve({
    folder: () => dist,
    change: ({ "content-security-policy": _, ...headers }) => headers,
  });
  t.after(close);
  const rider = await someone(t, { address });
  await rider.opens();
  await rider.page.waitForLoadState("networkidle");
  const ran = await rider.page.evaluate(() => {
    const inline = document.createElement("script");
    // By way of a node: to set the text of a script is refused where trusted types are known.
    inline.append("window.inlineRan = true");
    document.head.append(inline);
    return Boolean(window.inlineRan);
  });
  assert.equal(ran, false);
  rider.isContent(/Content Security Policy|TrustedScript/);
});

test("the licences of what is in it are one tap from Me", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/me");
  const [notices] = await Promise.all([rider.context.waitForEvent("page"), rider.taps(/许可/)]);
  await notices.getByText("MIT License").first().waitFor();
});

test("a browser below the floor is told so instead of shown nothing", async (t) => {
  const rider = await someone(t);
  await rider.page.addInitScript(() => { WebAssembly.validate = () => false; });
  await rider.page.goto(rider.address);
  await rider.sees("这个浏览器太旧了");
  await rider.sees("too old");
});

test("a program that does not arrive is told, with a way to try again", async (t) => {
  const rider = await someone(t);
  await rider.page.route(/assets\/app\..*\.wasm/, (route) => route.abort());
  await rider.page.goto(rider.address);
  await rider.sees("没下载完");
  await rider.page.unroute(/assets\/app\..*\.wasm/);
  await rider.reopens("重新打开");
  await rider.sees("骑途");
  rider.isContent(/Failed to (load|fetch)|preload/);
});

test("a program that is long on its way is said to be, and opens when it is there", async (t) => {
  const rider = await someone(t);
  await rider.page.clock.install();
  let come;
  const coming = new Promise((resolve) => { come = resolve; });
  await rider.page.route(/assets\/app\..*\.wasm/, async (route) => { await coming; await route.continue(); });
  await rider.page.goto(rider.address);
  await rider.sees("正在打开");
  await rider.page.clock.runFor(21_000);
  await rider.sees("网络很慢");
  come();
  await rider.isOpen();
  await rider.seesNot("网络很慢");
  await rider.sees("骑途");
});

test("data that is long on its way is said to be, and the first screen comes when it is there", async (t) => {
  const rider = await someone(t);
  await rider.page.clock.install();
  let come;
  const coming = new Promise((resolve) => { come = resolve; });
  await rider.page.route(/\.first\.json/, async (route) => { await coming; await route.continue(); });
  await rider.page.goto(rider.address);
  await rider.isOpen();
  await rider.page.locator("#main .skeleton").first().waitFor();
  await rider.page.clock.runFor(21_000);
  await rider.sees("网络很慢");
  come();
  await rider.page.locator(".start-choices .choice").first().waitFor();
  await rider.page.clock.runFor(2000);
  await rider.seesNot("网络很慢");
});

test("what others put on the page before the program is there hides no message", async (t) => {
  const rider = await someone(t);
  // As an extension does.
  await rider.page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.getElementById("boot")) return;
      observer.disconnect();
      document.body.append(document.createElement("aside"));
    }).observe(document, { childList: true, subtree: true });
  });
  await rider.page.route(/assets\/app\..*\.wasm/, (route) => route.abort());
  await rider.page.goto(rider.address);
  await rider.sees("没下载完");
  await rider.page.unroute(/assets\/app\..*\.wasm/);
  await rider.reopens("重新打开");
  await rider.sees("骑途");
  rider.isContent(/Failed to (load|fetch)|preload/);
});

test("a message before the program is there speaks the language of the device", async (t) => {
  const rider = await someone(t, { lang: "en-GB" });
  await rider.page.route(/assets\/app\..*\.wasm/, (route) => route.abort());
  await rider.page.goto(rider.address);
  await rider.sees("part of it did not arrive");
  assert.equal(await rider.page.locator("#trouble p").getAttribute("lang"), "en");
  rider.isContent(/Failed to (load|fetch)|preload/);
});

for (const [what, first, files] of [
  ["is not there", "", /assets\/boot\./],
  ["and what would say so are not there", "正在打开", /assets\/(boot|offline)\./],
]) {
  test(`a first script that ${what}: the page says so, and opens where it was asked to`, async (t) => {
    const rider = await someone(t);
    await rider.page.route(files, (route) => route.abort());
    await rider.page.goto(`${rider.address}#/goals`);
    if (first) await rider.sees(first);
    await rider.sees("没下载下来");
    await rider.page.unroute(files);
    await rider.reopens("重新打开");
    // By the style alone the way back is a link, which knows no more than the address of the page.
    if (!first) assert.match(rider.page.url(), /#\/goals$/);
    rider.isContent(/Failed to load/);
  });
}

test("a first script that never answers is said after a while", async (t) => {
  const rider = await someone(t);
  await rider.page.route(/assets\/boot\./, () => undefined);
  await rider.page.goto(rider.address, { waitUntil: "commit" });
  await rider.sees("正在打开");
  await rider.sees("没下载下来");
  await rider.sees("has not arrived");
  await rider.page.locator("a.boot-again").waitFor();
});

test("opened from a folder it says that it needs a web server, and how", async (t) => {
  const rider = await someone(t);
  rider.expected = /file:|Failed to load|CORS/;
  await rider.page.goto(pathToFileURL(join(dist, "index.html")).href);
  await rider.sees("从文件夹里打不开");
  await rider.sees("python3 -m http.server");
});
