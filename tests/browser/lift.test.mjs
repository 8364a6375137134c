// A thing in the way is put into another week: by a mouse, a finger, keys and taps.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findings } from "./harness/axe.mjs";
import { dist, phone, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const desk = { width: 1440, height: 900 };

async function planned(t, options = {}) {
  const rider = await someone(t, options);
  await rider.opens();
  await rider.taps(situations[0].name[options.lang === "en-GB" ? "en" : "zh"]);
  await rider.hasPlan();
  await rider.page.locator(".move-handle").first().waitFor();
  await rider.rests();
  await rider.isStill();
  return rider;
}

const first = (rider) => rider.page.locator(".move-handle").first();
const middle = async (place) => {
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await place.boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
};
const outcome = (rider) => rider.page.locator(".move-outcome");
// What it would do is known.
const isTold = (rider) => rider.becomes(() => outcome(rider).innerText(), /到目标：\d{4} 年|At the goal:/);
// What the plan says of when it begins.
const dates = (rider) => rider.page.locator(".timeline-week, .timeline-title").allInnerTexts();
const pins = (rider) => rider.page.locator(".timeline-item .badge").filter({ hasText: /已固定|Pinned/ }).count();

test("a mouse drags a step to a later week, and says before it lets go what that does", async (t) => {
  const rider = await planned(t, { size: desk });
  const before = await dates(rider);
  const { x, y } = await middle(first(rider));
  await rider.page.mouse.move(x, y);
  await rider.page.mouse.down();
  await rider.page.mouse.move(x, y + 60, { steps: 4 });
  await rider.page.mouse.move(x, y + 72, { steps: 2 });
  await isTold(rider);
  assert.match(await rider.page.locator(".move-place").innerText(), /^\d{4} 年 \d+ 月 \d+ 日那周$/);
  assert.deepEqual(await dates(rider), before, "nothing has changed yet");
  assert.deepEqual(await findings(rider.page), []);
  await rider.page.mouse.up();
  await rider.sees("已挪动：");
  await rider.hasPlan();
  await rider.becomes(() => pins(rider), 1);
  await rider.becomes(async () => (await dates(rider)).join() !== before.join(), true);
  assert.equal(await rider.page.locator(".move-panel").count(), 0);
  await rider.taps("撤销");
  await rider.becomes(() => pins(rider), 0);
  await rider.becomes(() => dates(rider), before, "the weeks that were there");
});

test("a mouse drags a step onto another way to do it", async (t) => {
  const rider = await planned(t, { size: desk });
  const handles = rider.page.locator(".move-handle");
  const offers = rider.page.locator(".move-panel .move-offer");
  // A step that can be done in another way, which fits.
  for (let at = 0; ; at += 1) {
    assert.ok(at < await handles.count(), "a step has another way that fits");
    const { x, y } = await middle(handles.nth(at));
    await rider.page.mouse.move(x, y);
    await rider.page.mouse.down();
    await rider.page.mouse.move(x, y + 60, { steps: 4 });
    await rider.page.locator(".move-panel").waitFor();
    if (await offers.count()) {
      const over = await offers.first().boundingBox();
      await rider.page.mouse.move(over.x + over.width / 2, over.y + over.height / 2, { steps: 6 });
      await rider.becomes(() => outcome(rider).innerText(), /换成：[^]*(到目标|放不下)/);
      assert.equal(await offers.first().getAttribute("data-aimed"), "");
      if ((await outcome(rider).innerText()).includes("到目标")) break;
    }
    await rider.page.keyboard.press("Escape");
    await rider.page.mouse.up();
    await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  }
  const way = (await rider.page.locator(".move-place").innerText()).replace("换成：", "");
  await rider.page.mouse.up();
  await rider.sees("已挪动：");
  await rider.hasPlan();
  await rider.becomes(() => pins(rider), 1);
  const pinned = rider.page.locator(".timeline-item").filter({ hasText: "已固定" });
  assert.ok((await pinned.innerText()).includes(way.split(" · ")[0]), way);
});

test("the arrow keys turn to another way to do it", async (t) => {
  const rider = await planned(t, { size: desk });
  const handles = rider.page.locator(".move-handle");
  for (let at = 0; ; at += 1) {
    assert.ok(at < await handles.count(), "a step has another way");
    await handles.nth(at).focus();
    await rider.page.keyboard.press("ArrowDown");
    await rider.page.locator(".move-panel").waitFor();
    if (await rider.page.locator(".move-panel .move-offer").count()) break;
    await rider.page.keyboard.press("Escape");
    await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  }
  await rider.page.keyboard.press("ArrowRight");
  await rider.becomes(() => outcome(rider).innerText(), /换成：[^]*(到目标|放不下)/);
  await rider.page.keyboard.press("ArrowLeft");
  await rider.becomes(() => rider.page.locator(".move-place").innerText(), /那周/);
  await rider.page.keyboard.press("Escape");
  await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  assert.equal(await pins(rider), 0);
});

test("Escape, and letting go where it was, put it back", async (t) => {
  const rider = await planned(t, { size: desk });
  const before = await dates(rider);
  const { x, y } = await middle(first(rider));
  await rider.page.mouse.move(x, y);
  await rider.page.mouse.down();
  await rider.page.mouse.move(x, y + 80, { steps: 4 });
  await rider.page.locator(".move-panel").waitFor();
  await rider.page.keyboard.press("Escape");
  await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  await rider.page.mouse.up();
  await rider.page.mouse.move(x, y);
  await rider.page.mouse.down();
  await rider.page.mouse.move(x, y + 80, { steps: 4 });
  await rider.page.locator(".move-panel").waitFor();
  await rider.page.mouse.move(x, y + 2, { steps: 4 });
  await rider.becomes(() => rider.page.locator(".move-place").innerText(), /现在的位置/);
  await rider.page.mouse.up();
  await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  assert.equal(await rider.page.locator("dialog[open]").count(), 0, "the click that ends a drag opens nothing");
  assert.deepEqual(await dates(rider), before);
  assert.equal(await pins(rider), 0);
});

// A finger, as the browser hears of it.
async function finger(rider) {
  const wire = await rider.context.newCDPSession(rider.page);
  const send = (type, points) => wire.send("Input.dispatchTouchEvent", { type, touchPoints: points });
  return {
    down: (x, y) => send("touchStart", [{ x, y }]),
    async moves(x, from, to, steps = 8) {
      for (let at = 1; at <= steps; at += 1) await send("touchMove", [{ x, y: from + ((to - from) * at) / steps }]);
    },
    up: () => send("touchEnd", []),
  };
}

test("a finger that rests on the handle drags, one that moves on scrolls", async (t) => {
  const rider = await planned(t, { size: phone });
  const touch = await finger(rider);
  let { x, y } = await middle(first(rider));
  const top = await rider.page.evaluate(() => scrollY);
  await touch.down(x, y);
  await touch.moves(x, y, y - 120);
  await touch.up();
  await rider.comes(() => rider.page.evaluate((top) => scrollY > top + 40, top), "scrolled");
  assert.equal(await rider.page.locator(".move-panel, dialog[open]").count(), 0);
  ({ x, y } = await middle(first(rider)));
  const still = await rider.page.evaluate(() => scrollY);
  await touch.down(x, y);
  await rider.page.locator(".move-panel").waitFor();
  await touch.moves(x, y, y + 72);
  await isTold(rider);
  assert.equal(await rider.page.evaluate(() => scrollY), still, "the page stays");
  await touch.up();
  await rider.sees("已挪动：");
  await rider.hasPlan();
  await rider.becomes(() => pins(rider), 1);
});

test("keys move it, and keep the focus on it", async (t) => {
  const rider = await planned(t, { size: desk, lang: "en-GB" });
  const before = await dates(rider);
  const name = await first(rider).getAttribute("aria-label");
  assert.match(name, /^Move “.+” to another week$/);
  await first(rider).focus();
  await rider.page.keyboard.press("ArrowDown");
  await rider.page.keyboard.press("ArrowDown");
  await isTold(rider);
  await rider.page.keyboard.press("Escape");
  await rider.page.locator(".move-panel").waitFor({ state: "detached" });
  assert.deepEqual(await dates(rider), before);
  await rider.page.keyboard.press("ArrowDown");
  await isTold(rider);
  await rider.page.keyboard.press("Enter");
  await rider.sees("Moved: ");
  await rider.hasPlan();
  await rider.becomes(() => pins(rider), 1);
  await rider.becomes(() => rider.page.evaluate(() => document.activeElement.getAttribute("aria-label")), name);
  assert.equal(await rider.page.locator("dialog[open]").count(), 0);
});

test("taps do the same in a sheet, with the other ways to do it", async (t) => {
  const rider = await planned(t, { size: phone });
  const several = rider.page.locator(".timeline-item").filter({ has: rider.page.locator(".move-handle") });
  // A step that can be done in more than one way.
  const count = await several.count();
  let at = 0;
  for (; at < count; at += 1) {
    await several.nth(at).locator(".move-handle").tap();
    await rider.page.locator("dialog[open]").waitFor();
    if (await rider.page.locator("dialog .chip").count()) break;
    await rider.page.keyboard.press("Escape");
    await rider.page.locator("dialog[open]").waitFor({ state: "detached" });
  }
  assert.ok(at < count, "a step has two ways");
  const put = rider.page.getByRole("button", { name: "就放这里" });
  assert.equal(await put.getAttribute("aria-disabled"), "true", "there is nothing to put");
  const heard = await rider.hears("dialog[open]");
  for (const part of [/dialog "挪动：.+"/, /slider "哪周开始"/, /button "− 哪周开始"/, /status/, /button "就放这里" \[disabled\]/, /button "放回原处"/]) assert.match(heard, part);
  await rider.page.locator("dialog .chip").first().tap();
  await rider.becomes(() => outcome(rider).innerText(), /换成：[^]*(到目标|放不下)/);
  await rider.page.locator("dialog .chip").first().tap();
  await rider.becomes(() => outcome(rider).innerText(), /现在的位置/);
  await rider.page.locator("dialog .slider-step").last().tap();
  await rider.becomes(() => outcome(rider).innerText(), /那周\n[^]*(到目标|放不下)/);
  assert.deepEqual(await findings(rider.page), []);
  await rider.page.getByRole("button", { name: "放回原处" }).tap();
  await rider.page.locator("dialog[open]").waitFor({ state: "detached" });
  assert.equal(await pins(rider), 0);
});

test("an event of one's own moves by its handle too", async (t) => {
  const rider = await planned(t, { size: desk });
  await rider.page.locator("summary", { hasText: "加一件自己的事" }).click();
  await rider.page.locator("#own-name").fill("回老家");
  await rider.taps("加进计划");
  await rider.hasPlan();
  const own = rider.page.locator('.timeline-item[data-kind="own"]').filter({ hasText: "回老家" });
  const before = await own.innerText();
  await own.locator(".move-handle").focus();
  await rider.page.keyboard.press("ArrowDown");
  await isTold(rider);
  await rider.page.keyboard.press("Enter");
  await rider.sees("已挪动：回老家");
  await rider.hasPlan();
  await rider.becomes(async () => (await own.innerText()) !== before, true);
});

for (const [motion, least, most] of [["no-preference", 0.1, 0.2], ["reduce", 0, 0.001]]) {
  test(`what moved in the way comes from where it stood, in ${most} s at most (${motion})`, async (t) => {
    const rider = await planned(t, { size: desk, more: { reducedMotion: motion } });
    assert.equal(await rider.page.locator("[data-glide]").count(), 0, "what is drawn first has come from nowhere");
    await first(rider).focus();
    for (let count = 0; count < 6; count += 1) await rider.page.keyboard.press("ArrowDown");
    await isTold(rider);
    await rider.page.keyboard.press("Enter");
    await rider.sees("已挪动：");
    await rider.hasPlan();
    const moved = rider.page.locator('[data-glide="moved"]');
    await moved.first().waitFor({ state: "attached" });
    const time = await moved.first().evaluate((one) => Number.parseFloat(getComputedStyle(one).animationDuration));
    assert.ok(time >= least && time <= most, `${time} s`);
    assert.match(await moved.first().evaluate((one) => one.style.getPropertyValue("--from")), /^-?\d+px$/);
  });
}
