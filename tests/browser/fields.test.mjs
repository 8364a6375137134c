// Fields take what can be meant, and refuse the rest with a word; what was answered is listed and changed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const named = (id) => situations.find((one) => one.id === id).name;

async function planned(t, id, lang = "zh") {
  const rider = await someone(t, { lang: lang === "zh" ? "zh-CN" : "en-GB" });
  await rider.opens();
  const folded = rider.page.locator("details.more > summary").first();
  await folded.waitFor();
  if (!await rider.thing(named(id)[lang]).isVisible()) await folded.click();
  await rider.taps(named(id)[lang]);
  await rider.hasAnswer();
  return rider;
}

const kept = (rider) => rider.page.evaluate(() => {
  dispatchEvent(new Event("pagehide"));
  const draft = JSON.parse(localStorage.getItem("qitu.draft"));
  return draft.cases[draft.current];
});

const unfolds = (rider, words) => rider.page.locator("summary", { hasText: words }).first().click();

test("a year typed into a date is one change, made once it is whole", async (t) => {
  const rider = await planned(t, "station-head");
  await unfolds(rider, "开始、期限");
  const before = (await kept(rider)).scenario.start;
  const field = rider.page.locator("#start");
  // As a browser tells of each digit of a year: a whole date each time.
  await field.focus();
  for (const value of ["0002-03-01", "0020-03-01", "0202-03-01"]) {
    await field.evaluate((input, value) => {
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }, value);
    assert.equal((await kept(rider)).scenario.start, before, value);
  }
  const year = new Date().getFullYear() + 1;
  await field.evaluate((input, value) => {
    input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, `${year}-03-01`);
  await rider.becomes(async () => (await kept(rider)).scenario.start, `${year}-03-01`);
  // One step back is the day before the change.
  await rider.taps("撤销");
  await rider.becomes(async () => (await kept(rider)).scenario.start, before);
});

test("a date that cannot be meant is refused with a word when the field is left, and the old one is back", async (t) => {
  const rider = await planned(t, "station-head");
  await unfolds(rider, "开始、期限");
  const field = rider.page.locator("#start");
  const before = await field.inputValue();
  await field.focus();
  await field.evaluate((input) => { input.value = "0202-03-01"; });
  await field.blur();
  await rider.sees("0202-03-01 不行");
  assert.equal(await field.inputValue(), before);
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await rider.hasNothingSticking();
});

for (const [lang, words] of [["zh", ["150 不行", "25.5 不行", "-5 不行", "我说过的"]], ["en", ["150 will not do", "25.5 will not do", "-5 will not do", "What I have said"]]]) {
  test(`an age of 150, 25.5 or −5 is refused with a word, and the old one is back (${lang})`, async (t) => {
    const rider = await planned(t, "one-question", lang);
    await unfolds(rider, words[3]);
    const field = rider.page.locator("#age");
    await rider.becomes(() => field.inputValue(), "35");
    for (const [at, typed] of ["150", "25.5", "-5"].entries()) {
      await field.fill(typed);
      await field.blur();
      await rider.sees(words[at]);
      await rider.becomes(() => field.inputValue(), "35");
      assert.equal((await kept(rider)).scenario.rider.age, 35);
    }
    await field.fill("41");
    await field.blur();
    await rider.becomes(async () => (await kept(rider)).scenario.rider.age, 41);
    assert.equal(await field.getAttribute("aria-invalid"), null);
    await field.fill("");
    await field.blur();
    await rider.becomes(async () => (await kept(rider)).scenario.rider.age, undefined);
  });
}

const health = {
  zh: { question: /影响飞行的疾病/, none: "都没有", some: "有", reason: "这条路就走不了", change: "答错了？去改", plain: /有 \/ 是|没有 \/ 否|对吗/ },
  en: { question: /illness that bars flying/, none: "None of these", some: "Yes, I have", reason: "which closes this way", change: "Not so? Change it", plain: /Is it true that you have no/ },
};
for (const [lang, say] of Object.entries(health)) {
  test(`the health question has no double no; its answer is listed in words and changed, and the reason leads there (${lang})`, async (t) => {
    const rider = await planned(t, "one-question", lang);
    const ask = rider.page.locator(".plan-ask").first();
    await rider.becomes(() => ask.innerText(), say.question);
    await rider.seesNot(say.plain);
    // Who has something of the kind says so, and reads what follows from it.
    await ask.getByRole("button", { name: say.some, exact: true }).tap();
    await rider.hasAnswer();
    await rider.sees(say.reason);
    await rider.becomes(async () => (await kept(rider)).scenario.rider.facts?.["drone-fit"], false);
    await rider.taps(say.change);
    const said = rider.page.locator("#said");
    await rider.comes(() => said.evaluate((fold) => fold.open && fold.contains(document.activeElement)), "the list of answers");
    await said.locator(".field-label", { hasText: say.question }).waitFor();
    // Changed in the list, the way is open again.
    await rider.picks(rider.page.getByRole("radio", { name: say.none, exact: true }));
    await rider.hasPlan();
    assert.equal((await kept(rider)).scenario.rider.facts?.["drone-fit"], true);
    await rider.picks(rider.page.getByRole("radio", { name: lang === "zh" ? "不说" : "not said", exact: true }));
    await rider.hasAnswer();
    assert.equal((await kept(rider)).scenario.rider.facts?.["drone-fit"], undefined);
    await rider.hasNothingSticking();
  });
}

test("a healthy rider's answer opens the way", async (t) => {
  const rider = await planned(t, "one-question");
  await rider.page.locator(".plan-ask").first().getByRole("button", { name: "都没有", exact: true }).tap();
  await rider.hasPlan();
});

test("an open question is asked on the page of the goal, and is no refusal", async (t) => {
  const rider = await planned(t, "one-question");
  await rider.goes("#/goal/drone-pilot");
  await rider.sees("还差你一个回答");
  await rider.seesNot("走不到");
  await rider.page.locator(".goal-soonest").getByRole("button", { name: "都没有", exact: true }).tap();
  await rider.becomes(() => rider.reads(".goal-soonest"), /\d{4} 年 \d+ 月/);
  await rider.hasNothingSticking();
});

test("at the end of a slider the focus stays on the button, and the way back works", async (t) => {
  const rider = await planned(t, "station-head");
  const least = rider.page.locator(".slider-step").filter({ visible: true }).first();
  await least.waitFor();
  const slider = rider.page.locator(".slider").filter({ visible: true }).first();
  const value = () => slider.locator(".slider-input").evaluate((input) => [Number(input.value), Number(input.min)]);
  await least.focus();
  await rider.comes(async () => {
    const [now, end] = await value();
    if (now > end) await rider.presses("Enter");
    return now === end;
  }, "the end");
  const isHeld = () => least.evaluate((button) => document.activeElement === button);
  assert.ok(await isHeld());
  assert.equal(await least.getAttribute("aria-disabled"), "true");
  const before = await kept(rider);
  await rider.presses("Enter");
  assert.ok(await isHeld());
  assert.deepEqual((await kept(rider)).scenario, before.scenario, "at the end another press changes nothing");
  await rider.presses("Tab", "Tab", "Enter");
  await rider.comes(async () => (await value())[0] > (await value())[1], "one step back");
  assert.equal(await least.getAttribute("aria-disabled"), null);
});

test("a browser's own translation is asked to leave the page alone, in both languages", async (t) => {
  const rider = await planned(t, "station-head");
  const optsOut = () => rider.page.evaluate(() => document.documentElement.translate === false
    && document.querySelector('meta[name="google"]')?.content === "notranslate");
  assert.ok(await optsOut());
  await rider.page.locator(".shell-tool[lang]").tap();
  await rider.becomes(() => rider.page.evaluate(() => document.documentElement.lang), "en");
  assert.ok(await optsOut());
});

test("a number of the rider's own carries no source of somebody else's", async (t) => {
  const rider = await planned(t, "drone-at-forty");
  await rider.goes("#/cover/money");
  const field = rider.page.locator(".field:has(#cover-gross)");
  await field.locator("details.source").first().waitFor();
  const example = await rider.page.locator("#cover-gross").inputValue();
  await rider.page.locator("#cover-gross").fill("6100");
  await rider.becomes(() => field.locator("details.source").count(), 0);
  // The others still say whose example they are.
  assert.ok(await rider.page.locator(".field details.source").count() > 0);
  await rider.page.locator("#cover-gross").fill(example);
  await field.locator("details.source").first().waitFor();
});

test("a wheel over a number leaves the number as it is", async (t) => {
  const rider = await planned(t, "one-question");
  await unfolds(rider, "我说过的");
  const turnsOver = async (field) => {
    await field.scrollIntoViewIfNeeded();
    const before = await field.inputValue();
    await field.focus();
    const { x, y, width, height } = await field.boundingBox();
    await rider.page.mouse.move(x + width / 2, y + height / 2);
    await rider.page.mouse.wheel(0, 40);
    await rider.page.waitForTimeout(300);
    await field.blur();
    assert.equal(await field.inputValue(), before);
  };
  await turnsOver(rider.page.locator("#age"));
  assert.equal((await kept(rider)).scenario.rider.age, 35);
  await rider.page.locator("#age").fill("４１");
  await rider.page.locator("#age").blur();
  await rider.becomes(async () => (await kept(rider)).scenario.rider.age, 41);
  await rider.goes("#/cover/money");
  await turnsOver(rider.page.locator("#cover-gross"));
});
