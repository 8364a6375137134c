// Several windows of one browser that change the same plan at once, and storage that fails at any
// of the points where something is written: nothing is lost, no plan is made by nobody, and
// whoever must do something is told.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Person, dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const KEY = "qitu.draft";
const UNREAD = "qitu.draft.unread";
const NEWER = '{"format":"qitu.draft/99","cases":[]}';

const stored = (person, key = KEY) => person.page.evaluate((key) => {
  window.dispatchEvent(new Event("blur"));
  return localStorage.getItem(key);
}, key);
const kept = async (person) => JSON.parse((await stored(person)) ?? '{"cases":[]}');
const puts = (person, entries) => person.page.evaluate((entries) => {
  for (const [key, text] of Object.entries(entries)) localStorage.setItem(key, text);
}, entries);

async function withPlan(t, more = {}) {
  const rider = await someone(t, more);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  await rider.becomes(async () => (await kept(rider)).cases.length, 1);
  return rider;
}

async function another(rider, hash = "#/plan") {
  const other = new Person(rider.context, await rider.context.newPage(), rider.address, rider.touches);
  other.troubles = rider.troubles;
  await other.opens(hash);
  return other;
}

// So many levels told of skills from one on, one each 200 ms.
async function tells(person, from, count) {
  await person.page.evaluate(async ({ from, count }) => {
    const groups = [...document.querySelectorAll(".record-levels")].map((one) => one.getAttribute("aria-label")).sort();
    for (const name of groups.slice(from, from + count)) {
      const group = [...document.querySelectorAll(".record-levels")].find((one) => one.getAttribute("aria-label") === name);
      group.querySelectorAll(".record-level")[3].click();
      await new Promise((next) => setTimeout(next, 200));
    }
  }, { from, count });
}

async function atRecord(person) {
  await person.goes("#/record");
  await person.page.locator(".record-levels").first().waitFor({ state: "attached" });
  await person.page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
}

for (const [count, each] of [[2, 10], [5, 9]]) {
  test(`${count} windows with ${each} edits each, 0.2 s apart: one plan with all of them, in every window`, async (t) => {
    const rider = await withPlan(t);
    const people = [rider];
    while (people.length < count) people.push(await another(rider));
    for (const person of people) await atRecord(person);
    const reached = (person) => person.page.locator('.record-levels:has([data-state="reached"])')
      .evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")).sort());
    const names = await rider.page.locator(".record-levels").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")).sort());
    const expected = [...new Set([...await reached(rider), ...names.slice(0, count * each)])].sort();
    const before = Object.keys((await kept(rider)).record?.rider?.skills ?? {}).length;
    await Promise.all(people.map((person, at) => tells(person, at * each, each)));
    const told = (draft) => Object.keys(draft.record.rider.skills).length - before;
    await rider.becomes(async () => told(await kept(rider)), count * each, "every edit is kept");
    for (const person of people) {
      await person.becomes(() => reached(person), expected, "and seen");
    }
    const draft = await kept(rider);
    assert.equal(draft.cases.length, 1);
    const known = draft.cases[0].scenario.rider.skills;
    assert.ok(Object.keys(draft.record.rider.skills).every((id) => id in known), "the plan knows them all");
    const later = await rider.comesBack();
    await later.opens("#/plan");
    await later.hasAnswer();
    assert.deepEqual((await kept(later)).record, draft.record);
    t.diagnostic(`${JSON.stringify(draft).length} characters, of which ${JSON.stringify(draft.sync).length} say who changed what`);
  });
}

test("windows that close at once in the middle of their changes leave them all", async (t) => {
  const rider = await withPlan(t);
  const people = [rider, await another(rider), await another(rider)];
  for (const person of people) await atRecord(person);
  await Promise.all(people.map((person, at) => tells(person, at * 3, 3)));
  await Promise.all(people.slice(1).map((person) => person.page.close({ runBeforeUnload: false })));
  const later = await rider.comesBack();
  await later.opens("#/plan");
  await later.becomes(async () => Object.keys((await kept(later)).record.rider.skills).length, 9);
  assert.equal((await kept(later)).cases.length, 1);
});

test("a window that was full does not overwrite what another has kept since", async (t) => {
  const rider = await withPlan(t);
  const other = await another(rider);
  await rider.page.evaluate(() => {
    window.put = Storage.prototype.setItem;
    Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
  });
  for (const person of [rider, other]) await atRecord(person);
  await tells(rider, 0, 1);
  await rider.sees("存满了");
  await tells(other, 1, 1);
  await other.becomes(async () => Object.keys((await kept(other)).record.rider.skills).length, 1);
  await rider.page.evaluate(() => { Storage.prototype.setItem = window.put; });
  await tells(rider, 2, 1);
  await rider.becomes(async () => Object.keys((await kept(rider)).record.rider.skills).length, 3);
  await rider.seesNot("存满了");
  assert.equal((await kept(rider)).cases.length, 1);
});

// Storage that fails at the nth writing, once or from then on.
const failing = ({ n, forever, name }) => {
  const put = Storage.prototype.setItem;
  let at = 0;
  window.failed = 0;
  Storage.prototype.setItem = function setItem(key, text) {
    if (/^qitu\.draft/.test(key)) {
      at += 1;
      if (at === n || (forever && at > n)) {
        window.failed += 1;
        throw new DOMException("no", name);
      }
    }
    return put.call(this, key, text);
  };
};

for (const [what, entries] of [
  ["a plan", {}],
  ["a draft of a later edition", { [KEY]: NEWER }],
  ["a broken draft beside an older unread one", { [KEY]: '{"format":"qitu.draft/2","ca', [UNREAD]: NEWER }],
  ["plans that lie beside", { "qitu.draft.aside.x": null }],
]) {
  test(`${what} is kept and storage fails at any writing: nothing is lost, and it is told`, async (t) => {
    const first = await withPlan(t);
    const plan = await stored(first);
    const name = JSON.parse(plan).cases[0].name;
    let runs = 0;
    for (const forever of [false, true]) {
      for (let n = 1; ; n += 1) {
        const rider = await someone(t);
        await rider.opens("#/backup");
        const shelf = { [KEY]: plan };
        for (const [key, text] of Object.entries(entries)) shelf[key] = text ?? JSON.stringify({ ...JSON.parse(plan), sync: undefined, cases: [{ ...JSON.parse(plan).cases[0], id: "x-1", name: "另一份" }] });
        await puts(rider, shelf);
        await rider.page.addInitScript(failing, { n, forever, name: n % 2 ? "QuotaExceededError" : "NS_ERROR_DOM_QUOTA_REACHED" });
        await rider.reloads();
        await atRecord(rider);
        await tells(rider, 0, 1);
        await rider.page.waitForTimeout(250);
        const failed = await rider.page.evaluate(() => window.failed);
        const now = await rider.page.evaluate(() => Object.values(localStorage).map((text) => String(text)));
        for (const [key, text] of Object.entries(shelf)) {
          const whole = now.includes(text) || (key === KEY && text === plan && now.some((one) => one.includes(name)))
            || (key.includes("aside") && now.some((one) => one.includes("另一份")));
          assert.ok(whole, `${key} is gone, ${n} ${forever}: ${now}`);
        }
        const isKept = now.some((one) => /^\{"format":"qitu.draft\/2".*"record":.*"skills":\{"/.test(one));
        const isTold = await rider.page.locator('.notice[data-tone="bad"]').count() > 0;
        assert.ok(isKept || isTold, `neither kept nor told, ${n} ${forever}: ${now}`);
        runs += 1;
        await rider.context.close();
        if (!failed) break;
      }
    }
    assert.ok(runs > 3, `${runs}`);
    t.diagnostic(`${runs} runs`);
  });
}

test("with something unreadable and no room for a copy nothing is overwritten, and the way out is said", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await puts(rider, { [KEY]: NEWER });
  await rider.page.addInitScript(() => {
    const put = Storage.prototype.setItem;
    window.roomy = () => { Storage.prototype.setItem = put; };
    Storage.prototype.setItem = function setItem(key, text) {
      if (/^qitu\.draft/.test(key)) throw new DOMException("full", "QuotaExceededError");
      return put.call(this, key, text);
    };
  });
  await rider.reloads();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  await rider.sees("没法先给它留个底");
  await rider.hasNothingSticking();
  assert.equal(await stored(rider), NEWER);
  await rider.goes("#/backup");
  const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.page.getByRole("button", { name: "导出", exact: true }).click()]);
  assert.equal(readFileSync(await file.path(), "utf8"), NEWER);
  await rider.page.evaluate(() => window.roomy());
  await rider.taps("再存一次");
  await rider.sees("存好了");
  assert.equal((await kept(rider)).cases.length, 1);
  assert.equal(await stored(rider, UNREAD), NEWER);
});

test("a second text that cannot be read is put beside the first", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await puts(rider, { [KEY]: '{"format":"notes/7"}', [UNREAD]: NEWER });
  await rider.reloads();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  await rider.becomes(async () => (await kept(rider)).cases.length, 1);
  assert.equal(await stored(rider, UNREAD), NEWER);
  assert.equal(await stored(rider, `${UNREAD}.2`), '{"format":"notes/7"}');
  await rider.goes("#/backup");
  await rider.taps("不要了");
  await rider.sees("已经删掉");
  assert.equal(await stored(rider, `${UNREAD}.2`), null);
});

test("plans that this edition cannot read, its unknown fields and a ninth plan outlive an edit, and are in a backup", async (t) => {
  const draft = await kept(await withPlan(t));
  const [own] = draft.cases;
  const rider = await someone(t);
  await rider.opens("#/backup");
  const nine = Array.from({ length: 9 }, (_, at) => ({ ...own, id: `n${at}`, name: `第${at}份`, colour: at }));
  const strange = { id: "s", name: "看不懂", scenario: { start: "some day", goal: { flies: true } } };
  await puts(rider, { [KEY]: JSON.stringify({ ...draft, cases: [strange, ...nine], sync: undefined, mood: { a: [1] } }) });
  await rider.reloads();
  await rider.sees("有 1 份计划，这一版读不出来");
  await rider.hasNothingSticking();
  await atRecord(rider);
  await tells(rider, 0, 1);
  const whole = async () => {
    const now = await kept(rider);
    assert.equal(now.cases.length, 10);
    assert.deepEqual(now.cases.find((one) => one.id === "s"), strange);
    assert.deepEqual(now.cases.slice(1).map((one) => one.colour), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert.deepEqual(now.mood, { a: [1] });
    return now;
  };
  await rider.becomes(async () => Object.keys((await whole()).record.rider.skills).length, 1);
  await rider.goes("#/backup");
  const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.taps("全部存成一个文件")]);
  const text = readFileSync(await file.path(), "utf8");
  assert.deepEqual(JSON.parse(text).draft.cases.find((one) => one.id === "s"), strange);
  const other = await someone(t);
  await other.opens("#/backup");
  await other.page.setInputFiles('input[type="file"]', { name: "backup.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await other.sees("其中 1 份计划读不出来");
  await other.sees("9 份计划");
});

test("a window of an earlier edition leaves a later one's draft alone, and its changes are taken in", async (t) => {
  const rider = await withPlan(t);
  const other = await another(rider, "#/backup");
  await puts(other, { [KEY]: NEWER });
  await rider.sees("另一个窗口已经换成新版本");
  await atRecord(rider);
  await tells(rider, 0, 1);
  await rider.page.waitForTimeout(300);
  assert.equal(await rider.page.evaluate((key) => localStorage.getItem(key), KEY), NEWER);
  const beside = await rider.page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("qitu.draft.aside.")).map(([, text]) => text));
  assert.ok(beside.some((text) => Object.keys(JSON.parse(text).record.rider.skills).length === 1), `${beside}`);
});

test("a browser that refuses every writing, as private windows of old ones do, says so", async (t) => {
  const rider = await someone(t);
  await rider.page.addInitScript(() => {
    Storage.prototype.setItem = () => { throw new DOMException("quota", "QuotaExceededError"); };
  });
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  await rider.sees("存满了");
  await rider.hasNothingSticking();
});
