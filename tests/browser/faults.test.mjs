// What happens to a page from outside: too little memory, a rest in the background or behind another page, a
// file let fall on it. The rider's plan is there afterwards, and what cannot go on says so (docs/faults.md).

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { someone, withFlags } from "./harness/person.mjs";
import { situations } from "./harness/situation.mjs";

const kept = (page) => page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("qitu.draft")).map(([, text]) => text).join());
const chosen = (page) => page.locator('.plan-page input[type=radio]:checked, #main input[type=radio]:checked').first().getAttribute("value");

async function planned(rider) {
  await rider.opens();
  await rider.taps(situations[1].name.zh);
  await rider.hasPlan();
  await rider.comes(async () => (await kept(rider.page)).length > 10, "the plan is kept");
}

// The engine gets so many kibibytes and no more: the page alone, or the plan and all that explains it.
for (const [kibibytes, opens] of [[1536, false], [3072, true], [8192, true]]) {
  test(`with ${kibibytes} KiB of memory there is a plan, or a word and a way on, and what is kept stays`, async (t) => {
    const rider = await withFlags(t, [`--js-flags=--wasm-max-mem-pages=${kibibytes / 64}`]);
    // A program that stops says so to whoever repairs it too.
    rider.expected = /RuntimeError|unreachable|memory|RangeError/i;
    await rider.page.goto(rider.address);
    const stopped = rider.page.locator("#trouble[data-kind=stopped]");
    const start = rider.page.getByText(situations[1].name.zh).first();
    await start.or(stopped).first().waitFor();
    if (!await stopped.count()) await start.click();
    await rider.comes(async () => await stopped.count() || await rider.page.evaluate(() => Boolean(document.querySelector(".figures")) && !document.querySelector('#main [aria-busy="true"], #main .progress, #main .skeleton')));
    if (await stopped.count()) {
      await rider.sees("骑途出了错，停下了");
      assert.ok(await stopped.getByRole("button", { name: "重新打开" }).isVisible());
    }
    if (opens) assert.ok((await kept(rider.page)).includes("goal"), "the plan that was begun is kept");
  });
}

test("a page that was put to rest takes in what another window changed, and loses nothing of either", async (t) => {
  const rider = await someone(t);
  await planned(rider);
  const wire = await rider.context.newCDPSession(rider.page);
  await wire.send("Page.setWebLifecycleState", { state: "frozen" });
  const other = await rider.context.newPage();
  rider.watch(other);
  await other.goto(`${rider.address}#/plan`);
  await other.locator('input[value="cheapest"]').first().waitFor({ state: "attached" });
  await other.locator("label").filter({ has: other.locator('input[value="cheapest"]') }).first().tap();
  await rider.comes(async () => (await kept(other)).includes("cheapest"), "the other window keeps its change");
  await other.close();
  await wire.send("Page.setWebLifecycleState", { state: "active" });
  await rider.page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await rider.becomes(() => rider.page.locator('input[value="cheapest"]').first().isChecked(), true);
  await rider.hasPlan();
  assert.match(await kept(rider.page), /cheapest/);
});

test("whoever looks at another page and comes back by the back button finds the plan as it was", async (t) => {
  const rider = await someone(t);
  await planned(rider);
  await rider.picks(rider.page.locator('input[value="cheapest"]'));
  await rider.hasPlan();
  const answer = await rider.reads("h1.answer");
  await rider.page.goto(`${rider.address}licences.txt`);
  await rider.page.goBack();
  await rider.isOpen();
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1.answer"), answer);
  assert.equal(await chosen(rider.page), "cheapest");
  assert.match(rider.page.url(), /#\/plan$/);
});

test("a file let fall on the page changes nothing that is kept", async (t) => {
  const rider = await someone(t, { size: { width: 1024, height: 768 } });
  await planned(rider);
  const before = await kept(rider.page);
  const folder = mkdtempSync(join(tmpdir(), "qitu-drop-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "backup.json");
  writeFileSync(file, '{"format":"qitu.file/1","cases":[');
  const wire = await rider.context.newCDPSession(rider.page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await wire.send("Input.dispatchDragEvent", { type, x: 500, y: 400, data });
  // A browser may open the file in the page's place, or in a window of its own.
  await rider.page.waitForTimeout(500);
  await rider.page.goto(`${rider.address}#/plan`);
  await rider.hasPlan();
  assert.equal(await kept(rider.page), before);
});
