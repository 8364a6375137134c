// How long a first visit takes on a slow line with a slow phone: 400 kbit/s, 400 ms, processor six times slower.
//
//   node benches/visit.mjs [folder] [times]        the built folder, dist/ when not said; 5 times
//
// From asking for the page until its first words are painted (readable), until the first question can be
// answered and the second stands there (first tap), and until four quick taps have given a plan with its
// figures (plan). The clock is the page's own. Chromium slows the line and the page's thread; a worker's
// thread it does not slow.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../tests/browser/harness/browser.mjs";
import { serve } from "../tools/serve.mjs";

const LINE = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 };
const SLOWER = 6;
const most = { readable: 1500, "first tap": 4000, plan: 7000 };

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = process.argv[2] ?? join(top, "dist");
const times = Number(process.argv[3] ?? 5);

// In the page, before anything of it: taps each answer as soon as it is there, and writes down when.
function hasty() {
  const answers = [0, 2, 2, 1];
  const seen = { "first tap": 0, plan: 0 };
  globalThis.seen = seen;
  let [asked, taps] = ["", 0];
  const look = () => {
    const question = document.querySelector(".start-question")?.textContent ?? "";
    if (taps < answers.length && question && question !== asked) {
      if (taps === 1) seen["first tap"] = performance.now();
      const choice = document.querySelectorAll(".start-choices .choice")[answers[taps]];
      if (choice) {
        [asked, taps] = [question, taps + 1];
        choice.click();
      }
    }
    // What comes after the plan may be on its way still.
    if (document.querySelector(".figures") && document.querySelector(".timeline-item")) seen.plan = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN", serviceWorkers: "block" });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  await wire.send("Network.emulateNetworkConditions", LINE);
  await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(hasty);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.seen?.plan, null, { timeout: 180_000 });
  const seen = await page.evaluate(() => ({
    readable: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    ...globalThis.seen,
  }));
  await context.close();
  return seen;
}

const host = await serve({ folder: () => folder });
const browser = await open();
const seen = [];
for (let at = 0; at < times; at += 1) seen.push(await visit(browser, host.address));
await browser.close();
await host.close();

const seconds = (ms) => (ms / 1000).toFixed(1);
console.log(`a first visit at ${LINE.downloadThroughput * 8 / 1000} kbit/s, ${LINE.latency} ms, processor ${SLOWER} × slower, median of ${times}:`);
for (const [what, limit] of Object.entries(most)) {
  const all = seen.map((one) => one[what]).sort((a, b) => a - b);
  console.log(`${what.padEnd(9)} ${seconds(all[all.length >> 1])} s (${seconds(all[0])}–${seconds(all.at(-1))}), wanted ${seconds(limit)} s`);
}
