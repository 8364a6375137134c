// The page opens: anywhere, in any browser it can, and says so where it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";
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
    inline.textContent = "window.inlineRan = true";
    document.head.append(inline);
    return Boolean(window.inlineRan);
  });
  assert.equal(ran, false);
  rider.isContent(/Content Security Policy/);
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
