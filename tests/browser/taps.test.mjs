// How many taps each thing takes that a rider comes for, counted by the page as a finger makes them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

// Counts in the page; a new page begins at none.
async function counted(t) {
  const rider = await someone(t);
  await rider.context.addInitScript(() => {
    globalThis.taps = 0;
    addEventListener("pointerup", (event) => { globalThis.taps += event.isTrusted ? 1 : 0; }, true);
    // The share sheet of the device.
    globalThis.shared = [];
    Object.assign(navigator, { share: async (data) => { globalThis.shared.push(data); } });
  });
  return rider;
}

const since = async (rider, before = 0) => await rider.page.evaluate(() => globalThis.taps) - before;

test("from the first open: a plan in four taps, this week in none, done in one, begun in two", async (t) => {
  const rider = await counted(t);
  await rider.opens();
  for (const answer of ["骑手", "三年左右", "有休息日", "站长"]) await rider.taps(answer);
  await rider.hasPlan();
  assert.equal(await since(rider), 4, "a plan");
  const later = await rider.comesBack();
  await later.opens();
  const open = later.page.locator('.today-tick[aria-pressed="false"]');
  await open.first().waitFor();
  await later.rests();
  assert.equal(await since(later), 0, "this week");
  await open.first().tap();
  await later.sees(/做成了 1 步/);
  assert.equal(await since(later), 1, "done");
  await later.taps("撤销");
  await later.sees(/做成了 0 步/);
  const before = await since(later);
  const begin = later.page.locator(".today-begin").first();
  await begin.locator("summary").first().tap();
  await begin.getByRole("button", { name: "复制这段话" }).first().tap();
  await later.sees("已复制");
  assert.equal(await since(later, before), 2, "begun");
});

test("from a plan: three beside one another in at most four taps, and sent in two", async (t) => {
  const rider = await counted(t);
  await rider.opens();
  for (const answer of ["骑手", "三年左右", "有休息日", "站长"]) await rider.taps(answer);
  await rider.hasPlan();
  const plan = await since(rider);
  // A tap on what moves is made twice.
  await rider.isStill();
  await rider.taps("和别的目标比一比");
  const cards = rider.page.locator(".compare-card");
  for (let count = 2; count <= 3; count += 1) {
    await rider.isStill();
    await rider.page.locator(".compare-beside .chip").first().tap();
    await rider.becomes(() => cards.count(), count);
  }
  assert.ok(await since(rider, plan) <= 4, "three plans");
  const before = await since(rider);
  await rider.taps("发给别人");
  await rider.comes(() => rider.page.evaluate(() => globalThis.shared.length === 1), "the device's own sheet");
  // The other tap is made there.
  assert.equal(await since(rider, before) + 1, 2, "sent");
});

test("who knows no goal has one, with its plan, in three taps", async (t) => {
  const rider = await counted(t);
  await rider.opens();
  for (const answer of ["骑手", "三年左右", "有休息日"]) await rider.taps(answer);
  const before = await since(rider);
  await rider.taps(/^还不知道去哪/);
  await rider.taps("想有社保");
  await rider.becomes(() => rider.page.locator(".matter-job").count(), 3);
  await rider.page.locator(".matter-job").first().getByRole("button").first().tap();
  await rider.hasPlan();
  assert.equal(await since(rider, before), 3);
});
