// A browser may end the planner's worker without a word, under memory pressure or by a fault of its own. The
// plan comes all the same, or the page says why not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

// Workers as the browser gives them, within a test's reach; `asked` questions are still open.
const reachable = () => {
  window.workers = [];
  window.questions = 0;
  window.Worker = class extends Worker {
    asked = 0;
    constructor(...about) {
      super(...about);
      window.workers.push(this);
      this.addEventListener("message", ({ data }) => { if (/"answer":"(plan|look|unheard)"/.test(data)) this.asked -= 1; });
      if (window.endless) this.terminate();
    }
    postMessage(line) {
      if (/"ask":"(plan|advise|look)"/.test(line)) {
        this.asked += 1;
        window.questions += 1;
      }
      super.postMessage(line);
    }
  };
};

const asks = (rider) => rider.picks(rider.page.locator('input[value="cheapest"]'));

test("a worker that ends without a word is started again, and the plan comes", async (t) => {
  const rider = await someone(t);
  await rider.page.clock.install();
  await rider.page.addInitScript(reachable);
  await rider.opens();
  await rider.taps(situations[1].name.zh);
  await rider.hasPlan();
  // The advice that follows is over: a newer question would end it, and start another worker for that.
  await rider.page.clock.runFor(2000);
  await rider.page.waitForFunction(() => window.questions > 1 && window.workers.at(-1).asked === 0);
  await rider.rests();
  const count = () => rider.page.evaluate(() => window.workers.length);
  const before = await count();
  await rider.page.evaluate(() => window.workers.at(-1).terminate());
  await asks(rider);
  await rider.page.locator("[aria-busy='true'], .progress").first().waitFor();
  assert.equal(await count(), before, "the question went to the worker that has ended");
  await rider.page.clock.runFor(35_000);
  await rider.hasPlan();
  assert.ok(await count() > before);
});

test("where every worker ends without a word the rider is told, and may try again", async (t) => {
  const rider = await someone(t);
  await rider.page.clock.install();
  await rider.page.addInitScript(reachable);
  await rider.page.addInitScript(() => { window.endless = true; });
  await rider.opens();
  await rider.taps(situations[1].name.zh);
  await rider.page.locator("[aria-busy='true'], .progress").first().waitFor();
  await rider.page.clock.runFor(125_000);
  await rider.sees("没能启动计算");
  assert.equal(await rider.page.evaluate(() => window.workers.length), 2, "one more try, and no more");
  await rider.page.evaluate(() => { window.endless = false; });
  await rider.taps("再试一次");
  await rider.hasPlan();
});
