// While the rest of a screen comes, nothing that stands on it is pushed about.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "node:test";
import { dist, phone, someone } from "./harness/person.mjs";
import { address, withPlan } from "./harness/screens.mjs";

const [{ name }] = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

// So much is hardly seen; a screen that jumps has ten times as much.
const most = 0.02;

test("no screen moves what is read while it opens", async (t) => {
  const rider = await someone(t, { size: phone });
  await rider.page.addInitScript(() => {
    globalThis.moved = [];
    new PerformanceObserver((list) => moved.push(...list.getEntries().map((shift) => shift.value)))
      .observe({ type: "layout-shift", buffered: true });
  });
  const restless = [];
  const looks = async (screen) => {
    await rider.rests();
    await pause(300);
    const sum = await rider.page.evaluate(() => moved.splice(0).reduce((sum, value) => sum + value, 0));
    if (sum > most) restless.push(`${screen}: ${sum.toFixed(3)}`);
  };
  await rider.opens();
  await looks("start, the first time");
  await withPlan(rider, name.zh);
  for (const screen of ["start", "plan", "map", "goal", "week", "cover", "cover-money", "evidence", "backup", "share"]) {
    await rider.goes(address[screen]);
    await rider.page.evaluate(() => moved.splice(0));
    await rider.reloads();
    await looks(screen);
  }
  assert.deepEqual(restless, []);
});
