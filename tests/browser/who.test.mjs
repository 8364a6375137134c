// Looking things up: the directory of who trains, the second catalogue, search while typing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

const rows = (rider) => rider.page.locator(".who-item .list-title").allInnerTexts();

test("who trains: by role, place and first letters, repeats folded, fetched only here", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  const asked = () => rider.requests.filter((url) => /directory|institutions|mingong/.test(url)).length;
  assert.equal(asked(), 0, "nothing of it belongs to the first load");
  await rider.taps("我的");
  await rider.taps("谁在教");
  await rider.sees(/488 个，按名单有 500 条/);
  await rider.becomes(asked, 2);
  await rider.page.getByLabel("找学校").fill("wlygyl");
  await rider.page.waitForFunction(() => document.querySelector(".who-count [role=status]").textContent.match(/^[1-9]\d? 个/));
  await rider.comes(async () => (await rows(rider)).some((name) => name.includes("物流与供应链")));
  await rider.page.getByLabel("找学校").fill("");
  await rider.page.getByLabel("岗位").selectOption({ label: "物流无人机飞手" });
  await rider.page.getByLabel("地方").selectOption("guangdong");
  await rider.sees("广州市工贸技师学院");
  await rider.seesNot("杭州萧山技师学院");
  const fold = rider.page.locator(".who-repeats > summary").first();
  await rider.page.getByLabel("地方").selectOption("");
  await rider.page.getByLabel("岗位").selectOption("");
  await fold.click();
  await rider.sees(/名单第 \d+ 条/);
  await rider.hasNothingSticking();
});

test("the workers' school opens as a second catalogue, to look at and to ask about", async (t) => {
  const rider = await someone(t);
  await rider.opens("#/courses");
  await rider.page.locator(".segmented-item", { hasText: "闵工学堂" }).click();
  await rider.sees("只能看，不能排进计划");
  await rider.page.locator("details.more > summary", { hasText: "筛选" }).click();
  await rider.page.locator(".chip", { hasText: "健康教育" }).click();
  await rider.taps("去掉筛选");
  await rider.page.locator(".chip", { hasText: "新开" }).click();
  await rider.sees("找到 18 项");
  await rider.page.locator(".courses-item a").first().click();
  await rider.sees("排不进计划");
  await rider.sees(/怎么给大家一起报名/);
});
