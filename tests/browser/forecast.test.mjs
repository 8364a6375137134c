// Academy staff ask how many seats they need: from situations and shares to classes, months, groups.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { findings } from "./harness/axe.mjs";
import { someone } from "./harness/person.mjs";

async function atForecast(t, more = {}) {
  const staff = await someone(t, { size: { width: 1440, height: 900 }, ...more });
  await staff.opens("#/studio");
  await staff.rests();
  const told = staff.page.locator(".forecast-told");
  const cells = (row) => row.locator("th, td").evaluateAll((all) => all.map((cell) => cell.querySelector("input")?.value ?? cell.firstChild.textContent.trim()));
  const classes = staff.page.locator(".forecast-classes tbody tr");
  const state = () => staff.page.locator(".forecast-state").textContent();
  const saves = async (label) => {
    const [file] = await Promise.all([staff.page.waitForEvent("download"), told.getByRole("button", { name: label, exact: true }).click()]);
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
  };
  return { staff, told, cells, classes, state, saves };
}

// Hundreds of plans are made, on a machine that may be at work with something else.
async function worksOut(staff) {
  await staff.taps("算一算");
  const isTold = () => !document.querySelector(".forecast-bar") && document.querySelector(".forecast-told");
  await staff.page.waitForFunction(isTold, null, { timeout: 180_000 });
}

test("staff hear where seats are short, by class, month and kind of rider, and what one more class changes", async (t) => {
  const { staff, told, cells, classes, saves } = await atForecast(t);
  assert.ok(!staff.requests.some((url) => url.includes("/studio.")), "nothing of it before it is asked for");
  await staff.fills("骑手人数", "400");
  await staff.fills("一个班几个座位", "20");
  await worksOut(staff);
  await staff.sees(/400 名骑手，\d+ 种不同的情况/);
  assert.ok(staff.requests.some((url) => /assets\/studio\.\w+\.js$/.test(url)));
  const first = await cells(classes.first());
  const [, , seats, wanted, had, short, waiting] = first.map(Number);
  assert.equal(seats, 20);
  assert.ok(short > 0 && short === wanted - seats && had <= seats && waiting >= short, first.join());
  await staff.sees(/再开一个同样大的班（20 个座位）：走最好计划的人多 \d+ 个/);
  // The tables hold what is on the screen, with a mark that spreadsheet programs know.
  const file = await saves("班");
  assert.equal(file.name, "classes.csv");
  assert.ok(file.text.startsWith("\ufeffactivity,offer,day,seats,wanted"));
  assert.ok(file.text.includes(`,${first[1]},20,${wanted},${had},${short},`), first.join());
  const groups = (await saves("骑手")).text.trim().split("\n").slice(1).map((row) => row.split(","));
  assert.equal(groups.reduce((sum, row) => sum + Number(row[1]), 0), 400);
  assert.equal(await told.locator("table").last().locator("tbody tr").count(), groups.length);
  // One course alone has its own picture and table.
  const beside = told.locator(".forecast-beside tbody tr");
  const all = await beside.count();
  const bars = () => told.locator(".forecast-svg .forecast-wanted").count();
  assert.ok((await bars()) >= all);
  await told.locator("#forecast-seen").selectOption({ index: 1 });
  await staff.comes(async () => (await beside.count()) < all);
  // Seats given to a class go before the number for all.
  const label = await classes.first().locator("label").textContent();
  await staff.fills(label, "60");
  await worksOut(staff);
  await staff.comes(async () => {
    const now = (await saves("班")).text.split("\n").find((row) => row.includes(`,${first[1]},60,${wanted},`));
    return now !== undefined;
  });
});

test("what was filled in and worked out stays in the other language and after another screen", async (t) => {
  const { staff, told } = await atForecast(t);
  await staff.fills("骑手人数", "60");
  await staff.page.locator("summary", { hasText: "骑手的情况和比例" }).click();
  await staff.page.locator("#forecast-share-drone-at-forty").fill("9");
  await staff.page.locator("#forecast-share-drone-at-forty").press("Tab");
  await staff.taps("抽签");
  await staff.fills("抽签用的数", "7");
  await worksOut(staff);
  await staff.sees(/60 名骑手/);
  const numbers = () => told.locator("td[data-align]").allTextContents();
  const before = (await numbers()).filter((text) => /^\d+$/.test(text));
  await staff.goes("#/map");
  await staff.goes("#/studio");
  await staff.sees(/60 名骑手/);
  assert.equal(await staff.page.locator("#forecast-share-drone-at-forty").inputValue(), "9");
  assert.equal(await staff.page.locator("#forecast-seed").inputValue(), "7");
  // The same number draws the same.
  await worksOut(staff);
  assert.deepEqual((await numbers()).filter((text) => /^\d+$/.test(text)), before);
});

test("a forecast can be stopped, and one that broke or did not come says so and is asked again", async (t) => {
  const { staff, state } = await atForecast(t);
  staff.expected = /Failed to load resource|ERR_FAILED|studio\.|a test/;
  const go = () => staff.taps("算一算");
  // It does not come.
  await staff.page.route("**/assets/studio.*", (route) => route.abort());
  await go();
  await staff.becomes(state, /没有下载下来/);
  await staff.page.unroute("**/assets/studio.*");
  // It breaks over the question.
  await staff.page.route("**/assets/studio.*.js", (route) => route.fulfill({
    contentType: "text/javascript",
    body: `onmessage = ({ data }) => { if (typeof data === "string") throw new Error("a test"); }; setTimeout(() => postMessage(JSON.stringify({ id: 0, what: { answer: "ready" } })), 100);`,
  }));
  await go();
  await staff.becomes(state, /计算程序出了错/);
  // It never ends, and is stopped.
  await staff.page.unroute("**/assets/studio.*.js");
  await staff.page.route("**/assets/studio.*.js", (route) => route.fulfill({
    contentType: "text/javascript",
    body: `onmessage = ({ data }) => { if (typeof data === "string") postMessage(JSON.stringify({ id: JSON.parse(data).id, what: { answer: "progress", planned: 3, questions: 9 } })); }; setTimeout(() => postMessage(JSON.stringify({ id: 0, what: { answer: "ready" } })), 100);`,
  }));
  await go();
  await staff.becomes(state, /9 种不同的情况，已经算了 3 份计划/);
  await staff.taps("停下");
  await staff.becomes(state, /停下了，填的都还在/);
  await staff.page.unroute("**/assets/studio.*.js");
  // Nothing of it is left behind.
  await staff.fills("骑手人数", "17");
  await worksOut(staff);
  await staff.sees(/17 名骑手/);
});

test("what is edited in the studio is forecast too, and a role that it lacks is left out by name", async (t) => {
  const { staff } = await atForecast(t);
  assert.equal(await staff.page.getByRole("button", { name: "上面正在改的" }).count(), 0, "there is nothing there yet");
  await staff.taps("把现在这份拿来改");
  await staff.sees("没有发现问题");
  const book = JSON.parse(await staff.page.locator("#studio-text").inputValue());
  book.roles = book.roles.filter((role) => role.id !== "drone-pilot");
  for (const one of book.courses) for (const offer of one.offers) if (offer.intakes) offer.seats = 3;
  await staff.page.locator("#studio-text").fill(JSON.stringify(book));
  await staff.taps("上面正在改的");
  await staff.fills("骑手人数", "120");
  await worksOut(staff);
  await staff.sees("没有算进去的");
  await staff.sees("40 岁，想飞无人机：");
  assert.equal(await staff.page.locator(".forecast-seats input").first().inputValue(), "3");
});

test("keys alone ask for a forecast, and the checker finds nothing to complain about, light and dark", async (t) => {
  for (const theme of ["light", "dark"]) {
    const { staff } = await atForecast(t, { theme, lang: theme === "dark" ? "en-US" : "zh-CN" });
    const english = theme === "dark";
    await staff.page.locator("#forecast-riders").focus();
    await staff.page.keyboard.press("Control+A");
    await staff.page.keyboard.type("50");
    await staff.page.locator("#forecast-each").focus();
    await staff.page.keyboard.press("Control+A");
    await staff.page.keyboard.type("5");
    for (let at = 0; at < 8; at += 1) {
      await staff.page.keyboard.press("Tab");
      const words = await staff.page.evaluate(() => document.activeElement.textContent);
      if (words === (english ? "Work it out" : "算一算")) break;
    }
    await staff.page.keyboard.press("Enter");
    await staff.sees(english ? /Riders 50, different questions/ : /50 名骑手/);
    assert.deepEqual(await findings(staff.page), []);
  }
});

test("a forecast goes with the catalogue that it was made on", async (t) => {
  const { staff, told } = await atForecast(t);
  await staff.fills("骑手人数", "17");
  await worksOut(staff);
  await staff.taps("把现在这份拿来改");
  await staff.sees("没有发现问题");
  const book = JSON.parse(await staff.page.locator("#studio-text").inputValue());
  await staff.page.locator("#studio-text").fill(JSON.stringify({ ...book, version: "2027.1.1" }));
  await staff.taps("用这份给骑手看");
  await staff.sees("版本 2027.1.1");
  await staff.becomes(() => told.count(), 0);
});
