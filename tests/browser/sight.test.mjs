// The system's own colours in place of the page's, and one thumb: what is chosen can still be told from what
// is not, a slider still has its track, and what is tapped most lies low and is large.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dist, phone, someone } from "./harness/person.mjs";
import { screens, show, withPlan } from "./harness/screens.mjs";

const [{ name }] = JSON.parse(readFileSync(`${dist}/catalogue/situations.json`, "utf8"));

// In the page: pairs of one kind, in different states, that look the same. Words and signs count as a look.
function alike() {
  const attributes = ["aria-pressed", "aria-checked", "aria-current", "aria-selected", "data-state"];
  const parts = ["color", "background-color", "background-image", "border-top-color", "border-top-width", "border-top-style",
    "border-left-width", "border-left-color", "outline-style", "text-decoration-line", "font-weight", "content", "fill", "stroke", "stroke-width", "opacity", "visibility", "display"];
  const style = (one, pseudo) => {
    const own = getComputedStyle(one, pseudo);
    return parts.map((part) => own.getPropertyValue(part)).join();
  };
  const look = (one) => [one, ...one.querySelectorAll("*")].flatMap((each) => [style(each), style(each, "::before"), style(each, "::after")]).join("|");
  const state = (one) => attributes.map((each) => one.getAttribute(each)).join() + (one.querySelector(":scope > input")?.checked ?? "");
  const found = new Set();
  // What is for the eye alone beside words that say the same is not meant.
  const all = [...document.querySelectorAll(`${attributes.map((each) => `[${each}]`).join()}, label:has(> input[type=radio])`)]
    .filter((one) => one.checkVisibility() && !one.closest("[aria-hidden=true]"));
  for (const one of all) {
    for (const other of one.parentElement.children) {
      const isKin = other !== one && other.localName === one.localName && other.className === one.className && other.checkVisibility();
      if (!isKin || state(other) === state(one) || look(other) !== look(one)) continue;
      // A row may have a sign of its own: ✓, ○, ?.
      const signs = (each) => [...each.querySelectorAll("[aria-hidden=true]")].map((sign) => sign.textContent).join();
      if (signs(one) !== signs(other)) continue;
      found.add(`${one.localName}.${one.className}: ${state(one)} looks like ${state(other)}`);
    }
  }
  return [...found];
}

// How much of the middle line of a picture is of another colour than its corner.
const drawn = (page, picture) => page.evaluate(async (bytes) => {
  const image = new Image();
  image.src = `data:image/png;base64,${bytes}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const on = canvas.getContext("2d");
  on.drawImage(image, 0, 0);
  const corner = on.getImageData(0, 0, 1, 1).data.join();
  const line = on.getImageData(0, image.height >> 1, image.width, 8).data;
  let other = 0;
  for (let at = 0; at < line.length; at += 4) if (line.slice(at, at + 4).join() !== corner) other += 1;
  return other / (line.length / 4);
}, picture.toString("base64"));

test("in the system's own colours every state still shows, on every screen", { timeout: 300_000 }, async (t) => {
  const rider = await someone(t, { more: { forcedColors: "active" } });
  await withPlan(rider, name.zh);
  const found = [];
  // The page of all parts shows states side by side that no screen has.
  for (const screen of screens.filter((one) => one !== "parts")) {
    await show(rider, screen);
    for (const pair of await rider.page.evaluate(alike)) found.push(`${screen}: ${pair}`);
  }
  assert.deepEqual(found, []);
  await show(rider, "plan");
  await rider.page.getByRole("button", { name: "改我的时间和钱" }).click();
  const slider = rider.page.locator("#main input[type=range]").filter({ visible: true }).first();
  await slider.scrollIntoViewIfNeeded();
  const share = await drawn(rider.page, await slider.screenshot());
  assert.ok(share > 0.3, `the track of a slider is drawn on ${Math.round(share * 100)} % of its line`);
});

test("one thumb reaches what is tapped most: low on the screen, and large", { timeout: 300_000 }, async (t) => {
  const rider = await someone(t, { size: phone });
  await withPlan(rider, name.zh);
  const found = [];
  for (const screen of screens.filter((one) => !/^(parts|studio|publish|embed)$/.test(one))) {
    await show(rider, screen);
    found.push(...(await rider.page.evaluate(() => {
      const shows = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
      const size = (one) => { const { width, height } = one.getBoundingClientRect(); return [Math.round(width), Math.round(height)]; };
      const sheet = document.querySelector("dialog[open]");
      const low = sheet ? [] : [...document.querySelectorAll("nav a, .action-bar .button")].filter(shows)
        .filter((one) => one.getBoundingClientRect().top < innerHeight / 2).map((one) => `${one.innerText} stands high`);
      const small = [...(sheet ?? document).querySelectorAll("nav a, button:not(.badge), .button, summary.more-title, .choice, a.list-main")].filter(shows)
        .filter((one) => size(one)[1] < 44 || size(one)[0] < 44).map((one) => `${one.localName}.${one.className} ${one.innerText.slice(0, 10)} ${size(one)}`);
      return [...low, ...small];
    })).map((one) => `${screen}: ${one}`));
  }
  assert.deepEqual(found, []);
});
