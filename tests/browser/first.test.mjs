// Before the first plan: answers given are kept, a night shift is one of them, and whoever does not
// know where to go is shown jobs.

import assert from "node:assert/strict";
import { test } from "node:test";
import { someone } from "./harness/person.mjs";

const free = (rider) => rider.page.locator(".week-cell[data-state=free]").count();
const paints = (rider) => rider.page.locator("summary", { hasText: "画我的空闲时间" }).tap();
const chosen = (name) => new RegExp(`^${name}`);

test("a night shift is an answer, with its own week and the hours before morning", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps("骑手");
  await rider.taps("三年左右");
  await rider.taps(chosen("上夜班"));
  await rider.taps("站长");
  await rider.hasPlan();
  await rider.goes("#/week");
  await paints(rider);
  await rider.sees(/算下来每周：零碎时间 6 小时 · 休息日 3 小时/);
  assert.equal(await free(rider), 18, "nine hours in half-hours");
  await rider.page.locator('.chip[aria-pressed="true"]', { hasText: "夜班" }).waitFor();
  // The quiet hours before dawn can be painted too, and count as the gaps of the night before.
  const cell = rider.page.locator("#cell-1-4");
  await cell.scrollIntoViewIfNeeded();
  await cell.tap();
  await rider.page.locator("#cell-1-5").tap();
  await rider.sees(/零碎时间 7 小时 · 休息日 3 小时/);
  await rider.seesNot("别累着");
  await rider.hasNothingSticking();
  const later = await rider.comesBack();
  await later.opens("#/week");
  await paints(later);
  await later.sees(/零碎时间 7 小时 · 休息日 3 小时/);
  await later.page.locator("#cell-1-4[data-state=free]").waitFor();
});

test("a week of days has no small hours until they are asked for", async (t) => {
  const rider = await someone(t, { lang: "en-GB", size: { width: 1280, height: 900 } });
  await rider.opens();
  for (const answer of ["Delivery rider", "About three years", chosen("Evenings"), "Station manager"]) await rider.taps(answer);
  await rider.hasPlan();
  await rider.goes("#/week");
  await rider.taps("Day shift");
  await rider.page.locator("#cell-0-28[data-state=free]").waitFor();
  assert.equal(await rider.page.locator("#cell-0-0").count(), 0);
  await rider.taps("0:00–6:00");
  await rider.page.locator("#cell-0-0").waitFor();
  await rider.taps("0:00–6:00");
  await rider.page.locator("#cell-0-0").waitFor({ state: "detached" });
  await rider.taps("Night shift");
  await rider.page.locator("#cell-1-6[data-state=maybe]").waitFor();
  await rider.sees(/Gaps between orders 6 hours · Rest days 3 hours/);
  await rider.page.locator("#cell-0-12").focus();
  await rider.presses("ArrowUp", "Space");
  await rider.becomes(() => rider.page.locator("#cell-0-11").getAttribute("aria-label"), /Mon 5:30, Free/);
});

test("answers stay while the map is looked at, and the sheet of a job speaks for this rider", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  const step = () => rider.reads(".start-step");
  await rider.taps("骑手");
  await rider.taps("三年左右");
  await rider.goes("#/map/team-leader");
  await rider.hasSheet(true);
  const asked = await rider.reads(".map-sheet .map-asked");
  await rider.taps("再答一个小问题");
  await rider.sees("目标：骑手队长");
  assert.match(await step(), /第 3 步，共 3 步/);
  await rider.taps(chosen("有休息日"));
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1"), /骑手队长/);
  // Whoever has said nothing rides for the first day, and has less.
  const other = await someone(t);
  await other.opens("#/map/team-leader");
  await other.hasSheet(true);
  assert.notEqual(await other.reads(".map-sheet .map-asked"), asked);
  await other.taps("先答三个小问题");
  assert.match(await other.reads(".start-step"), /第 1 步，共 3 步/);
});

test("with three questions answered a job on the map is one tap from its plan", async (t) => {
  const rider = await someone(t, { lang: "en-GB" });
  await rider.opens();
  for (const answer of ["Delivery rider", "About three years", chosen("A day off")]) await rider.taps(answer);
  await rider.sees("Step 4 of 4");
  await rider.goes("#/map/station-manager");
  await rider.hasSheet(true);
  await rider.goes("#/");
  await rider.sees("Step 4 of 4");
  await rider.goes("#/map/station-manager");
  await rider.taps("Show me the way");
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1"), /Station manager/);
  // A plan that is taken back leaves the questions to be answered again.
  await rider.goes("#/");
  await rider.sees("Step 1 of 4");
});

test("who does not know where to go says what matters, sees three jobs, and plans one: three taps", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  for (const answer of ["骑手", "三年左右", chosen("有休息日")]) await rider.taps(answer);
  await rider.taps(chosen("还不知道去哪"));
  await rider.taps("想有社保");
  const jobs = rider.page.locator(".matter-job");
  await rider.becomes(() => jobs.count(), 3);
  for (const text of await jobs.allInnerTexts()) {
    assert.match(text, /最快 \d+ 周，自付 ¥|现在就可以/);
    assert.match(text, /税前月收入：现在这行 ¥6,?949–¥?10,?201，到时/);
    for (const part of ["平常做什么", "最难的一关", "不好的一面"]) assert.ok(text.includes(part), `${part}: ${text}`);
  }
  const name = await jobs.first().locator("h3").innerText();
  // What is above the ground is asked of the rider, and said to be.
  await rider.taps("离地面远一点");
  await rider.comes(async () => (await jobs.allInnerTexts()).every((text) => text.includes("无人机")));
  await rider.taps("想有社保");
  await rider.becomes(() => jobs.first().locator("h3").innerText(), name);
  await rider.hasNothingSticking();
  await jobs.first().getByRole("button").tap();
  await rider.hasPlan();
  assert.ok((await rider.reads("h1")).includes(name), name);
});

test("with a plan, what matters gives it another goal, in English", async (t) => {
  const rider = await someone(t, { lang: "en-GB", size: { width: 1440, height: 900 } });
  await rider.opens();
  for (const answer of ["Delivery rider", "About three years", chosen("A day off"), "Station manager"]) await rider.taps(answer);
  await rider.hasPlan();
  await rider.goes("#/matter");
  await rider.taps("Sit down");
  const first = rider.page.locator(".matter-job").first();
  await first.waitFor();
  const name = await first.locator("h3").innerText();
  await first.getByRole("button").click();
  await rider.hasAnswer();
  await rider.comes(async () => (await rider.reads("h1")).includes(name), name);
  await rider.taps("Undo");
  await rider.comes(async () => (await rider.reads("h1")).includes("Station manager"));
});

// Where the words of the first screen stand, each by its place and size.
const places = (rider) => rider.page.locator(".page-title, .page-lead, .start-facts").filter({ visible: true })
  .evaluateAll((all) => all.map((one) => [one.innerText, ...["x", "y", "width", "height"].map((side) => Math.round(one.getBoundingClientRect()[side]))]));

for (const [lang, said] of [["zh-CN", ["免费，不用注册", "只留在这台设备上", "现代骑手学院"]], ["en-GB", ["Free, no sign-up", "stays on this device", "Modern Rider Academy"]]]) {
  for (const size of [{ width: 360, height: 640 }, { width: 768, height: 1024 }, { width: 1440, height: 900 }]) {
    test(`before the program has come the first screen says what it is, and nothing moves when it has (${lang}, ${size.width})`, async (t) => {
      const rider = await someone(t, { lang, size });
      let come;
      const coming = new Promise((resolve) => { come = resolve; });
      await rider.page.route(/assets\/app\..*\.wasm/, async (route) => { await coming; await route.continue(); });
      await rider.page.goto(rider.address);
      await rider.page.locator("#boot[data-lang]").waitFor();
      const before = await places(rider);
      assert.equal(before.length, 3);
      for (const words of said) assert.ok(before.some(([text]) => text.includes(words)), words);
      assert.match(before[2][0], /\d{4}-\d\d-\d\d/);
      come();
      await rider.isOpen();
      await rider.page.locator(".start-question").waitFor();
      assert.deepEqual(await places(rider), before);
    });
  }
}

test("with the program blocked, or without scripts, the screen still says what it is", async (t) => {
  const blocked = await someone(t, { lang: "en-GB" });
  await blocked.page.route(/assets\/app\..*\.wasm/, (route) => route.abort());
  await blocked.page.goto(blocked.address);
  await blocked.sees("part of it did not arrive");
  await blocked.sees("Free, no sign-up");
  await blocked.page.getByText("Opening…").waitFor({ state: "hidden" });
  blocked.isContent(/Failed to (load|fetch)|preload/);
  const without = await someone(t, { more: { javaScriptEnabled: false } });
  await without.page.goto(without.address);
  for (const words of ["免费，不用注册", "Free, no sign-up"]) await without.sees(words);
});
