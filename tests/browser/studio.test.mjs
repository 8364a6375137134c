// Academy staff open what their own programs save, and hear what a file is when it is none.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

const table = "名称\t费用\t学时\n夜间骑行实训\t300\t8\n";
// 名称,费用,学时 / 夜间骑行实训,300,8 as Chinese spreadsheet programs save it: GB18030.
const gb18030 = Buffer.from("c3fbb3c62cb7d1d3c32cd1a7cab10ad2b9bce4c6efd0d0cab5d1b52c3330302c380a", "hex");
const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(table, "utf16le")]);
const workbook = Buffer.concat([Buffer.from("PK\u0003\u0004\u0014\u0000\u0000\u0000"), Buffer.alloc(4000, 7)]);

async function atDesk(t) {
  const staff = await someone(t, { size: { width: 1440, height: 900 } });
  await staff.opens("#/studio");
  await staff.rests();
  const desk = () => staff.page.locator("#studio-text").inputValue();
  const opens = (name, buffer) => staff.page.setInputFiles('input[type="file"]', { name, mimeType: "text/csv", buffer });
  return { staff, desk, opens };
}

for (const [name, file] of [["UTF-8", Buffer.from(table)], ["GB18030", gb18030], ["UTF-16", utf16]]) {
  test(`a table saved as ${name} grows the catalogue`, async (t) => {
    const { staff, desk, opens } = await atDesk(t);
    await opens("table.csv", file);
    await staff.sees("没有发现问题");
    assert.match(await desk(), /夜间骑行实训/);
  });
}

test("a table that says no hours is told, and its course is left off every plan until they are known", async (t) => {
  const { staff, desk, opens } = await atDesk(t);
  await opens("table.csv", Buffer.from("名称\t费用\n夜间骑行实训\t面议\n"));
  await staff.sees("还不知道：费用、学时");
  await staff.sees("第 2 行");
  assert.match(await desk(), /"unknown"/);
  assert.match(await desk(), /面议/);
  // The check of what is now on the desk says it too.
  await staff.taps("检查");
  await staff.sees("还不知道：费用、学时");
});

test("cells alike are asked about once, and one answer reads them all", async (t) => {
  const { staff, desk, opens } = await atDesk(t);
  const rows = Array.from({ length: 24 }, (_, at) => `夜间课${at},${at % 2 ? "5天" : "8"},${at % 4 ? "300" : "面议"},${at ? "做骑手满半年" : "天书证"},王老师`);
  await opens("table.csv", Buffer.from(`课程名称,学时,学费,先修课程,主讲教师\n${rows.join("\n")}\n`));
  const asked = staff.page.locator(".studio-problem:has(input)");
  await staff.becomes(() => asked.count(), 4);
  await staff.sees("12 处");
  await staff.sees(/第 3、5、7、9、11、13、15、17… 行/);
  const about = (words) => asked.filter({ hasText: words });
  await about("5天").locator("input").fill("40");
  await about("天书证").locator("input").fill("健康证 或 骑手满6个月");
  await about("面议").getByRole("button").click();
  await about("主讲教师").getByRole("button").click();
  await staff.taps("按回答重新读表");
  await staff.becomes(() => asked.count(), 0);
  const course = async (name) => JSON.parse(await desk()).courses.find((one) => one.name.zh === name);
  assert.equal((await course("夜间课1")).offers[0].hours, 40);
  assert.equal((await course("夜间课23")).offers[0].hours, 40);
  assert.deepEqual((await course("夜间课0")).needs.any[0], { certificate: "health" });
  assert.deepEqual((await course("夜间课5")).needs, { tenure: "rider", months: 6 });
  // What nobody knows stays unknown, and says so.
  assert.deepEqual((await course("夜间课4")).offers[0].unknown, ["fee"]);
  await staff.sees("还不知道：费用");
  await staff.page.locator("summary", { hasText: "条件读成了什么" }).click();
  await staff.sees("做骑手满半年 → 骑手满6个月");
  // An answer is taken back, and its cells are asked about again.
  await staff.page.locator("summary", { hasText: "已经回答的" }).click();
  await staff.page.locator(".studio-problem").filter({ hasText: "“5天” → 40" }).getByRole("button").click();
  await staff.becomes(() => asked.count(), 1);
  assert.deepEqual((await course("夜间课1")).offers[0].unknown, ["hours"]);
  // What is typed on the desk is not read over.
  await staff.page.locator("#studio-text").fill("{}");
  await staff.becomes(() => asked.count(), 0);
  assert.equal(await desk(), "{}");
});

test("what lies on the desk is there after another screen and after the page is loaded anew, and gone with everything else", async (t) => {
  const { staff, desk } = await atDesk(t);
  const typed = "名称,费用,学时\n夜间骑行实训,300,8";
  await staff.page.locator("#studio-text").fill(typed);
  await staff.goes("#/map");
  await staff.goes("#/studio");
  assert.equal(await desk(), typed);
  await staff.reloads();
  await staff.rests();
  assert.equal(await desk(), typed);
  await staff.goes("#/backup");
  await staff.taps("全部删除");
  await staff.taps(/^删除$/);
  await staff.goes("#/studio");
  await staff.becomes(desk, "");
  await staff.reloads();
  await staff.rests();
  assert.equal(await desk(), "");
});

test("a table may be chosen where the device names its type in its own way", async (t) => {
  const { staff } = await atDesk(t);
  const types = (await staff.page.locator('input[type="file"]').first().getAttribute("accept")).split(",");
  for (const type of [".csv", "text/csv", "text/comma-separated-values", "application/vnd.ms-excel", "text/plain"]) assert.ok(types.includes(type), type);
});

test("a workbook is told apart, said what to do with, and leaves the desk as it is", async (t) => {
  const { staff, desk, opens } = await atDesk(t);
  await staff.taps("把现在这份拿来改");
  await staff.sees("没有发现问题");
  const before = await desk();
  await opens("courses.xlsx", workbook);
  await staff.sees("不是文字文件");
  await staff.sees("另存为“CSV UTF-8”");
  assert.equal(await desk(), before);
});

test("riders are seated in the fewest classes, and each who has none is told by line", async (t) => {
  const staff = await someone(t);
  await staff.opens("#/studio");
  const lines = readFileSync(new URL("../riders/fifty.jsonl", import.meta.url), "utf8").trim();
  await staff.page.locator("#studio-links").fill(`${lines}\n你好`);
  await staff.taps("找时间");
  await staff.sees("读出 50 人：44 人排进了班");
  await staff.sees(/5 人没画空闲时间（第 .+ 行）/);
  await staff.sees(/1 人哪个时间都来不了（第 \d+ 行）/);
  await staff.sees("1 行没有读懂（第 51 行）");
  await staff.sees("开 5 班就都有座位，再少就不够了（已证明）。");
  // Classes of at most ten: each is asked for again at once.
  await staff.page.getByLabel("一班最多几人").fill("10");
  await staff.page.getByLabel("一班最多几人").blur();
  await staff.sees(/开 [5-9] 班就都有座位/);
  const sizes = await staff.page.locator(".studio-problem:visible").evaluateAll((all) =>
    all.map((one) => one.textContent.match(/^\S+ \S+：(\d+) 人$/)?.[1]).filter(Boolean).map(Number));
  assert.equal(sizes.reduce((sum, one) => sum + one, 0), 44, sizes.join(" "));
  assert.ok(sizes.every((one) => one <= 10), sizes.join(" "));
  const [file] = await Promise.all([staff.page.waitForEvent("download"), staff.taps("下载名单（CSV）")]);
  const rows = readFileSync(await file.path(), "utf8").trim().split("\r\n");
  assert.equal(rows.length, 51);
  assert.match(rows[0], /^\uFEFF?行,排进的班,/);
});
