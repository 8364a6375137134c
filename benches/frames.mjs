// How long a frame lasts while a rider drags, taps and paints, the processor slowed four times.
//
//   node benches/frames.mjs [folder]        the built folder, dist/ when not said
//
// For each thing done: how long the page's thread was busy in one go. Under 50 ms a drag follows the
// finger.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../tests/browser/harness/browser.mjs";
import { serve } from "../tools/serve.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = process.argv[2] ?? join(top, "dist");
const [{ name }] = JSON.parse(readFileSync(join(folder, "catalogue/situations.json"), "utf8"));

const host = await serve({ folder: () => folder });
const browser = await open();
const context = await browser.newContext({ viewport: { width: 360, height: 640 }, locale: "zh-CN", serviceWorkers: "block" });
context.setDefaultTimeout(120_000);
const page = await context.newPage();
const client = await context.newCDPSession(page);
await page.goto(host.address);
await page.getByRole("button", { name: name.zh }).click();
const rests = () => page.waitForFunction(() => document.querySelector(".figures, .plan-ask") && !document.querySelector('[aria-busy="true"], .progress, #main .skeleton'));
await rests();
await page.waitForTimeout(2000);

// The work of the page's main thread, task by task, in the thread's own time: other programs that
// keep the machine busy do not count, the slowing does.
async function measured(what, act) {
  await client.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  await page.waitForTimeout(600);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await client.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  const main = new Set(traceEvents.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = traceEvents.filter((event) => event.name === "ThreadControllerImpl::RunTask" && main.has(`${event.pid} ${event.tid}`)).map((event) => (event.tdur ?? 0) / 1000);
  tasks.sort((one, other) => one - other);
  const over = tasks.filter((ms) => ms > 50).length;
  console.log(`${what.padEnd(28)} tasks ${String(tasks.length).padStart(5)}   99 % ${(tasks[Math.floor(tasks.length * 0.99)] ?? 0).toFixed(1).padStart(6)} ms   longest ${(tasks.at(-1) ?? 0).toFixed(1).padStart(6)} ms   over 50 ms: ${over}`);
}

const drag = async (slider, from, to, steps = 40) => {
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  const place = (share) => [x + 14 + (width - 28) * share, y + height / 2];
  await page.mouse.move(...place(from));
  await page.mouse.down();
  for (let step = 1; step <= steps; step += 1) {
    await page.mouse.move(...place(from + (to - from) * step / steps));
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
};
const go = async (hash) => {
  await page.evaluate((hash) => { location.hash = hash; }, hash);
  await page.waitForFunction(() => document.querySelector("#main h1") && !document.querySelector("#main .skeleton"));
};

const sliders = page.locator(".plan-adjust input[type=range]");
await measured("drag the hours in gaps", () => drag(sliders.nth(0), 0.2, 0.9));
await rests();
await measured("drag the money", () => drag(sliders.last(), 0.5, 0.1));
await rests();
await measured("tap an objective", async () => { await page.locator(".segmented-item").nth(3).click(); await rests(); });
await measured("open and close a step", async () => {
  await page.locator(".timeline-title a").first().click();
  await page.waitForTimeout(500);
  await page.keyboard.press("Escape");
});
await measured("the map, first time", () => go("#/map"));
await measured("zoom the map", async () => { for (let n = 0; n < 3; n += 1) await page.locator(".map-zoom button").first().click(); });
await measured("the week, first time", () => go("#/week"));
await measured("paint 20 half-hours", async () => {
  const cell = page.locator("#cell-1-20");
  await cell.scrollIntoViewIfNeeded();
  const from = await cell.boundingBox();
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  for (let n = 1; n <= 20; n += 1) { await page.mouse.move(from.x + 5 + n * 4, from.y + 5 + n * 4); await page.waitForTimeout(16); }
  await page.mouse.up();
  await page.waitForTimeout(800);
});
await measured("the comparison, first time", () => go("#/compare"));
await measured("the courses, first time", () => go("#/courses"));
await measured("back to the plan", async () => { await go("#/plan"); await rests(); });
await browser.close();
await host.close();
