// Whoever taps and types at random breaks nothing: no error, no request to anybody else, nothing
// beyond the edge of the screen, and what was kept opens again.
//
// QITU_MONKEY=1200 taps so often by each seed; QITU_SEEDS=1,2,3 names the seeds.

import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./harness/chance.mjs";
import { someone } from "./harness/person.mjs";
import { screens, address, withPlan } from "./harness/screens.mjs";
import { situations } from "./harness/situation.mjs";

const actions = Number(process.env.QITU_MONKEY ?? 120);
const seeds = (process.env.QITU_SEEDS ?? "1,2").split(",").map(Number);

const places = [...screens.map((screen) => address[screen]), "#/plan/nothing", "#/course/%F0%9F", "#p=AQoAAAGYkAABoEgAVlADCg", "#p=nothing"];
const words = ["0", "-1", "99999999999", "1.5", "２０", "骑手", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "=1+1", "\u202Eabc", "🛵".repeat(40),
  "x".repeat(3000), "2026-02-30", "31/12/1999", "{\"id\":1}", "a,b\n\"c", " "];
const keys = ["Tab", "Tab", "Enter", "Escape", "Space", "ArrowRight", "ArrowDown", "Home", "End", "Delete", "PageDown", "Control+z"];

// What leads out of the page, or stops it to ask: a link elsewhere, a file to choose, printing.
const inside = 'a[href^="#"], button, summary, input:not([type="file"]), select, textarea, label, [role="button"], [role="tab"], [role="option"], [role="slider"], [role="gridcell"], [tabindex="0"]';

async function acts(page, roll) {
  const what = roll(20);
  if (what === 0) return page.evaluate((hash) => { location.hash = hash; }, places[roll(places.length)]);
  if (what === 1) return page.evaluate(() => history.back());
  if (what === 2) return page.reload();
  if (what === 3) return page.setViewportSize([{ width: 320, height: 568 }, { width: 640, height: 360 }, { width: 1440, height: 900 }][roll(3)]);
  if (what <= 6) return page.keyboard.press(keys[roll(keys.length)]);
  if (what <= 8) return page.evaluate((at) => {
    const all = [...document.querySelectorAll("details > summary, [aria-expanded=false]")].filter((one) => one.checkVisibility());
    all[at % all.length]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
  }, roll(1000));
  const found = await page.evaluateHandle(([selector, at]) => {
    const top = document.querySelector("dialog[open]") ?? document;
    const all = [...top.querySelectorAll(selector)].filter((one) => one.checkVisibility() && !one.disabled);
    return all[at % all.length] ?? document.body;
  }, [inside, roll(10_000)]);
  const node = found.asElement();
  const kind = await node.evaluate((one) => (one.matches("textarea, input:not([type=radio]):not([type=checkbox]):not([type=range])") ? "text" : one.matches("select") ? "select" : "tap"));
  if (kind === "text") {
    const text = words[roll(words.length)];
    await node.evaluate((one) => one.focus());
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
    return roll(2) && page.keyboard.press("Enter");
  }
  if (kind === "select") return node.evaluate((one, at) => {
    one.selectedIndex = at % one.options.length;
    one.dispatchEvent(new Event("change", { bubbles: true }));
  }, roll(50));
  return node.evaluate((one) => one.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window })));
}

for (const seed of seeds) {
  test(`a monkey taps ${actions} times by seed ${seed}, and nothing breaks`, { timeout: 60_000 + actions * 2000 }, async (t) => {
    const rider = await someone(t, { lang: seed % 2 ? "zh-CN" : "en-GB" });
    const { page } = rider;
    await page.addInitScript(() => {
      window.print = () => {};
      window.open = () => null;
    });
    page.on("dialog", (dialog) => dialog.dismiss());
    const roll = chance(seed);
    await rider.opens();
    await withPlan(rider, situations[0].name[seed % 2 ? "zh" : "en"]);
    for (let at = 0; at < actions; at += 1) {
      const before = await page.evaluate(() => location.hash);
      await acts(page, roll).catch((error) => {
        // The page may have gone on to the next screen in the middle of it.
        if (!/context was destroyed|navigat|detached|not attached|Target page/i.test(error.message)) throw error;
      });
      await page.waitForTimeout(30);
      if (at % 10) continue;
      await page.waitForFunction(() => !document.getElementById("boot"));
      const trouble = await page.evaluate(() => document.getElementById("trouble")?.innerText ?? "");
      assert.equal(trouble, "", `after ${at} taps, from ${before}`);
      assert.ok(await page.evaluate(() => document.querySelector("#main")?.innerText.trim().length > 0), `a screen after ${at} taps, from ${before}`);
      rider.isContent();
    }
    // Whatever was done, what is kept opens the next day.
    const later = await rider.comesBack();
    await later.opens();
    assert.ok((await later.reads("#main")).length > 0);
    assert.equal(await later.page.evaluate(() => document.getElementById("trouble")?.innerText ?? ""), "");
  });
}
