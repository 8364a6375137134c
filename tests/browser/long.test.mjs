// A page left open for months: what it holds does not grow with what was done, on the screen, in memory
// or on the device.
//
// QITU_LONG=13 makes so many times more rounds: over 1,000 changes and 600 screens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";
import { address, withPlan } from "./harness/screens.mjs";
import { situations } from "./harness/situation.mjs";

const rounds = 4 * Number(process.env.QITU_LONG ?? 1);
const places = ["today", "plan", "map", "goals", "goal", "week", "compare", "courses", "me", "record", "share", "cover", "who"];

// After a sweep: nodes and listeners of the document, and what scripts and the program hold.
async function held(rider) {
  const wire = await rider.context.newCDPSession(rider.page);
  await wire.send("HeapProfiler.collectGarbage");
  await wire.send("Performance.enable");
  const { metrics } = await wire.send("Performance.getMetrics");
  const of = (name) => metrics.find((one) => one.name === name).value;
  const kept = await rider.page.evaluate(() => Object.values(localStorage).reduce((all, one) => all + one.length, 0));
  await wire.detach();
  return { nodes: of("Nodes"), listeners: of("JSEventListeners"), heap: of("JSHeapUsedSize"), kept };
}

test("screens opened and changes made again and again leave nothing behind", { timeout: rounds * 150_000 }, async (t) => {
  const rider = await someone(t);
  await withPlan(rider, situations[0].name.zh);
  const after = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const place of places) await rider.goes(address[place].replace("{course}", "drone-law"));
    await rider.goes(address.plan);
    // Hours a week up and down again, as by a finger on the slider.
    const slider = rider.page.locator(`#main input[type="range"]`).filter({ visible: true }).first();
    await slider.waitFor();
    for (let at = 0; at < 20; at += 1) await slider.press(at % 2 ? "ArrowLeft" : "ArrowRight");
    await rider.hasAnswer();
    after.push(await held(rider));
  }
  // The first rounds bring the pieces of code and fill what is kept for going back.
  const [early, late] = [after[1], after.at(-1)];
  t.diagnostic(JSON.stringify(after));
  assert.ok(late.nodes < early.nodes * 1.1 + 200, `nodes: ${after.map((one) => one.nodes)}`);
  assert.ok(late.listeners < early.listeners * 1.1 + 100, `listeners: ${after.map((one) => one.listeners)}`);
  assert.ok(late.heap < early.heap * 1.25 + 1_000_000, `heap: ${after.map((one) => one.heap)}`);
  assert.ok(late.kept < early.kept * 1.05 + 2_000, `kept: ${after.map((one) => one.kept)}`);
});
