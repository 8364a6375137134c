// The style comes in two sheets: what the first screens need, and what comes with everything after them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, phone, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const cutOff = /ERR_FAILED|later-|Failed to fetch/;

// How each element of the page looks and where it stands.
const looks = () => [...document.querySelectorAll("body *")].map((element) => {
  const { x, y, width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const said = [...style].map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
  return `${element.tagName}.${element.getAttribute("class") ?? ""} at ${[x, y, width, height].map(Math.round)}: ${said}`;
});

// With the later sheet in the page as if a later screen had been opened.
const addLater = () => new Promise((done, fail) => {
  const link = document.createElement("link");
  Object.assign(link, { rel: "stylesheet", href: document.querySelector("meta[name='qitu-later-style']").content });
  link.onload = done;
  link.onerror = fail;
  document.head.append(link);
});

const stands = async (rider, screen) => {
  // Nothing is still being drawn.
  let before = [];
  await rider.comes(async () => {
    const last = before;
    before = await rider.page.evaluate(looks);
    return before.join("\n") === last.join("\n");
  });
  await rider.page.evaluate(addLater);
  const after = await rider.page.evaluate(looks);
  assert.ok(before.length > 30, `${screen} is there`);
  assert.equal(after.length, before.length);
  for (const [at, look] of before.entries()) assert.equal(after[at], look, `${screen} needs the later style`);
  await rider.page.evaluate(() => document.head.lastElementChild.remove());
};

for (const [name, size] of [["phone", phone], ["desk", { width: 1440, height: 900 }]]) {
  test(`the first screens need nothing of the later style: ${name}`, async (t) => {
    const rider = await someone(t, { size });
    rider.expected = cutOff;
    // What comes after the first plan is cut off.
    await rider.page.route(/\/assets\/later-.*\.wasm/, (route) => route.abort());
    await rider.opens();
    await stands(rider, "the start");
    await rider.taps(situations[0].name.zh);
    await rider.hasAnswer();
    await rider.page.locator("main .notice[role=alert]").first().waitFor();
    await stands(rider, "the plan");
  });
}

test("a screen waits for its style, and says so when it does not come", async (t) => {
  const rider = await someone(t);
  rider.expected = cutOff;
  let cut = true;
  await rider.page.route(/\/assets\/later-style\./, (route) => (cut ? route.abort() : route.continue()));
  await rider.opens("#/map");
  const failed = rider.page.locator("main .notice[role=alert]");
  await failed.waitFor();
  assert.equal(await rider.page.locator("main [class^=map-]").count(), 0);
  cut = false;
  await failed.locator("button").click();
  await rider.page.locator("main h1").waitFor();
  await rider.page.locator("main [class^=map-]").first().waitFor();
});
