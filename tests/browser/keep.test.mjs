// Kept on the device: closed and opened, in two windows, where storage is refused, full, broken or
// cleared, and as a file that goes and comes back.

import assert from "node:assert/strict";
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { chance } from "./harness/chance.mjs";
import { Person, dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const KEY = "qitu.draft";
// What is kept is written once the page has rest, and at once when the window is left.
const stored = (person, key = KEY) => person.page.evaluate((key) => {
  window.dispatchEvent(new Event("blur"));
  return localStorage.getItem(key);
}, key);
const cases = async (person) => JSON.parse((await stored(person)) ?? '{"cases":[]}').cases;
const keeps = (person, count, about) => person.becomes(async () => (await cases(person)).length, count, about);

async function withPlan(t, at = 0, more = {}) {
  const rider = await someone(t, more);
  await rider.opens();
  await rider.taps(situations[at].name.zh);
  await rider.hasAnswer();
  return rider;
}

// One more level of the first skill that is open to be told.
async function knowsMore(rider) {
  await rider.goes("#/record");
  await rider.page.locator(".record-levels").first().waitFor({ state: "attached" });
  await rider.page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await rider.page.locator(".record-level").nth(4).click();
}

// Another window of the same browser.
async function anotherWindow(rider, hash = "#/plan") {
  await stored(rider);
  const other = new Person(rider.context, await rider.context.newPage(), rider.address, rider.touches);
  other.troubles = rider.troubles;
  await other.opens(hash);
  return other;
}

test("a second plan stands beside the first, and both are there another day", async (t) => {
  const rider = await withPlan(t);
  await rider.goes("#/");
  await rider.taps(situations[1].name.zh);
  await rider.hasAnswer();
  await keeps(rider, 2);
  // What differs is told within one plan, not against another one's.
  await rider.rests();
  assert.equal(await rider.page.locator(".figures .change, .plan-bar .change").count(), 0);
  // The same one again is not a third.
  await rider.goes("#/");
  await rider.taps(situations[1].name.zh);
  await rider.hasAnswer();
  const later = await rider.comesBack();
  await later.opens("#/compare");
  const names = () => later.page.locator("#main input").evaluateAll((list) => list.map((one) => one.value));
  for (const { name } of situations.slice(0, 2)) await later.comes(async () => assert.ok((await names()).includes(name.zh)));
  await keeps(later, 2);
});

test("what two windows change at once is all there in both", async (t) => {
  const rider = await withPlan(t);
  const other = await anotherWindow(rider);
  await other.hasAnswer();
  // Different things: they become one.
  await knowsMore(rider);
  await other.goes("#/");
  await other.taps(situations[1].name.zh);
  await other.hasAnswer();
  await keeps(rider, 2);
  await rider.comes(async () => Object.values(JSON.parse(await stored(rider)).record.rider.skills).includes(4), "the level told");
  // The windows see each other's change without a reload.
  await rider.goes("#/compare");
  await rider.page.waitForFunction((name) => [...document.querySelectorAll("#main input")].some((one) => one.value === name), situations[1].name.zh);
});

test("where what reads a kept plan does not come, the page says so, and the plan stays", async (t) => {
  const rider = await withPlan(t);
  const before = await stored(rider);
  const later = await rider.comesBack();
  await rider.context.route(/later-further/, (route) => route.abort());
  await later.page.goto(later.address);
  await later.sees("没能打开骑途");
  assert.equal(await stored(later), before);
  await rider.context.unroute(/later-further/);
  await later.reopens("重新打开");
  await later.page.locator(".today-list").waitFor();
  assert.equal(await stored(later), before);
  later.isContent(/Failed to (load|fetch)|ERR_FAILED|did not come/);
});

test("a plan taken back before what keeps it has come is not there another day", async (t) => {
  const rider = await someone(t);
  await rider.context.route(/later-further/, (route) => route.abort());
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const aside = () => rider.page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("qitu.draft.aside")).map(([, text]) => JSON.parse(text).cases.length));
  await rider.becomes(aside, [1]);
  await rider.page.getByRole("button", { name: "撤销", exact: true }).first().tap();
  await rider.becomes(aside, [0]);
  await rider.context.unroute(/later-further/);
  const later = await rider.comesBack();
  await later.opens();
  await later.page.locator(".start-choices").waitFor();
  assert.equal(await later.page.locator(".start-go-on").count(), 0);
  rider.isContent(/Failed to (load|fetch)|ERR_FAILED|did not come/);
});

test("who has a plan fetches what reads it once, beside the program", async (t) => {
  const rider = await withPlan(t);
  const later = await rider.comesBack();
  await later.opens("#/plan");
  await later.hasPlan();
  const reads = later.requests.filter((url) => url.includes("later-further"));
  assert.equal(new Set(reads).size, 1);
  const [read, program] = await later.page.evaluate(() => ["later-further", "/app."].map((part) =>
    performance.getEntriesByType("resource").filter(({ name }) => name.includes(part) && name.endsWith(".wasm"))
      .map(({ startTime, responseEnd, initiatorType }) => ({ startTime, responseEnd, initiatorType }))));
  assert.equal(read.length, 1, JSON.stringify(read));
  assert.ok(read[0].startTime < program[0].responseEnd || read[0].initiatorType === "link", JSON.stringify([read, program]));
});

for (const [what, closes] of [["the window stays open until it comes", false], ["the window is closed before", true]]) {
  test(`a plan made while another window keeps one and what reads it has not come: nothing is lost, ${what}`, async (t) => {
    const rider = await someone(t);
    await rider.opens();
    const other = await anotherWindow(rider, "");
    // The network goes for this window alone, after the program and before what reads a kept plan.
    const later = /later-|modern-rider-academy\.json/;
    await rider.page.route(later, (route) => route.abort());
    rider.isContent(/Failed to (load|fetch)|ERR_FAILED|did not come/);
    await other.taps(situations[1].name.zh);
    await other.hasPlan();
    await keeps(other, 1);
    await rider.taps(situations[0].name.zh);
    await rider.page.locator(".figures").waitFor();
    await stored(rider);
    let last = other;
    if (closes) {
      await other.page.close();
      last = await rider.comesBack();
      await last.opens();
    } else {
      await rider.page.unroute(later);
      // The next change finds it.
      await rider.picks(rider.page.locator('input[value="cheapest"]'));
    }
    await keeps(last, 2);
    assert.equal(await stored(last, "qitu.draft.aside"), null);
    const names = await last.page.evaluate((key) => JSON.parse(localStorage.getItem(key)).cases.map((one) => one.name).sort(), KEY);
    assert.deepEqual(names, situations.slice(0, 2).map(({ name }) => name.zh).sort());
    await last.goes("#/compare");
    await last.becomes(() => last.page.locator(".compare-name").count(), 2);
  });
}

test("erased in one window is erased in the other, and nothing is left on the device", async (t) => {
  const rider = await withPlan(t);
  const other = await anotherWindow(rider);
  await rider.goes("#/backup");
  await rider.taps("全部删除");
  await rider.sees("真的全部删除？");
  await rider.page.getByRole("button", { name: "删除", exact: true }).click();
  await rider.sees("已经全部删除");
  await other.page.waitForFunction(() => document.querySelector(".empty-title"));
  const left = () => rider.page.evaluate(() => Object.keys(localStorage));
  await rider.becomes(left, []);
  // And nothing that was on its way when it was erased is kept later.
  for (const person of [rider, other]) await person.rests();
  await rider.page.waitForTimeout(300);
  assert.deepEqual(await left(), []);
});

test("cleared behind its back, an open window keeps what it has and can keep it again", async (t) => {
  const rider = await withPlan(t);
  const other = await anotherWindow(rider);
  await other.page.evaluate(() => localStorage.clear());
  await rider.sees("存下的被浏览器清掉了");
  await rider.taps("再存一次");
  await rider.sees("存好了");
  await keeps(rider, 1);
  await rider.seesNot("存下的被浏览器清掉了");
});

test("where storage is blocked it says so, and still works", async (t) => {
  const rider = await someone(t);
  await rider.page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("blocked", "SecurityError"); } });
    }
  });
  await rider.opens();
  await rider.seesNot("这里存不住");
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  await rider.sees("这里存不住");
  await rider.hasNothingSticking();
  await rider.taps("存备份");
  await rider.sees("全部存成一个文件");
});

test("where storage is full the newest change is said to be unsafe, until there is room again", async (t) => {
  const rider = await withPlan(t);
  await rider.page.evaluate(() => {
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      try {
        for (let at = 0; ; at += 1) localStorage.setItem(`fill-${size}-${at}`, "x".repeat(size));
      } catch {
        // as full as it gets in pieces of this size
      }
    }
  });
  await rider.goes("#/");
  await rider.taps(situations[1].name.zh);
  await rider.hasAnswer();
  await rider.sees("存满了");
  await keeps(rider, 1, "the old copy is whole");
  await rider.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("fill")).forEach((key) => localStorage.removeItem(key)));
  await rider.goes("#/");
  await rider.taps(situations[2].name.zh);
  await rider.hasAnswer();
  await keeps(rider, 3);
  await rider.seesNot("存满了");
});

for (const [what, text, said] of [
  ["cut short", '{"format":"qitu.draft/2","cases":[{"na', "原样留着"],
  ["of something else", '{"format":"notes/7"}', "原样留着"],
  ["of a later edition", '{"format":"qitu.draft/99","cases":[]}', "新版本存的"],
]) {
  test(`what is kept is ${what}: it is put aside, said, and not lost`, async (t) => {
    const rider = await someone(t);
    await rider.opens();
    await rider.page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text]);
    await rider.reloads();
    await rider.sees(said);
    await rider.goes("#/");
    await rider.taps(situations[0].name.zh);
    await rider.hasAnswer();
    assert.equal(await stored(rider, "qitu.draft.unread"), text);
    await keeps(rider, 1);
    await rider.goes("#/backup");
    const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.page.getByRole("button", { name: "导出", exact: true }).click()]);
    assert.equal(readFileSync(await file.path(), "utf8"), text);
  });
}

test("what an earlier edition could not read comes back with one that can", async (t) => {
  const rider = await withPlan(t);
  await stored(rider);
  await rider.page.evaluate(() => localStorage.setItem("qitu.draft.unread", JSON.stringify({ ...JSON.parse(localStorage.getItem("qitu.draft")), parked: ["first-aid"] })));
  await rider.reloads();
  await rider.sees("现在读出来了");
  assert.deepEqual(JSON.parse(await stored(rider)).parked, ["first-aid"]);
  assert.equal(await stored(rider, "qitu.draft.unread"), null);
});

for (const [version, file, plans] of [["draft/1", "draft-1.json", 2], ["draft/2", "draft-2.json", 2], ["file/1", "file-1.json", 1]]) {
  test(`what was published as ${version} opens, seen before it is taken`, async (t) => {
    const rider = await withPlan(t);
    await rider.goes("#/backup");
    const before = await stored(rider);
    await rider.page.setInputFiles('input[type="file"]', new URL(`../share/${file}`, import.meta.url).pathname);
    await rider.sees(`${plans} 份计划`);
    assert.equal(await stored(rider), before, "a look changes nothing");
    await rider.taps("两份都留");
    await rider.sees("已恢复");
    await keeps(rider, plans + 1);
    await rider.hasNothingSticking();
    await rider.taps("撤销");
    await keeps(rider, 1);
  });
}

test("what the first edition kept on the device opens with this one, and is written anew with the next change", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  const first = readFileSync(new URL("../share/draft-1.json", import.meta.url), "utf8");
  await rider.page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, first]);
  await rider.reloads();
  await rider.goes("#/plan");
  await rider.hasAnswer();
  await keeps(rider, 2);
  await rider.goes("#/");
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  const kept = JSON.parse(await stored(rider));
  assert.equal(kept.format, "qitu.draft/2");
  assert.deepEqual(kept.cases.slice(0, 2).map((one) => one.name), JSON.parse(first).cases.map((one) => one.name ?? ""));
});

test("a film chosen in place of a backup is told apart at once, and changes nothing", async (t) => {
  const rider = await withPlan(t);
  await rider.goes("#/backup");
  const before = await stored(rider);
  const film = join(mkdtempSync(join(tmpdir(), "qitu-film-")), "film.mp4");
  const file = openSync(film, "w");
  ftruncateSync(file, 100_000_000);
  closeSync(file);
  await rider.page.setInputFiles('input[type="file"]', film);
  await rider.sees("不是骑途的备份文件");
  const novel = join(dirname(film), "novel.txt");
  writeFileSync(novel, "路".repeat(6_000_000));
  await rider.page.setInputFiles('input[type="file"]', novel);
  await rider.sees("不像备份");
  assert.equal(await stored(rider), before);
  await rider.hasNothingSticking();
});

for (const [when, pause] of [["at once", 0], ["one after the other", 700]]) {
  test(`two windows that restore ${when} lose nothing of either`, async (t) => {
    const rider = await withPlan(t);
    const other = await anotherWindow(rider);
    for (const [person, file] of [[rider, "draft-1.json"], [other, "file-1.json"]]) {
      await person.goes("#/backup");
      await person.page.setInputFiles('input[type="file"]', new URL(`../share/${file}`, import.meta.url).pathname);
      await person.sees("这份备份里有");
    }
    // Both have been shown what is there; neither knows what the other is about to do.
    await Promise.all([rider, other].map((person, at) => person.page.evaluate(async (pause) => {
      await new Promise((next) => setTimeout(next, pause));
      [...document.querySelectorAll("#main button")].find((one) => one.innerText === "两份都留").click();
    }, at * pause)));
    for (const person of [rider, other]) await keeps(person, 4);
    const later = await rider.comesBack();
    await later.opens("#/compare");
    await later.page.waitForFunction(() => document.querySelectorAll("#main input").length >= 4);
  });
}

// As many as a check affords; more by QITU_FILES=20000. A million go through the same reader
// without a page (src/app/state/backup_file.rs).
test("broken backups always bring a word, and change nothing that is kept", async (t) => {
  const rider = await withPlan(t);
  await rider.goes("#/backup");
  await rider.page.locator("summary").getByText("没有文件？").click();
  const before = await stored(rider);
  const whole = readFileSync(new URL("../share/file-1.json", import.meta.url), "utf8");
  const odd = ["", "{", "}", "[", "]", "\"", ":", ",", "null", "-1", "1e99", "\u0000", "骑", "\"__proto__\":{}", "\"format\":\"qitu.file/7\","];
  const dice = chance(20261125);
  const told = {};
  for (let at = 0; at < Number(process.env.QITU_FILES ?? 150); at += 1) {
    let text = whole;
    for (let turn = 0; turn <= dice(3); turn += 1) {
      const from = dice(text.length);
      text = text.slice(0, from) + odd[dice(odd.length)] + text.slice(from + dice(at % 3 ? 4 : 400));
    }
    const said = await rider.page.evaluate(async (text) => {
      const area = document.getElementById("backup-text");
      area.value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((next) => setTimeout(next, 0));
      area.closest(".more-body").querySelector("button").click();
      await new Promise((next) => setTimeout(next, 0));
      return document.querySelector('[aria-live="polite"] .notice, [aria-live="polite"] .card-title')?.innerText ?? "";
    }, text);
    assert.match(said, /没有变|这份备份里有/, text);
    told[said] = (told[said] ?? 0) + 1;
  }
  assert.equal(await stored(rider), before);
  assert.ok(Object.keys(told).length > 2, "not all by the same word");
  t.diagnostic(JSON.stringify(told));
});

test("everything goes into one file and comes back on another device", async (t) => {
  const rider = await withPlan(t);
  await knowsMore(rider);
  await rider.goes("#/backup");
  const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.taps("全部存成一个文件")]);
  const text = readFileSync(await file.path(), "utf8");
  const before = JSON.parse(await stored(rider));
  // As text, for browsers that open no files.
  const other = await someone(t);
  await other.opens("#/backup");
  await other.page.locator("summary").getByText("没有文件？").click();
  await other.fills("没有文件？", text);
  await other.taps("看看里面有什么");
  await other.taps("用这份备份");
  await other.sees("已恢复");
  const after = JSON.parse(await stored(other));
  assert.deepEqual(after.cases, before.cases);
  assert.deepEqual(after.record, before.record);
  for (const [bad, said] of [[text.slice(0, 300), "不完整"], ['{"format":"qitu.file/9"}', "新版本"], ["[1]", "不是骑途的备份"]]) {
    await other.fills("没有文件？", bad);
    await other.taps("看看里面有什么");
    await other.sees(said);
    assert.deepEqual(JSON.parse(await stored(other)).cases, before.cases, "nothing has changed");
  }
});

test("after many changes a backup is worth a word, and after one it is not", async (t) => {
  const rider = await withPlan(t);
  await rider.seesNot("还没备份");
  for (let at = 0; at < 13; at += 1) {
    for (const objective of ["cheapest", "soonest"]) await rider.picks(rider.page.locator(`input[value="${objective}"]`));
  }
  await rider.sees("还没备份");
  await rider.hasNothingSticking();
  await rider.taps("存备份");
  await Promise.all([rider.page.waitForEvent("download"), rider.taps("全部存成一个文件")]);
  await rider.goes("#/plan");
  await rider.seesNot("还没备份");
});
