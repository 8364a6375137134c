// One situation from opening the page to its plan, by touch or by keyboard alone, and what a screen
// reader is told on the way.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dist, phone, someone } from "./person.mjs";

export const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
export const languages = [["zh", "zh-CN"], ["en", "en-GB"]];

// So many situations stand open on the first screen; the rest are folded.
const OPEN = 5;

const words = {
  zh: { more: "更多情况", nav: "主导航", plan: "计划", less: /^− /, undo: "撤销" },
  en: { more: "More situations", nav: "Main", plan: "Plan", less: /^− /, undo: "Undo" },
};

export async function walk(t, at, lang, tag, keyboard) {
  const { name } = situations[at];
  const size = keyboard ? { width: 1024, height: 768 } : phone;
  const rider = await someone(t, { lang: tag, size });
  await rider.opens();
  await rider.page.locator(".start-people .choice").first().waitFor();
  if (keyboard) {
    if (at >= OPEN) {
      await rider.reaches(words[lang].more);
      await rider.presses("Enter");
    }
    await rider.reaches(name[lang]);
    await rider.presses("Enter");
  } else {
    if (at >= OPEN) await rider.page.locator("details.more > summary").first().tap();
    await rider.taps(name[lang]);
  }
  const answer = await rider.hasAnswer();
  await rider.hasNothingSticking();
  await rider.comes(() => told(rider, lang, answer));
  if (answer.startsWith("plan")) await visits(rider, lang, keyboard);
  return answer;
}

// Names, roles and states, and the answer said aloud.
async function told(rider, lang, answer) {
  const tree = await rider.hears();
  assert.match(tree, /heading .+ \[level=1\]/);
  assert.match(tree, new RegExp(`- navigation "${words[lang].nav}"`));
  assert.ok(await rider.page.locator(`nav a[aria-current="page"]`, { hasText: words[lang].plan }).count());
  assert.match(tree, /- slider ".+"/);
  const radios = await rider.page.getByRole("radio", { checked: true }).count();
  assert.equal(radios, 1, "one objective holds");
  const sliders = await rider.page.locator(".plan-adjust input[type=range]").evaluateAll(
    (all) => all.map((one) => one.getAttribute("aria-valuetext")));
  assert.ok(sliders.every((text) => text?.length), "every slider says its value in words");
  const said = await rider.page.locator('.hidden-words[role="status"]').innerText();
  assert.ok(said.length > 4, "the answer is said aloud");
  if (answer.startsWith("plan")) {
    const items = await rider.page.locator("ol.timeline > li").count();
    assert.ok(items > 0 || /马上|现在|now/.test(answer), "the way is a list");
  }
}

// The first step and back: the sheet takes the focus and gives it back to its link.
async function visits(rider, lang, keyboard) {
  const link = rider.page.locator(".timeline-title a").first();
  if (!await link.count()) return;
  const href = await link.getAttribute("href");
  const title = (await link.innerText()).trim();
  if (keyboard) {
    await rider.reaches(title);
    await rider.presses("Enter");
  } else {
    await link.scrollIntoViewIfNeeded();
    await link.tap();
  }
  await rider.hasSheet(true);
  await rider.comes(async () => (await rider.hears("dialog")).includes(title), "the step's name on the sheet");
  await rider.comes(() => rider.page.evaluate(() => document.querySelector("dialog").contains(document.activeElement)), "the focus in the sheet");
  if (keyboard) await rider.presses("Escape");
  else await rider.page.goBack();
  await rider.hasSheet(false);
  await rider.page.waitForFunction((href) => document.activeElement?.getAttribute("href") === href, href);
  await rider.becomes(() => rider.page.url(), /#\/plan$/);
}
