// The situations of people the planner is for, each on a phone, from the first tap to the answer of
// what they worry about.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

// Opens the page in a situation and waits for its answer.
async function as(t, id, hash = "") {
  const { name } = situations.find((one) => one.id === id);
  const rider = await someone(t);
  await rider.opens();
  const folded = rider.page.locator("details.more > summary").first();
  await rider.thing(name.zh).or(folded).first().waitFor();
  if (!(await rider.thing(name.zh).isVisible())) await folded.click();
  await rider.taps(name.zh);
  rider.answered = await rider.hasAnswer();
  if (hash) await rider.goes(hash);
  return rider;
}

// The text of the screen as it is read, folded parts too.
const said = (rider) => rider.page.locator("#main").evaluate((main) => main.textContent);

test("forty, insured, keeps a family, wants to fly: a way that keeps pay and cover, with its flags", async (t) => {
  const rider = await as(t, "drone-at-forty");
  assert.match(rider.answered, /^plan: .*飞手/, "age is no refusal");
  const steps = await rider.becomes(() => said(rider), /执照/);
  assert.doesNotMatch(steps, /辞职|年龄太大/);
  await rider.goes("#/evidence");
  await rider.sees("这条路的黄牌和红牌");
  await rider.sees("没有查到这个岗位要多少人");
  await rider.goes("#/goal/drone-pilot");
  // Nothing of it is asked for by riding: said kindly, and where it is taught.
  await rider.page.locator("summary", { hasText: /5 项本事都是新学的/ }).tap();
  await rider.sees("不用先会。每项去哪学，写在下面。");
  await rider.goes("#/goal/logistics-analyst");
  await rider.page.locator("summary", { hasText: /4 项本事都是新学的/ }).tap();
  await rider.sees(/路上用得上你会的：.*路线规划/);
  await rider.goes("#/cover");
  await rider.sees("签了劳动合同，单位就要依法缴社保");
});

test("young, sees no ladder: every rung by name, both lanes, and a degree beside them", async (t) => {
  const rider = await as(t, "young-no-ladder");
  assert.match(rider.answered, /^plan: .*站长/);
  await rider.becomes(() => said(rider), /队长/);
  await rider.goes("#/record");
  await rider.sees("两条路，一样高");
  await rider.goes("#/schooling");
  await rider.sees("你在这里");
  await rider.page.locator("summary", { hasText: "现代物流管理（三年制大专）" }).click();
  await rider.sees(/还有 \d+ 天/);
  await rider.taps("和我的目标一起走");
  assert.match(await rider.hasAnswer(), /^plan/);
  await rider.becomes(() => said(rider), /现代物流管理/);
  await rider.becomes(() => said(rider), /站长/);
});

test("a team leader aims for the top: the manager lane ends at city manager, and says how rare that is", async (t) => {
  const rider = await as(t, "leader-to-city");
  assert.match(rider.answered, /城市经理/);
  await rider.becomes(() => said(rider), /站长/);
  await rider.goes("#/evidence");
  await rider.sees(/86%/);
  await rider.sees("不是“骑手有 86% 的机会”");
});

test("a degree somebody else pays: the sponsored way is there, and what it asks", async (t) => {
  const rider = await as(t, "degree-from-junior");
  assert.match(rider.answered, /^plan: .*大专/);
  await rider.goes("#/schooling");
  await rider.page.locator("summary", { hasText: "8 条路" }).click();
  await rider.page.locator("summary", { hasText: "国家开放大学：物流管理专科" }).click();
  await rider.sees("平台资助");
  await rider.sees("平台或公司批准出钱让你读这个学历了吗");
});

test("three children, no insurance: cover is the goal, and roles are ranked by it", async (t) => {
  const rider = await as(t, "cover-first", "#/cover");
  await rider.taps("算算哪个最快");
  assert.match(await rider.hasAnswer(), /^plan: .*可以当上/, "one role is the answer, not a list");
  await rider.goes("#/cover/choose");
  await rider.page.locator("summary", { hasText: "自己调轻重" }).click();
  const set = async (id, key) => {
    await rider.page.locator(`#weigh-${id}`).focus();
    await rider.page.locator(`#weigh-${id}`).press(key);
  };
  const first = () => rider.page.locator(".cover-rank h3").first().innerText();
  for (const id of ["injury", "medical", "pension", "time"]) await set(id, "Home");
  await set("cash", "End");
  const byCash = await first();
  await set("cash", "Home");
  for (const id of ["injury", "medical", "pension"]) await set(id, "End");
  await rider.comes(async () => await first() !== byCash, "another order, by what one cares for");
  await rider.becomes(() => rider.page.locator(".cover-rank").first().getByText("管", { exact: true }).count(), 3);
});

test("fifty-two, short courses only: no dead end, and what is only announced says so", async (t) => {
  const rider = await as(t, "short-at-fifty-two");
  assert.match(rider.answered, /^plan/);
  assert.doesNotMatch(await rider.reads(".timeline"), /三年制/);
  await rider.goes("#/cover");
  await rider.sees("“稳定兼职”没有定义。");
  await rider.sees(/说了，还没有细则/);
  await rider.goes("#/cover/choose");
  await rider.page.locator(".segmented-item", { hasText: "50 岁以上" }).locator("input:checked").waitFor({ state: "attached" });
});

test("part-time, cash now, will not stay: online, nationwide, nothing to pay first", async (t) => {
  const rider = await as(t, "cash-now");
  assert.match(rider.answered, /^plan: .*互联网营销师/);
  assert.doesNotMatch(await said(rider), /三年制|广东户口/);
  await rider.goes("#/course/internet-marketer-l5");
  await rider.sees("全国认");
  await rider.sees("考一次，得两证");
  await rider.goes("#/evidence");
  await rider.taps("第二技能");
  await rider.sees("102 人没有开号");
});

test("a station head brings up a leader: what the rung gives, on one sheet to talk over", async (t) => {
  const rider = await as(t, "station-head");
  assert.match(rider.answered, /^plan: .*队长/);
  await rider.goes("#/goal/team-leader");
  await rider.sees("¥7,700");
  await rider.sees("现行规定");
  await rider.goes("#/share");
  const sheet = () => rider.page.locator(".leaflet").evaluate((page) => page.textContent);
  for (const words of ["明白纸", "多少钱", "得什么证", "问谁", "工会和暖心驿站", "双选会"]) await rider.becomes(sheet, new RegExp(words));
});

test("only passing through: what pays back first, and what it is worth after leaving", async (t) => {
  const rider = await as(t, "first-year");
  assert.match(rider.answered, /^plan: .*五级/);
  await rider.goes("#/course/rider-l5");
  await rider.sees("全国认");
  await rider.goes("#/goal/team-leader");
  await rider.page.locator(".action-bar .button").click();
  await rider.hasAnswer();
  await rider.goes("#/cover/money");
  await rider.sees(/个月挣回来|挣不回来|不用花钱/);
});
