// How long the second start takes without the network, in a browser that was closed in between.
//
//   node benches/start.mjs [folder] [times]        the built folder, dist/ when not said; 7 times
//
// From asking for the page until it stands, and until the plan kept on the device is answered again,
// at the processor's full speed and with the page's thread slowed four times.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openProfile } from "../tests/browser/harness/browser.mjs";
import { serve } from "../tools/serve.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = process.argv[2] ?? join(top, "dist");
const times = Number(process.argv[3] ?? 7);
const situations = JSON.parse(readFileSync(join(folder, "catalogue/situations.json"), "utf8"));
const profile = mkdtempSync(join(tmpdir(), "qitu-start-"));
const phone = { viewport: { width: 360, height: 640 }, locale: "zh-CN" };
const stands = () => document.querySelector(".app") && !document.getElementById("boot");
const answered = () => document.querySelector(".figures") && !document.querySelector('[aria-busy="true"], .progress, #main .skeleton');

const host = await serve({ folder: () => folder });
const first = await openProfile(profile, phone);
const page = first.pages()[0];
await page.goto(host.address);
await page.evaluate(async () => { await navigator.serviceWorker.ready; });
await page.getByText(situations[1].name.zh).first().click();
await page.waitForFunction(answered, null, { timeout: 120_000 });
await page.evaluate(() => window.dispatchEvent(new Event("blur")));
await page.waitForTimeout(1000);
await first.close();
// Nobody answers from here on.
await host.close();

const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
for (const rate of [1, 4]) {
  const runs = { page: [], plan: [] };
  for (let at = 0; at < times; at += 1) {
    const again = await openProfile(profile, phone);
    const page = again.pages()[0];
    await again.setOffline(true);
    await (await again.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
    const began = performance.now();
    await page.goto(`${host.address}#/plan`, { waitUntil: "commit" });
    await page.waitForFunction(stands);
    runs.page.push(performance.now() - began);
    await page.waitForFunction(answered, null, { timeout: 120_000 });
    runs.plan.push(performance.now() - began);
    await again.close();
  }
  const line = Object.entries(runs).map(([what, list]) => `${what} ${median(list).toFixed(0)} ms (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`);
  console.log(`without the network, ${rate === 1 ? "full speed" : `slowed ${rate} ×`}, median of ${times}: ${line.join(", ")}`);
}
rmSync(profile, { recursive: true, force: true });
