// What a rider does on the map, with a goal, in the week, with a plan's steps and when comparing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const desk = { width: 1280, height: 900 };

// A rider with the plan of a situation, on a screen.
async function on(t, hash, more = {}, at = 0) {
  const rider = await someone(t, more);
  await rider.opens();
  await rider.taps(situations[at].name[(more.lang ?? "zh-CN").slice(0, 2)]);
  await rider.hasPlan();
  if (hash) await rider.goes(hash);
  return rider;
}

// The answer's first figure, which changes when the plan does.
const figure = (rider) => rider.reads(".figure-value");

test("four questions by keyboard alone give a plan, in English", async (t) => {
  const rider = await someone(t, { lang: "en-GB", size: desk });
  await rider.opens();
  let taps = 0;
  for (const answer of ["Delivery rider", "About three years", "A day off", "Station manager"]) {
    await rider.reaches(answer);
    await rider.presses("Enter");
    taps += 1;
    // The focus goes on to the next question, or to the plan.
    await rider.comes(() => rider.page.evaluate(() => document.activeElement.matches(".start-question, #main")), `the focus after ${answer}`);
  }
  await rider.hasPlan();
  assert.equal(taps, 4);
  await rider.becomes(() => rider.reads("h1"), /Station manager/);
});

test("whoever does not ride yet is asked three things", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  for (const answer of ["还没开始跑", "晚上有空", "骑手"]) await rider.taps(answer);
  // How old somebody is decides here: so it is asked here, and only that.
  assert.match(await rider.hasAnswer(), /还差你一个回答/);
  await rider.page.locator("#ask-age").fill("22");
  await rider.page.locator("#ask-age").blur();
  await rider.page.waitForFunction(() => document.querySelector(".figures"));
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1"), /骑手/);
});

test("an age that several needs ask for is asked once", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  for (const answer of ["还没开始跑", "晚上有空", "电商运营员"]) await rider.taps(answer);
  assert.match(await rider.hasAnswer(), /还差你一个回答/);
  assert.equal(await rider.page.locator("#ask-age").count(), 1);
});

test("the map: stations by touch, their sheets by the back button, zoom", async (t) => {
  const rider = await on(t, "#/map");
  await rider.page.waitForFunction(() => scrollY > 0);
  const here = () => rider.page.locator(".map-picture .map-station[data-state=here]").boundingBox();
  await rider.comes(async () => (await here()).y > 0 && (await here()).y < 600, "a beginning where one stands");
  const station = rider.page.getByRole("button", { name: /^骑手队长/ });
  const scroll = await rider.page.evaluate(() => scrollY);
  await station.tap();
  await rider.hasSheet(true);
  await rider.becomes(() => rider.hears("dialog"), /dialog "骑手队长"[\s\S]*heading "当上以后，能去"/);
  await rider.page.goBack();
  await rider.hasSheet(false);
  await rider.page.waitForFunction(() => document.activeElement?.classList.contains("map-station"));
  await rider.becomes(() => rider.page.evaluate(() => scrollY), scroll);
  const width = () => rider.page.locator(".map-picture").evaluate((svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await rider.taps("放大");
  await rider.comes(async () => await width() > before * 1.3, "a larger map");
  await rider.hasNothingSticking();
});

test("the map stands where one stands in its first frame, and where one left it on the way back", async (t) => {
  const rider = await on(t, "");
  const standing = () => rider.page.evaluate(() => new Promise((told) => {
    const frames = [];
    const look = () => {
      // After what is done before this frame is drawn.
      setTimeout(() => {
        if (document.querySelector(".map-picture")) frames.push(Math.round(scrollY));
        if (frames.length < 20) requestAnimationFrame(look);
        else told(frames);
      }, 0);
    };
    requestAnimationFrame(look);
  }));
  const frames = standing();
  await rider.page.locator("nav a[href='#/map']").click();
  const seen = await frames;
  assert.ok(seen[0] > 0, "where one stands is at the bottom");
  assert.deepEqual([...new Set(seen)], [seen[0]], "nothing jumps");
  await rider.page.evaluate(() => scrollTo(0, 0));
  await rider.page.locator("nav a[href='#/me']").click();
  await rider.page.locator("h1", { hasText: "我的" }).waitFor();
  const again = standing();
  await rider.page.goBack();
  assert.deepEqual([...new Set(await again)], [0], "left at the top, found at the top");
});

test("the map on a desk: keys between stations, the mouse pans, an open role marks what it unlocks", async (t) => {
  const rider = await on(t, "#/map", { size: desk });
  await rider.reaches(/骑手 我在这里/);
  await rider.presses("ArrowUp", "Enter");
  await rider.hasSheet(true);
  await rider.presses("Escape");
  await rider.hasSheet(false);
  await rider.page.waitForFunction(() => document.activeElement?.classList.contains("map-station"));
  await rider.presses("+", "+");
  const port = rider.page.locator(".map-port");
  await rider.page.waitForFunction(() => document.querySelector(".map-port").scrollWidth > document.querySelector(".map-port").clientWidth);
  const box = await port.boundingBox();
  await rider.page.mouse.move(box.x + 500, box.y + 120);
  await rider.page.mouse.down();
  await rider.page.mouse.move(box.x + 300, box.y + 120, { steps: 5 });
  await rider.page.mouse.up();
  await rider.comes(() => port.evaluate((one) => one.scrollLeft > 100), "a map moved by the mouse");
  await rider.hasSheet(false);
  await rider.goes("#/map/team-leader");
  await rider.hasSheet(true);
  await rider.page.locator(".map-station[data-unlocked]").first().waitFor({ state: "attached" });
});

test("the map pinched by two fingers grows around the point between them", async (t) => {
  const rider = await on(t, "#/map");
  const client = await rider.context.newCDPSession(rider.page);
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const station = rider.page.locator(".map-picture .map-station[data-state=goal]");
  await station.evaluate((one) => one.scrollIntoView({ block: "center" }));
  const place = async () => { const { x, y } = await station.boundingBox(); return [x + 12, y + 12]; };
  const [x, y] = await place();
  await touch("touchStart", [[x - 30, y], [x + 30, y]]);
  for (let by = 30; by <= 60; by += 6) await touch("touchMove", [[x - by, y], [x + by, y]]);
  await touch("touchEnd", []);
  const width = () => rider.page.locator(".map-picture").evaluate((svg) => svg.getBoundingClientRect().width);
  await rider.comes(async () => await width() > 500, "a wider map");
  await rider.comes(async () => {
    const [nowX, nowY] = await place();
    // Twelve pixels beside the corner of a station that is larger now.
    assert.ok(Math.abs(nowX - x) < 40 && Math.abs(nowY - y) < 40, `moved by ${nowX - x}, ${nowY - y}`);
  });
});

test("the map as a list says the same", async (t) => {
  const rider = await on(t, "#/map", { lang: "en-GB" });
  await rider.picks(rider.page.getByRole("radio", { name: "List" }));
  for (const role of ["Station manager", "City manager", "Delivery drone pilot", "Courier"]) {
    await rider.becomes(() => rider.hears("#main"), new RegExp(`link "${role}`));
  }
  await rider.taps(/^Station manager/);
  await rider.hasSheet(true);
});

test("a goal: what it asks, the way in link by link, how others got there, each with its source", async (t) => {
  for (const [lang, found] of [["zh-CN", ["从谁要人，到去哪干", "别人是怎么走的", "当上以后，能去", "社保和保障", "好的和难的", "数字从哪来"]], ["en-GB", ["From who hires to where you work", "How others got there", "What this unlocks", "Insurance and cover", "The good and the hard", "Where the numbers come from"]]]) {
    const rider = await on(t, "#/goal/drone-pilot", { lang });
    for (const words of found) await rider.sees(words);
    const badge = rider.page.locator(".goal details.source > summary").first();
    await badge.tap();
    await rider.page.locator(".goal details.source[open] .source-more").first().waitFor();
  }
});

test("the week: a preset, a stroke by mouse, cells by keyboard, and the plan follows", async (t) => {
  const rider = await on(t, "#/week", { size: desk });
  await rider.taps("照我填的小时画上");
  const free = () => rider.page.locator(".week-cell[data-state=free]").count();
  await rider.becomes(free, 18, "nine hours in half-hours");
  await rider.page.waitForFunction(() => document.querySelector(".week-cell[data-study]"));
  await rider.taps("众包双峰");
  await rider.comes(async () => await free() > 18);
  const preset = await free();
  const cell = (day, row) => rider.page.locator(`#cell-${day}-${row}`);
  await cell(1, 20).scrollIntoViewIfNeeded();
  const [from, to] = [await cell(1, 20).boundingBox(), await cell(2, 21).boundingBox()];
  await rider.page.mouse.move(from.x + 5, from.y + 5);
  await rider.page.mouse.down();
  await rider.page.mouse.move(to.x + 5, to.y + 5, { steps: 4 });
  await rider.page.mouse.up();
  await rider.becomes(free, preset + 4);
  await cell(5, 20).focus();
  await rider.presses("Space", "ArrowDown", "Enter");
  await rider.becomes(free, preset + 6);
  await rider.becomes(() => cell(5, 20).getAttribute("aria-label"), /周六 10:00，能学/);
  await rider.presses("Shift+ArrowDown");
  await rider.becomes(free, preset + 7);
  for (let count = 0; count < 4; count += 1) await rider.taps("撤销");
  await rider.becomes(free, preset);
  await rider.taps("重做");
  await rider.becomes(free, preset + 4);
});

test("the week by touch: a finger paints, other weeks follow a pattern, the cost by one's own hour", async (t) => {
  // Somebody whose plan needs nothing but gaps between orders.
  const rider = await on(t, "#/week", {}, 4);
  const cost = () => rider.reads(".week-cost p");
  const before = await cost();
  await rider.taps("+ 跑一小时大约到手");
  await rider.page.waitForFunction((old) => document.querySelector(".week-cost p").innerText !== old, before);
  const cell = rider.page.locator("#cell-0-20");
  assert.equal(await cell.isVisible(), false, "the painting waits behind its title");
  const studies = await rider.page.locator(".week-side .list-item").first().boundingBox();
  assert.ok(studies.y + studies.height < 640, "what to learn this week is on the first screen");
  await rider.page.locator("summary", { hasText: "画我的空闲时间" }).tap();
  await cell.scrollIntoViewIfNeeded();
  await cell.tap();
  await rider.page.locator("#cell-0-20[data-state=free]").waitFor();
  await rider.page.locator("summary", { hasText: "加几周" }).tap();
  await rider.page.getByLabel("什么事").selectOption({ label: "双十一高峰" });
  await rider.page.getByLabel("那几周").selectOption({ label: "换成夜班的时间" });
  await rider.taps("加上");
  await rider.sees(/每周 \d+ 小时/);
  await rider.becomes(() => rider.page.locator(".week-side .list-title", { hasText: "双十一高峰" }).count(), 1);
  await rider.hasNothingSticking();
});

test("a week that would tire is told so, with what to do", async (t) => {
  const rider = await on(t, "#/week", { size: desk }, 4);
  await rider.taps("众包双峰");
  await rider.seesNot("别累着");
  await rider.taps(/周日不跑单/);
  await rider.sees("别累着");
  await rider.taps(/周日不跑单/);
  await rider.page.waitForFunction(() => !document.querySelector(".week-guard"));
});

test("a step: waived with a reason, parked, done on a day, pinned, and each taken back", async (t) => {
  const rider = await on(t, "", {}, 1);
  const open = async () => { await rider.page.locator(".timeline-title a").first().tap(); await rider.hasSheet(true); };
  const asides = (title) => rider.page.locator(".plan-way summary", { hasText: title });
  await open();
  const name = await rider.reads(".sheet-title");
  await rider.taps("先放一边");
  await rider.hasSheet(false);
  await asides("放在一边的").tap();
  await rider.taps(`放回来 ${name}`);
  await rider.page.waitForFunction((name) => document.querySelector(".timeline-title a").innerText.includes(name), name);

  await open();
  await rider.page.locator("dialog summary", { hasText: "已经做完" }).tap();
  await rider.fills("哪天做完的", "2026-11-20");
  await rider.page.locator("dialog").getByRole("button", { name: "已经做完" }).tap();
  await rider.hasSheet(false);
  await asides("做完的").tap();
  await rider.taps(`还没做完 ${name}`);
  await rider.page.waitForFunction((name) => [...document.querySelectorAll(".timeline-title")].some((one) => one.innerText.includes(name)), name);

  await open();
  await rider.taps("固定这一步");
  await rider.hasSheet(false);
  await rider.sees("已固定");
  await rider.taps("撤销");
  await rider.hasPlan();

  // The last step is the role: it has requirements that may not count.
  await rider.page.locator(".timeline-title a").last().tap();
  await rider.hasSheet(true);
  await rider.page.locator("dialog summary", { hasText: "这条要求不适用于我" }).tap();
  await rider.fills("为什么（自己看）", "站里说可以");
  await rider.taps("免去");
  await rider.hasSheet(false);
  await asides("已免去的要求").tap();
  await rider.sees(/站里说可以/);
  await rider.page.getByRole("button", { name: /^恢复/ }).tap();
  await rider.hasPlan();
});

test("a thing of one's own takes hours, stands in the way, and can be taken back", async (t) => {
  const rider = await on(t, "", { lang: "en-GB" });
  await rider.page.locator("summary", { hasText: "Add something of your own" }).tap();
  await rider.fills("What it is", "Driving school");
  await rider.taps("Put it into the plan");
  await rider.hasPlan();
  await rider.page.locator('.timeline-item[data-kind="own"]', { hasText: "Driving school" }).waitFor();
  await rider.taps("Undo");
  await rider.page.waitForFunction(() => !document.querySelector("ol.timeline")?.innerText.includes("Driving school"));
});

test("a way swapped for another says first what it costs", async (t) => {
  const rider = await on(t, "");
  const links = rider.page.locator(".timeline-title a");
  await links.first().waitFor();
  const count = await links.count();
  for (let at = 0; at < count; at += 1) {
    await links.nth(at).tap();
    await rider.hasSheet(true);
    const swaps = rider.page.locator("dialog h3", { hasText: "换一种学法" });
    if (await swaps.count()) {
      await rider.page.waitForFunction(() => !document.querySelector("dialog").innerText.includes("正在算"));
      const note = await rider.page.locator("dialog .list-note").first().innerText();
      assert.match(note, /周|¥|小时|结果一样|做不到/);
      return;
    }
    await rider.page.goBack();
    await rider.hasSheet(false);
  }
  assert.fail("no step of this plan has another way");
});

test("the chain that sets the date is a list of ways to its steps", async (t) => {
  const rider = await on(t, "");
  await rider.page.locator("summary", { hasText: "步决定日期" }).tap();
  const links = rider.page.locator(".plan-links a");
  await links.nth(1).waitFor();
  await links.first().tap();
  await rider.hasSheet(true);
});

test("a step says how much later it may start, and those that set the date are marked", async (t) => {
  const rider = await on(t, "");
  const flagged = (flag) => rider.page.locator(".timeline-item").filter({ [flag ? "has" : "hasNot"]: rider.page.locator(".timeline-flag") });
  await flagged(true).first().waitFor();
  for (const [flag, said] of [[true, "没有余地"], [false, /最多可以晚 \d+ 周开始/]]) {
    await flagged(flag).locator(".timeline-title a").first().tap();
    await rider.hasSheet(true);
    await rider.page.locator("dialog .plan-reasons li", { hasText: said }).first().waitFor();
    await rider.page.goBack();
    await rider.hasSheet(false);
  }
});

test("scroll and focus are kept: a sheet and another screen, by the back button", async (t) => {
  const rider = await on(t, "");
  const link = rider.page.locator(".timeline-title a").last();
  await link.scrollIntoViewIfNeeded();
  const scroll = await rider.comes(() => rider.page.evaluate(() => (scrollY > 500 ? Math.round(scrollY) : 0)), "a place far down");
  await link.tap();
  await rider.hasSheet(true);
  await rider.page.goBack();
  await rider.hasSheet(false);
  await rider.becomes(() => rider.page.evaluate(() => Math.round(scrollY)), scroll);
  await rider.taps("线路图");
  await rider.page.waitForFunction(() => document.querySelector(".map-picture"));
  await rider.page.goBack();
  await rider.page.waitForFunction((scroll) => Math.abs(scrollY - scroll) < 3 && document.querySelector("ol.timeline"), scroll);
});

test("comparing: copied, renamed, branched on an exam, the best cell said in words, dropped", async (t) => {
  const rider = await on(t, "#/compare", { size: desk });
  await rider.taps(/^再留一份/);
  await rider.page.waitForFunction(() => document.querySelectorAll(".compare-name").length === 2);
  await rider.page.locator(".compare-table summary", { hasText: "改名" }).nth(1).click();
  await rider.page.locator("#name-1").fill("便宜的走法");
  await rider.page.locator("#name-1").blur();
  await rider.taps(/^最轻松/);
  await rider.sees("最好");
  await rider.page.locator("summary", { hasText: "如果考试没过" }).click();
  await rider.page.waitForFunction(() => document.querySelectorAll("details[open] .list-row button").length > 0);
  await rider.page.waitForFunction(() => !document.querySelector("details.section[open]").innerText.includes("在算"));
  await rider.page.getByRole("button", { name: /^留下/ }).first().click();
  await rider.page.waitForFunction(() => document.querySelectorAll(".compare-name").length === 3);
  await rider.becomes(() => rider.page.locator("#name-1").inputValue(), "便宜的走法");
  await rider.page.getByRole("button", { name: "去掉" }).first().click();
  await rider.page.waitForFunction(() => document.querySelectorAll(".compare-name").length === 2);
  await rider.hasNothingSticking();
});

test("the page of all parts turns to high contrast and large text, and leaves nothing behind", async (t) => {
  const rider = await on(t, "#/me");
  await rider.taps("给改外观的人：全部部件");
  await rider.page.locator(".parts-icon").first().waitFor();
  const names = await rider.page.locator(".parts-icon").allInnerTexts();
  assert.ok(names.length > 20 && names.every((name) => name.trim()), `icons without a name: ${names}`);
  await rider.taps("高对比");
  await rider.taps("200% 字号");
  await rider.becomes(() => rider.page.evaluate(() => document.documentElement.dataset.contrast), "more");
  await rider.hasNothingSticking();
  await rider.page.goBack();
  await rider.page.waitForFunction(() => !document.documentElement.dataset.contrast && !document.documentElement.style.fontSize);
});

test("an address opens its screen and its sheet", async (t) => {
  const rider = await on(t, "");
  const later = await rider.comesBack();
  await later.opens("#/map/station-manager");
  await later.hasSheet(true);
  // Opened from outside: leaving the sheet stays in the app.
  await later.presses("Escape");
  await later.hasSheet(false);
  await later.becomes(() => later.page.url(), /#\/map$/);
});
