// Looking things up: the directory of who trains, the second catalogue, search while typing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

const rows = (rider) => rider.page.locator(".who-item:visible .list-title").allInnerTexts();

test("who trains: by role, place and first letters, repeats folded, fetched only here", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  const asked = () => rider.requests.filter((url) => /directory|institutions|mingong/.test(url)).length;
  assert.equal(asked(), 0, "nothing of it belongs to the first load");
  await rider.taps("我的");
  await rider.taps("谁在教");
  await rider.sees(/488 个，按名单有 500 条/);
  await rider.becomes(asked, 2);
  const whole = await rows(rider);
  await rider.page.getByLabel("找学校").fill("wlygyl");
  await rider.page.waitForFunction(() => document.querySelector(".who-count > p").textContent.match(/^[1-9]\d? 个/));
  await rider.comes(async () => (await rows(rider)).some((name) => name.includes("物流与供应链")));
  await rider.page.getByLabel("找学校").fill("");
  await rider.page.getByLabel("岗位").selectOption({ label: "物流无人机飞手" });
  await rider.page.getByLabel("地方").selectOption("guangdong");
  await rider.sees("广州市工贸技师学院");
  await rider.seesNot("杭州萧山技师学院");
  const fold = rider.page.locator(".who-repeats > summary").first();
  await rider.page.getByLabel("地方").selectOption("");
  await rider.page.getByLabel("岗位").selectOption("");
  // What lies below the screen comes a moment later, and moves what a finger is about to tap.
  await rider.becomes(() => rows(rider), whole);
  await fold.click();
  await rider.sees(/名单第 \d+ 条/);
  await rider.hasNothingSticking();
});

test("who trains opens on a certificate: who holds it first, then schools by place", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/course/caac-vlos");
  await rider.page.locator("summary", { hasText: "还可以问谁" }).tap();
  await rider.page.getByRole("link", { name: "谁在教，去哪问" }).tap();
  await rider.sees(/中国民用航空局。问清/);
  await rider.becomes(() => rider.page.getByLabel("岗位").inputValue(), "drone-pilot");
  await rider.comes(async () => (await rows(rider)).includes("京东集团"));
  const names = await rows(rider);
  // Those of no one place come after those of the academy's province.
  assert.ok(names.indexOf("广州市工贸技师学院") < names.indexOf("京东集团"), names.join());
  await rider.hasNothingSticking();
  await rider.page.getByRole("link", { name: /怎么开始$/ }).tap();
  await rider.becomes(() => rider.page.url(), /#\/course\/caac-vlos$/);
});

test("the workers' school opens as a second catalogue, to look at and to ask about", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/courses");
  await rider.page.locator(".segmented-item", { hasText: "闵工学堂" }).click();
  await rider.sees("只能看，不能排进计划");
  await rider.page.locator("details.more > summary", { hasText: "筛选" }).click();
  await rider.page.locator(".chip", { hasText: "健康教育" }).click();
  await rider.taps("去掉筛选");
  await rider.page.locator(".chip", { hasText: "报道点名" }).click();
  await rider.sees("找到 18 项");
  await rider.page.locator(".courses-item a").first().click();
  await rider.sees("排不进计划");
  await rider.sees(/怎么给大家一起报名/);
});

test("courses are told apart by what one pays and by what is new, with the day it was found", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/courses");
  await rider.page.locator("details.more > summary", { hasText: "筛选" }).click();
  const chip = (name) => rider.page.locator(".chip", { hasText: name });
  const all = async (fits) => {
    // What lies below the screen is not drawn yet, but there.
    const cards = await rider.page.locator(".courses-item:visible").evaluateAll((list) => list.map((one) => one.textContent + (one.querySelector(".badge").hidden ? "" : "★")));
    return cards.length > 0 && cards.every(fits);
  };
  // A card says the cheapest way and the dearest.
  const fees = (card) => [...card.matchAll(/免费|¥([\d,]+)/g)].map(([, digits]) => Number((digits ?? "0").replace(",", "")));
  for (const [name, from, to] of [["1000 元以内", 1, 1000], ["1001 到 5000 元", 1001, 5000], ["5000 元以上", 5001, Infinity]]) {
    await chip(name).click();
    await rider.comes(() => all((card) => Math.min(...fees(card)) <= to && Math.max(...fees(card)) >= from), name);
    await chip(name).click();
  }
  await rider.sees(/报道点名的课（2025 年 12 月）/);
  await chip("报道点名").click();
  await rider.sees("找到 27 项");
  await rider.comes(() => all((card) => card.includes("★")), "each is marked");
  // Why it counts as new is one tap away.
  await rider.page.locator(".courses-item a").first().click();
  await rider.page.locator(".plan-source", { hasText: "报道点名" }).locator("summary").click();
  await rider.sees(/报道点名有这方面的(课|内容)|第一次招生/);
});

test("search keeps the focus, waits for the input method, and is there on the way back", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/courses");
  const field = rider.page.locator(".search-input");
  const count = rider.page.locator(".courses-count");
  const focused = () => field.evaluate((one) => one === document.activeElement);
  const first = rider.page.locator(".courses-item a").first();
  await field.click();
  const all = await count.innerText();
  await rider.page.keyboard.type("wrj");
  await rider.sees("无人机");
  assert.notEqual(await count.innerText(), all);
  assert.ok(await focused(), "typing keeps the focus");
  // Who does not see the number hears it once typing has stopped.
  const heard = () => rider.page.locator("p.hidden-words[role=status]").textContent();
  await rider.comes(async () => await heard() === await count.innerText(), "the number found, said aloud");
  await rider.page.getByRole("button", { name: "清空" }).click();
  assert.equal(await count.innerText(), all);
  assert.ok(await focused(), "so does emptying the field");

  // Where nothing is found, nothing of the last answer is left to see.
  await rider.page.keyboard.type("wrjqq");
  await rider.sees("找到 0 项");
  assert.equal(await rider.page.locator(".courses-item:visible").count(), 0);
  await rider.page.getByRole("button", { name: "清空" }).click();
  await rider.becomes(() => count.innerText(), all);

  // While an input method composes, its letters are not the word meant.
  const keys = await rider.page.context().newCDPSession(rider.page);
  await keys.send("Input.imeSetComposition", { text: "zzzz", selectionStart: 4, selectionEnd: 4 });
  assert.equal(await count.innerText(), all);
  await keys.send("Input.insertText", { text: "无人机" });
  await rider.page.waitForFunction((all) => document.querySelector(".courses-count").textContent !== all, all);
  assert.match(await first.innerText(), /^无人机/);

  // The results below the screen come after those on it, and are those of the last word.
  await rider.page.waitForFunction(() => [...document.querySelectorAll(".courses-item:not([hidden]) .card-title")].every((one) => one.textContent.includes("无人机")));
  const found = await count.innerText();
  await first.click();
  await rider.sees("所有课程");
  await rider.page.goBack();
  await rider.sees(found);
  assert.equal(await field.inputValue(), "无人机");
  assert.match(await first.innerText(), /^无人机/);
});

test("a longer list is as long on the way back, and a tap right after a key goes where the words say", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/courses");
  const cards = rider.page.locator(".courses-item:visible");
  await rider.page.locator(".results-more").click();
  await rider.becomes(() => cards.count(), 24);
  await cards.nth(15).locator("a").click();
  await rider.sees("所有课程");
  await rider.page.goBack();
  await rider.becomes(() => cards.count(), 24);

  // The field has heard its first event, and the search is rehearsed.
  const field = rider.page.locator(".search-input");
  await field.click();
  await rider.page.waitForTimeout(300);
  assert.equal(await cards.count(), 24);
  // In one go: nothing follows in between.
  const said = await rider.page.evaluate(() => {
    const field = document.querySelector(".search-input");
    field.value = "wrj";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const link = document.querySelector(".courses-item a");
    link.click();
    return link.textContent;
  });
  assert.match(said, /无人机/);
  await rider.comes(async () => (await rider.page.locator("h1").innerText()) === said, "the course that the words said");
});
