// Comparing: cards on a phone, a table on a desk, up to four plans, none called as another.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";
import { letters, withPlan } from "./harness/screens.mjs";

const [{ name }] = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const book = JSON.parse(readFileSync(join(dist, "catalogue/modern-rider-academy.json"), "utf8"));
const titles = (rider) => rider.page.locator(".compare-title").allInnerTexts();
const wide = (rider) => rider.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

// The goals with the longest names beside the plan at hand.
async function four(rider, lang) {
  const longest = book.roles.map((role) => role.name[lang]).sort((a, b) => b.length - a.length);
  await rider.goes("#/compare");
  for (let count = 2; count <= 4; count += 1) {
    const chips = rider.page.locator(".compare-beside .chip");
    await chips.first().waitFor();
    const offered = (await chips.allInnerTexts()).map((text) => text.trim());
    const next = longest.find((one) => offered.includes(one));
    await chips.filter({ hasText: next }).first().click();
    await rider.becomes(async () => (await titles(rider)).length, count);
  }
  await rider.page.waitForFunction(() => !/在算|working(?! on)/.test(document.querySelector("#main section").innerText));
}

for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  for (const width of [320, 360]) {
    test(`four plans fit a phone of ${width} pixels, each card with a name of its own (${lang})`, async (t) => {
      const rider = await someone(t, { lang: tag, size: { width, height: 640 } });
      await withPlan(rider, name[lang]);
      await four(rider, lang);
      for (const size of ["100%", "200%"]) {
        await letters(rider, size);
        assert.equal(await wide(rider), 0, `the page is wider than the screen at ${size}`);
      }
      await letters(rider, "");
      const all = await titles(rider);
      assert.equal(new Set(all).size, 4, `twins: ${all}`);
      // Each card fits the screen, and the next one's edge is in sight.
      const cards = await rider.page.locator(".compare-card").evaluateAll((each) => each.map((one) => one.getBoundingClientRect().width));
      assert.ok(cards.every((one) => one < width - 20 && one > width * 0.6), `cards of ${cards}`);
      // The focus came to the last, and with it the screen.
      await rider.comes(() => rider.page.evaluate((width) => {
        const { left, right } = document.activeElement.getBoundingClientRect();
        return document.activeElement.matches(".compare-title") && left >= 0 && right <= width;
      }, width), "the card put beside in sight");
      // What each is best in is said in words, and nothing is best twice without being equal.
      const best = await rider.page.locator(".compare-best").allInnerTexts();
      assert.ok(best.length >= 1 && best.every((text) => text.trim()));
    });
  }

  test(`on a desk four plans stand in a table that fits (${lang})`, async (t) => {
    for (const [width, height] of [[768, 1024], [1440, 900]]) {
      const rider = await someone(t, { lang: tag, size: { width, height } });
      await withPlan(rider, name[lang]);
      await four(rider, lang);
      assert.equal(await rider.page.locator(".compare-table thead th").count(), 5);
      const scroll = await rider.page.locator(".table-wrap").first().evaluate((wrap) => wrap.scrollWidth - wrap.clientWidth);
      assert.ok(scroll <= 0, `the table is ${scroll} px wider than its room at ${width}`);
      assert.equal(await wide(rider), 0);
      assert.equal(new Set(await titles(rider)).size, 4);
    }
  });
}

test("a copy says that it is the same until something is changed, and then what is different", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  await rider.goes("#/compare");
  await rider.taps(/^再留一份/);
  await rider.sees("一模一样");
  const [first, second] = await titles(rider);
  assert.notEqual(first, second);
  await rider.taps(/^最省钱/);
  await rider.becomes(async () => (await titles(rider)).map((one) => /最快|最省钱/.exec(one)?.[0]).sort(), ["最快", "最省钱"].sort());
  await rider.seesNot("一模一样");
});

test("from a plan another goal is beside it in two taps", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  await rider.taps("和别的目标比一比");
  await rider.page.locator(".compare-beside .chip").first().tap();
  await rider.becomes(async () => (await titles(rider)).length, 2);
});

test("a card is renamed, and goes by the rider's name from then on", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  await four(rider, "zh");
  await rider.page.locator(".compare-card").nth(1).locator("summary", { hasText: "改名" }).tap();
  await rider.page.locator("#name-1").fill("便宜的走法");
  await rider.page.locator("#name-1").blur();
  await rider.becomes(async () => (await titles(rider))[1], "便宜的走法");
});

// What a comparison is sent by, as the share sheet of the device gets it.
async function withShareSheet(t, lang = "zh") {
  const rider = await someone(t, { lang: lang === "zh" ? "zh-CN" : "en-GB" });
  await rider.page.addInitScript(() => {
    window.shared = [];
    navigator.share = async (data) => { window.shared.push(data); };
  });
  await withPlan(rider, name[lang]);
  return rider;
}

const kept = (person) => person.page.evaluate(() => {
  window.dispatchEvent(new Event("blur"));
  return localStorage.getItem("qitu.draft") ?? "";
});
// Every plan of the comparison is worked out.
const worked = (person) => person.page.waitForFunction(() => {
  const all = document.querySelector("#main section:has(.compare-title)");
  return all && !/在算|working(?! on)/.test(all.innerText);
});

test("three plans are beside one another in four taps, and sent in two", async (t) => {
  const rider = await withShareSheet(t);
  await rider.taps("和别的目标比一比");
  for (let count = 2; count <= 3; count += 1) {
    await rider.page.locator(".compare-beside .chip").first().tap();
    await rider.becomes(async () => (await titles(rider)).length, count);
  }
  // One tap here, and one in the device's own sheet.
  await rider.taps("发给别人");
  await rider.comes(() => rider.page.evaluate(() => window.shared.length === 1), "the share sheet");
  const link = await rider.page.evaluate(() => window.shared[0].url);
  assert.ok(link.length < 2000, `${link.length} letters`);
  assert.equal(link.split("#p=")[1].split(".").length, 3);
});

test("a comparison sent opens read only, and a plan of it is taken by a tap", async (t) => {
  const rider = await withShareSheet(t);
  await four(rider, "zh");
  const own = await titles(rider);
  await rider.taps("发给别人");
  await rider.comes(() => rider.page.evaluate(() => window.shared.length === 1), "the share sheet");
  const link = await rider.page.evaluate(() => window.shared[0].url);

  for (const size of [{ width: 320, height: 640 }, { width: 1440, height: 900 }]) {
    const friend = await someone(t, { size });
    await friend.page.goto(link);
    await friend.isOpen();
    await friend.sees("别人发来的对比");
    await worked(friend);
    assert.deepEqual(await titles(friend), own);
    for (const letter of ["100%", "200%"]) {
      await letters(friend, letter);
      assert.equal(await wide(friend), 0, `wider than the screen at ${letter}`);
    }
    await letters(friend, "");
    assert.equal(await friend.page.locator("summary", { hasText: "改名" }).count(), 0, "nothing of it can be changed");
    assert.doesNotMatch(await kept(friend), /scenario/, "a look keeps nothing");
    const take = friend.page.getByRole("button", { name: /^我也走这条/ });
    assert.equal(await take.count(), 4);
    await take.nth(1).click();
    await friend.hasAnswer();
    await friend.becomes(async () => JSON.parse(await kept(friend)).cases.length, 1);
    // The same link again knows that plan, and adds no twin.
    await friend.page.goto("about:blank");
    await friend.page.goto(link);
    await friend.isOpen();
    await friend.sees("打开我的这一份");
    await friend.taps(/^打开我的这一份/);
    await friend.hasAnswer();
    assert.equal(JSON.parse(await kept(friend)).cases.length, 1);
  }

  // Cut on the way: what is whole opens, and the rest is said to be missing.
  const friend = await someone(t);
  await friend.page.goto(link.slice(0, -9));
  await friend.isOpen();
  await friend.sees("只读出 3 份方案");
});

test("what the sender keeps to themself is not in the link, and what it made possible is not called impossible", async (t) => {
  const rider = await withShareSheet(t);
  await rider.taps("和别的目标比一比");
  await rider.page.locator(".compare-beside .chip").first().tap();
  await worked(rider);
  const weeks = await rider.page.locator(".compare-terms dd").first().innerText();
  await rider.taps("发给别人");
  await rider.comes(() => rider.page.evaluate(() => window.shared.length === 1), "the share sheet");
  const link = await rider.page.evaluate(() => window.shared[0].url);
  const friend = await someone(t);
  await friend.page.goto(link);
  await friend.isOpen();
  await worked(friend);
  const seen = await friend.page.locator(".compare-terms dd").first().innerText();
  assert.equal(seen.split("·")[0].trim(), weeks.split("·")[0].trim());
});

test("two ways of asking that lead to the same steps say so", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  await rider.goes("#/compare");
  await rider.taps(/^再留一份/);
  await rider.sees("一模一样");
  // A window that closes soon after a change leaves a copy beside the draft.
  await rider.page.waitForTimeout(1500);
  await rider.page.evaluate(() => {
    const draft = JSON.parse(localStorage.getItem("qitu.draft"));
    draft.cases[1].scenario.budget = 99_000;
    localStorage.setItem("qitu.draft", JSON.stringify(draft));
  });
  await rider.reloads();
  await rider.sees("同样的步骤");
  await rider.seesNot("一模一样");
});
