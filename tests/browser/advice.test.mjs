// What is said beside a plan: what would help, trade-offs, weeks missed, how sure the date is.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const called = (id) => situations.find((situation) => situation.id === id).name.zh;

// A rider in one of the built-in situations, with the answer on the screen.
async function inSituation(t, id) {
  const rider = await someone(t);
  await rider.opens();
  await rider.page.getByText(called(id)).first().waitFor({ state: "attached" });
  const folded = rider.page.locator("details.more > summary").first();
  if (!(await rider.page.getByText(called(id)).first().isVisible())) await folded.click();
  await rider.taps(called(id));
  await rider.hasAnswer();
  return rider;
}

test("a button of a smallest change makes an impossible goal possible", async (t) => {
  const rider = await inSituation(t, "station-head");
  // A deadline of next week: nothing can be learnt by then.
  await rider.page.locator("details.more > summary").filter({ hasText: "期限" }).click();
  const start = await rider.page.locator("#start").inputValue();
  const soon = new Date(Date.parse(start) + 14 * 86_400_000).toISOString().slice(0, 10);
  await rider.page.locator("#deadline").fill(soon);
  await rider.page.locator("#deadline").dispatchEvent("change");
  assert.match(await rider.hasAnswer(), /^none/);
  await rider.sees("怎样就能做到");
  await rider.taps(/放宽到/);
  await rider.page.locator(".figures").waitFor({ timeout: 60_000 });
  await rider.hasPlan();
  await rider.comes(async () => await rider.page.locator("#deadline").inputValue() !== soon);
  await rider.hasNothingSticking();
});

test("the range says at best, likely and at worst, and moves with what a rider keeps", async (t) => {
  const rider = await inSituation(t, "station-head");
  const line = rider.page.locator(".outlook-title", { hasText: "最早" });
  await rider.sees(/最早 .*多半 .*慢的话 /);
  await line.click();
  const late = () => rider.page.locator('.outlook-date[data-at="late"] dd').innerText();
  const before = await late();
  const kept = rider.page.locator("#kept");
  await kept.focus();
  await kept.press("Home");
  await rider.page.waitForFunction((old) => {
    const now = document.querySelector('.outlook-date[data-at="late"] dd');
    return now && now.innerText !== old;
  }, before);
  await rider.hasNothingSticking();
});

test("why this date names the chain of steps, and the goal at its end", async (t) => {
  const rider = await inSituation(t, "station-head");
  await rider.page.locator("summary", { hasText: "为什么是这个日子" }).click();
  await rider.page.locator(".outlook-link").nth(1).waitFor();
});

test("what if: a row of the curve becomes the question, and can be taken back", async (t) => {
  const rider = await inSituation(t, "station-head");
  const hours = () => rider.page.locator('output[for^="slot-"]').allInnerTexts();
  const before = await hours();
  await rider.page.getByText("换个条件会怎样").click();
  const row = rider.page.locator(".what-if .list-link:not([disabled])").last();
  await row.waitFor({ timeout: 60_000 });
  await row.click();
  await rider.hasPlan();
  await rider.comes(async () => assert.notDeepEqual(await hours(), before));
  await rider.taps("撤销");
  await rider.hasPlan();
  await rider.becomes(hours, before);
});

test("a point of the trade-offs, tapped, is the plan", async (t) => {
  const rider = await inSituation(t, "station-head");
  await rider.goes("#/compare");
  const rows = rider.page.locator(".compare-frontier tbody tr");
  await rows.last().waitFor({ state: "attached", timeout: 60_000 });
  for (const fold of await rider.page.locator(".compare-frontier summary").all()) await fold.click();
  const [when, peak] = [await rows.last().locator("th").innerText(), await rows.last().locator("td").first().innerText()];
  await rows.last().getByRole("button").click();
  await rider.goes("#/plan");
  await rider.hasPlan();
  const month = when.match(/\d+ 年 \d+ 月/)[0];
  await rider.becomes(() => rider.reads("h1.answer + p"), new RegExp(`最早 ${month}`));
  await rider.comes(async () => (await rider.page.locator(".figure-value").allInnerTexts()).includes(peak), peak);
});

test("a week missed: what is done stays done, the rest is planned again, the difference is told", async (t) => {
  const rider = await inSituation(t, "station-head");
  // The plan is some weeks old.
  await rider.page.locator("details.more > summary").filter({ hasText: "期限" }).click();
  const past = new Date(Date.now() - 63 * 86_400_000).toISOString().slice(0, 10);
  await rider.page.locator("#start").fill(past);
  await rider.page.locator("#start").dispatchEvent("change");
  await rider.hasPlan();
  const steps = await rider.page.locator(".timeline-title").allInnerTexts();
  await rider.taps("上周没学成");
  await rider.sees("这几项做完了吗");
  await rider.page.getByRole("checkbox").first().check();
  const named = (await rider.page.locator("label.check .check-text").first().innerText()).split("\n")[0].trim();
  await rider.taps("重新排");
  await rider.page.locator(".told").waitFor();
  await rider.hasPlan();
  await rider.sees(/算做完：/);
  assert.ok(steps.some((step) => named.startsWith(step) || step.startsWith(named.split(" ")[0])), named);
  // The way is drawn again after a moment of rest.
  await rider.page.waitForFunction((before) => document.querySelectorAll(".timeline-title").length < before, steps.length);
  await rider.hasNothingSticking();
  await rider.taps("知道了");
  await rider.page.locator(".told").waitFor({ state: "detached" });
});

test("a changed catalogue is told with what it did to the plan", async (t) => {
  const rider = await inSituation(t, "station-head");
  const later = await rider.comesBack();
  // The next edition: the same courses, each twice as long.
  await later.page.route(/catalogue.*\.json(\?|$)/, async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    if (!text.includes('"qitu.catalogue/1"')) return route.fulfill({ response: answer });
    const catalogue = JSON.parse(text);
    catalogue.version = "2030.01.01";
    for (const course of catalogue.courses) {
      for (const offer of course.offers ?? []) if (offer.hours) offer.hours *= 2;
    }
    return route.fulfill({ response: answer, body: JSON.stringify(catalogue) });
  });
  await later.opens("#/plan");
  await later.hasPlan();
  await later.sees("课程资料更新了");
});
