// Who has a plan and opens the page finds this week on it: what to do, how to begin, what is done.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const day = 86_400_000;

const ticks = (rider) => rider.page.locator('.today-tick[aria-pressed="false"]');
const ticked = (rider) => rider.page.locator('.today-tick[aria-pressed="true"]');

// Another day, by the address alone.
async function anotherDay(t, days, lang = "zh", tag = "zh-CN") {
  const rider = await someone(t, { lang: tag });
  await rider.opens();
  await rider.taps(situations[0].name[lang]);
  await rider.hasPlan();
  const later = await rider.comesBack();
  await later.page.clock.setSystemTime(Date.now() + days * day);
  await later.opens();
  await later.rests();
  return later;
}

test("the page opens on this week; one tap marks a thing done, and another takes it back", async (t) => {
  const rider = await anotherDay(t, 0);
  assert.match(rider.page.url(), /#\/today$/);
  await rider.becomes(() => rider.reads("h1"), "今天");
  await ticks(rider).first().waitFor();
  const count = await ticks(rider).count();
  assert.ok(count >= 1 && count <= 3, `${count} things`);
  const box = await ticks(rider).first().boundingBox();
  assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  assert.ok(box.y + box.height < 640 - 60, "seen without scrolling");
  await rider.hasNothingSticking();
  const label = await ticks(rider).first().getAttribute("aria-label");
  assert.match(label, /^做成了：./);
  await ticks(rider).first().tap();
  await rider.becomes(() => ticked(rider).evaluateAll((all) => all.map((one) => one.getAttribute("aria-label"))), [label]);
  await rider.sees(/做成了 1 步/);
  await rider.taps("撤销");
  await rider.becomes(() => ticked(rider).count(), 0);
  await rider.becomes(() => ticks(rider).first().getAttribute("aria-label"), label);
  await rider.sees(/做成了 0 步/);
  // What was marked some time ago is taken back by its own tick.
  await ticks(rider).first().tap();
  await rider.becomes(() => ticked(rider).count(), 1);
  await ticked(rider).first().tap();
  await rider.becomes(() => ticked(rider).count(), 0);
});

test("what is ticked stays in sight, whichever day of the week the plan is made on", async (t) => {
  // A plan begins on a Monday: one made on that day has its week around it, all others before it.
  for (const made of ["2026-11-30", "2026-12-01", "2026-12-06"]) {
    const rider = await someone(t);
    await rider.page.clock.setSystemTime(new Date(`${made}T10:00:00`));
    await rider.opens();
    await rider.taps(situations[0].name.zh);
    await rider.hasPlan();
    await rider.goes("#/today");
    await ticks(rider).first().tap();
    await rider.becomes(() => ticked(rider).count(), 1, made);
  }
});

test("a thing is begun in two taps: where nobody is known, with words to send", async (t) => {
  const rider = await anotherDay(t, 0);
  const begin = rider.page.locator(".today-begin").first();
  await begin.locator("summary").first().tap();
  const words = (await begin.locator(".begin-words:visible").innerText()).trim();
  await rider.hasNothingSticking();
  await begin.getByRole("button", { name: "复制这段话" }).first().tap();
  await rider.sees("已复制");
  assert.match(words, /^你好，我是骑手，想(学|拿到|做)“.+”。想[从在] \d{4} 年 \d+ 月 \d+ 日前后.*请问/);
  // Who else can be asked, by public lines alone, and who trains for this.
  await begin.locator("summary", { hasText: "还可以问谁" }).tap();
  const lines = await begin.locator(".begin-line").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  assert.deepEqual(lines.slice(0, 2), ["tel:12333", "tel:12351"]);
  assert.match(lines[2], /^#\/who\/./);
});

// Browsers inside apps: no clipboard, and no copying by command.
test("where nothing may be copied the words are selected, for a long press to copy", async (t) => {
  const rider = await anotherDay(t, 0);
  await rider.page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.execCommand = () => false;
  });
  const begin = rider.page.locator(".today-begin").first();
  await begin.locator("summary").first().tap();
  const words = await begin.locator(".begin-words:visible").innerText();
  await begin.getByRole("button", { name: "复制这段话" }).first().tap();
  await rider.sees(/上面那段话已选中/);
  assert.equal(await rider.page.evaluate(() => String(getSelection()).trim()), words.trim());
});

test("the step's sheet and the page of its course lead to each other", async (t) => {
  const rider = await anotherDay(t, 0);
  await rider.page.locator(".today-name").first().tap();
  await rider.hasSheet(true);
  const sheet = rider.page.locator("dialog.sheet");
  await sheet.getByRole("heading", { name: "怎么开始" }).waitFor();
  const name = (await sheet.locator(".sheet-title").innerText()).trim();
  await sheet.getByRole("link", { name: /^看这(门课|本证|个岗位)/ }).tap();
  await rider.becomes(() => rider.page.url(), /#\/(course|goal)\//);
  await rider.becomes(() => rider.reads("h1"), name);
  if (!rider.page.url().includes("#/course/")) return;
  await rider.page.getByRole("link", { name: /已在计划里/ }).tap();
  await rider.hasSheet(true);
  assert.equal((await sheet.locator(".sheet-title").innerText()).trim(), name);
});

test("weeks that went by are asked about in one card, with nothing ticked before", async (t) => {
  const rider = await anotherDay(t, 70);
  await rider.becomes(() => rider.page.locator(".today-asked").count(), 1);
  await rider.hasNothingSticking();
  await rider.taps("说一说");
  await rider.hasSheet(true);
  const boxes = rider.page.locator('dialog input[type="checkbox"]');
  await boxes.first().waitFor();
  assert.equal(await rider.page.locator('dialog input[type="checkbox"]:checked').count(), 0);
  await boxes.first().check();
  await rider.taps("重新排");
  await rider.hasSheet(false);
  await rider.page.locator(".today-asked").waitFor({ state: "detached" });
  await rider.sees(/做成了 1 步/);
});

test("twelve weeks away with nothing done: counted from today, asked, and planned anew in one tap", async (t) => {
  const rider = await anotherDay(t, 84);
  const counted = /从今天算起，一步都没做的话，最早 (\d+ 年 \d+ 月) \d+ 日到 · 晚 (\d+) 周/;
  const card = rider.page.locator(".today-asked");
  await rider.becomes(async () => counted.test(await card.innerText()), true);
  const [, month, later] = (await card.innerText()).match(counted);
  assert.ok(later > 0, `${later} weeks later`);
  await rider.seesNot("多半");
  await rider.hasNothingSticking();
  const [, monday] = (await rider.page.locator("#main").innerText()).match(/从 (\S+) 起的一周/);
  await rider.goes("#/plan");
  const asked = rider.page.locator(".plan-top .plan-ask", { hasText: "做成了吗" });
  await rider.becomes(async () => counted.test(await asked.innerText()), true);
  assert.ok((await asked.innerText()).includes(month), "one date on both screens");
  assert.match(await asked.innerText(), /算的是这几步都按时做成了/);
  await rider.hasNothingSticking();
  await rider.taps("都没做，从今天排");
  await rider.sees(/重新排好了/);
  await rider.becomes(() => asked.count(), 0);
  await rider.hasPlan();
  await rider.becomes(async () => (await rider.page.locator(".figures").innerText()).match(/从 (\S+) 算起/)?.[1], monday);
  await rider.goes("#/today");
  await rider.sees(/做成了 0 步/);
  await rider.sees(month);
});

test("later in the plan a tick leaves nothing to begin in a week that is over", async (t) => {
  const rider = await anotherDay(t, 8, "en", "en-GB");
  await rider.becomes(() => rider.reads("h1"), "Today");
  await ticks(rider).first().tap();
  await rider.sees(/1 step done/);
  await rider.rests();
  await rider.becomes(() => rider.page.locator(".today-asked").count(), 0);
  await rider.comes(async () => (await ticks(rider).count()) > 0 || await rider.page.getByText("Next", { exact: true }).isVisible());
  await rider.hasNothingSticking();
});

test("without a plan the page opens on the start, and an address leads where it says", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.page.locator(".start-question").waitFor();
  await rider.goes("#/today");
  await rider.sees("还没有计划");
  const planned = await anotherDay(t, 0);
  const other = await planned.comesBack();
  await other.opens("#/map");
  assert.match(other.page.url(), /#\/map$/);
});

test("two years later who was 40 is 42, and a catalogue that nobody has checked since says so", async (t) => {
  const year = new Date().getFullYear();
  const later = await anotherDay(t, Math.ceil((Date.UTC(year + 2, 6, 1) - Date.now()) / day));
  await later.goes("#/plan");
  await later.becomes(() => later.page.locator("#age").inputValue(), "42");
  await later.sees(/这份课程目录有 \d+ 个月没核对了/);
});
