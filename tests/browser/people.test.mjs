// The situations of people the planner is for, each on a phone, from the first tap to the answer of
// what they worry about.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

// What riders worry about, as docs/systems.md lists it; each is answered in a journey here.
const worries = readFileSync(join(import.meta.dirname, "../../docs/systems.md"), "utf8")
  .split("## What riders worry about")[1].split("\n")
  .filter((line) => line.includes("`#/")).map((line) => line.slice(2).split(" | ")[0]);
const answered = new Set();
const answers = (worry) => {
  assert.ok(worries.includes(worry), `${worry} is no row of docs/systems.md`);
  answered.add(worry);
};

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
  await rider.sees(/健康证 2027 年 \d+ 月 \d+ 日到期，该续了/);
  await rider.sees(/同一本执照上还有：无人机操控员执照（小型，视距内）（现行规定）/);
  answers("Am I too old?");
  await rider.goes("#/evidence");
  await rider.sees("这条路的黄牌和红牌");
  await rider.sees("没有查到这个岗位要多少人");
  await rider.sees("找不到活");
  answers("Much praised, and weak");
  await rider.goes("#/goal/drone-pilot");
  // Nothing of it is asked for by riding: said kindly, and where it is taught.
  await rider.page.locator("summary", { hasText: /要求的 5 项技能，你都还没有/ }).tap();
  await rider.sees("不用先学会。每项去哪学，写在下面。");
  // From who hires to where one works: a missing link is said, and who assesses.
  await rider.sees("没查到要多少人");
  await rider.sees(/无人机驾驶员五级（物流方向） \+ 物流无人机航线上岗证/);
  await rider.seesNot("执照（小型，超视距等级） + ");
  // What the plan's licence brings along needs no exam of its own, and none is offered.
  await rider.goes("#/course/caac-vlos");
  await rider.sees(/计划里的“无人机操控员执照（小型，超视距等级）”已经包含它，不用另外考/);
  assert.equal(await rider.page.getByRole("button", { name: "放进我的计划" }).count(), 0);
  await rider.goes("#/course/caac-bvlos");
  await rider.sees("谁来考、谁发证");
  await rider.sees("中国民用航空局");
  answers("The certificate will be worth nothing");
  await rider.goes("#/goal/logistics-analyst");
  await rider.page.locator("summary", { hasText: /要求的 4 项技能，你都还没有/ }).tap();
  await rider.sees(/路上用得上你会的：.*路线规划/);
  await rider.goes("#/evidence");
  await rider.sees(/2024 年前三季度，全国规模以上智能无人机制造增加值增长 56.4%/);
  answers("Shall I be replaced?");
  await rider.goes("#/cover");
  await rider.sees("签了劳动合同，单位就要依法缴社保");
  // Which support applies is judged; what is missing is said.
  await rider.goes("#/cover/subsidies");
  const rule = rider.page.locator(".card", { hasText: "广东职业技能提升补贴" }).first();
  await rider.becomes(() => rule.innerText(), /现在不符合条件[\s\S]*要有这些：[\s\S]*无人机装调检修工五级/);
});

test("young, sees no ladder: every rung by name, both lanes, and a degree beside them", async (t) => {
  const rider = await as(t, "young-no-ladder");
  assert.match(rider.answered, /^plan: .*站长/);
  await rider.becomes(() => said(rider), /队长/);
  // Every rung by name, in order, the one next step, what is asked and what of it is there.
  const rungs = async () => (await rider.page.locator('.timeline-item[data-kind="role"] .timeline-title').allInnerTexts()).map((one) => one.trim());
  await rider.comes(async () => (await rungs()).at(-1) === "站长" && (await rungs()).length > 1, "a rung before the last");
  const first = rider.page.locator(".timeline-item").first();
  await rider.becomes(() => first.innerText(), /第 1 周/);
  await rider.goes("#/goal/station-manager");
  await rider.sees(/\d+ 项要求，已具备 \d+ 项/);
  await rider.becomes(() => rider.page.locator(".goal-soonest").innerText(), /最快\s+20\d\d 年 \d+ 月 · \d+ 周/);
  answers("The way up is unclear");
  await rider.goes("#/record");
  await rider.sees("两条路，一样高");
  await rider.goes("#/schooling");
  await rider.sees("你在这里");
  await rider.page.locator("summary", { hasText: "现代物流管理（三年长期班）" }).click();
  await rider.sees(/还有 \d+ 天/);
  await rider.taps("和我的目标一起走");
  assert.match(await rider.hasAnswer(), /^plan/);
  await rider.becomes(() => said(rider), /现代物流管理/);
  await rider.becomes(() => said(rider), /站长/);
  await rider.sees(/共 \d+ 步 · 1 个文凭/);
  answers("My schooling is low");
  // Nothing of it is a black box: why this date, and every step may be left out.
  await rider.page.locator("summary", { hasText: "为什么是这个日子" }).tap();
  await rider.sees("这几步没有余地");
  const steps = () => rider.page.locator(".timeline-title").allInnerTexts();
  const before = await steps();
  await rider.page.locator(".timeline-title a").first().tap();
  await rider.hasSheet(true);
  await rider.sees("为什么有这一步");
  await rider.taps("不学这一项");
  await rider.hasSheet(false);
  await rider.hasAnswer();
  await rider.comes(async () => (await steps())[0] !== before[0], "the step left out is gone");
  answers("Why should I believe it?");
});

test("a team leader aims for the top: the manager lane ends at city manager, and says how rare that is", async (t) => {
  const rider = await as(t, "leader-to-city");
  assert.match(rider.answered, /城市经理/);
  await rider.becomes(() => said(rider), /站长/);
  // Nothing is left to study for months: it says what one does then.
  assert.match(await rider.page.locator('.timeline-item[data-kind="wait"]').last().innerText(), /这段时间当站长，没有要学的/);
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
  await rider.goes("#/cover");
  await rider.sees("五种保险，管的不一样");
  await rider.sees("职业伤害保障 — 工作中受伤");
  answers("What if I fall ill or crash?");
  await rider.goes("#/cover/choose");
  await rider.page.locator("summary", { hasText: "自己调轻重" }).click();
  const set = async (id, key) => {
    await rider.page.locator(`#weigh-${id}`).focus();
    await rider.page.locator(`#weigh-${id}`).press(key);
  };
  const first = () => rider.page.locator(".cover-rank h3").first().innerText();
  const weight = (id) => rider.page.locator(`#weigh-${id}`).inputValue();
  await rider.picks(rider.page.getByRole("radio", { name: "35 岁以下" }));
  const young = [await weight("injury"), await weight("pension")];
  await rider.picks(rider.page.getByRole("radio", { name: "50 岁以上" }));
  await rider.comes(async () => Number(await weight("pension")) > Number(young[1]), "the old care more for a pension");
  await rider.comes(async () => Number(await weight("injury")) < Number(young[0]), "the young for being hurt");
  for (const id of ["injury", "medical", "pension", "time"]) await set(id, "Home");
  await set("cash", "End");
  const byCash = await first();
  await set("cash", "Home");
  for (const id of ["injury", "medical", "pension"]) await set(id, "End");
  await rider.comes(async () => await first() !== byCash, "another order, by what one cares for");
  await rider.becomes(() => rider.page.locator(".cover-rank").first().getByText("有保障", { exact: true }).count(), 3);
  answers("Young and old need different things");
  // Who pays each yuan: the share nobody knows is the rider's to set, and the sum follows.
  await rider.goes("#/cover/money");
  const share = rider.page.locator(".cover-fields > *", { hasText: "公司的那份转到我头上多少" });
  await share.locator("summary").first().click();
  await rider.sees(/没有数字，自己设/);
  const home = () => rider.page.locator(".cover-results .figure-value").first().innerText();
  const all = await home();
  await rider.page.getByLabel(/公司的那份转到我头上多少/).first().fill("50");
  await rider.comes(async () => Number.parseInt(await home(), 10) < Number.parseInt(all, 10), "half of the employer's share is the rider's");
  answers("In the end I pay the employer's part");
});

test("fifty-two, short courses only: no dead end, and what is only announced says so", async (t) => {
  const rider = await as(t, "short-at-fifty-two");
  assert.match(rider.answered, /^plan/);
  assert.doesNotMatch(await rider.reads(".timeline"), /三年制/);
  await rider.goes("#/cover");
  await rider.sees("“稳定兼职”没有定义。");
  answers("Full-time or stable part-time?");
  await rider.sees(/已宣布，细则未出/);
  await rider.sees(/正在执行 · 20\d\d-\d\d/);
  answers("Will they keep the promise?");
  await rider.goes("#/cover/choose");
  await rider.page.locator(".segmented-item", { hasText: "50 岁以上" }).locator("input:checked").waitFor({ state: "attached" });
  // Nobody sees it: nothing was sent, and one button takes all of it away.
  assert.deepEqual(rider.requests.filter((url) => !url.startsWith(new URL(rider.address).origin)), []);
  await rider.goes("#/backup");
  await rider.taps("全部删除");
  await rider.sees("真的全部删除？");
  await rider.page.getByRole("button", { name: "删除", exact: true }).tap();
  await rider.sees("已经全部删除");
  await rider.becomes(() => rider.page.evaluate(() => Object.keys(localStorage)), []);
  await rider.goes("#/plan");
  await rider.sees("还没有计划");
  answers("Who sees what I enter?");
});

test("part-time, cash now, will not stay: online, nationwide, nothing to pay first", async (t) => {
  const rider = await as(t, "cash-now");
  assert.match(rider.answered, /^plan: .*互联网营销师/);
  assert.doesNotMatch(await said(rider), /三年制|广东户口/);
  // Time: a date within one's own hours, and the orders they cost, which the rider sets.
  await rider.goes("#/week");
  const lost = () => rider.page.locator(".week-cost p").first().innerText();
  const now = await rider.becomes(lost, /如果这些时间本来都在跑单：这一周少挣 ¥\d+/);
  await rider.taps("+ 跑一小时大约到手");
  await rider.comes(async () => await lost() !== now, "what an hour brings changes what is lost");
  answers("I have no time");
  // Cash: what the plan costs comes back, or does not, by the role it leads to.
  await rider.goes("#/cover/money");
  await rider.sees("短视频带货主播");
  await rider.sees(/个月挣回来|挣不回来/);
  answers("I need the cash now");
  await rider.goes("#/course/internet-marketer-l5");
  await rider.sees("全国认");
  await rider.sees("考一次，得两本证");
  await rider.goes("#/course/food-safety-manager");
  await rider.sees("只有本单位认");
  answers("I move between cities");
  await rider.goes("#/evidence");
  await rider.sees("“短视频带货主播”这条路的黄牌和红牌");
  await rider.taps("第二技能");
  await rider.sees("150 人里也有学家电维修的，不能算成开号的比例");
  await rider.seesNot("102 人");
});

test("a station head brings up a leader: what the rung gives, on one sheet to talk over", async (t) => {
  const rider = await as(t, "station-head");
  assert.match(rider.answered, /^plan: .*队长/);
  await rider.goes("#/goal/team-leader");
  await rider.sees("¥7,400");
  await rider.sees("正在执行");
  await rider.goes("#/share");
  const sheet = () => rider.page.locator(".leaflet").evaluate((page) => page.textContent);
  for (const words of ["明白纸", "多少钱", "得什么证", "问谁", "工会和暖心驿站", "双选会"]) await rider.becomes(sheet, new RegExp(words));
});

test("only passing through: what pays back first, and what it is worth after leaving", async (t) => {
  const rider = await as(t, "first-year");
  assert.match(rider.answered, /^plan: .*五级/);
  await rider.goes("#/course/rider-l5");
  await rider.sees("全国认");
  await rider.sees("长期有效");
  answers("It is only a stop-gap");
  await rider.goes("#/goal/team-leader");
  await rider.page.locator(".action-bar .button").click();
  await rider.hasAnswer();
  await rider.goes("#/cover/money");
  await rider.sees(/个月挣回来|挣不回来|不用花钱/);
});

test("no schooling record: what the plan's certificate brings back, and what is left to pay", async (t) => {
  const rider = await as(t, "no-school-record", "#/cover/subsidies");
  await rider.sees(/这项补贴如果还在，你的计划能领 ¥1,000。计划没有把它减掉，先打 12333 问。/);
  await rider.goes("#/share");
  await rider.becomes(() => rider.page.locator(".leaflet").evaluate((page) => page.textContent), /广东职业技能提升补贴 · ¥1,000 · 现在还有没有，没有查到/);
});

test("each worry that the documentation lists has been answered in a journey", () => {
  assert.equal(worries.length, 17);
  assert.deepEqual(worries.filter((worry) => !answered.has(worry)), []);
});
