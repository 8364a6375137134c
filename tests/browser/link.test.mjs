// A plan in a link: to somebody else and back, through messengers, from older editions, and never
// at the cost of what the rider has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chance } from "./harness/chance.mjs";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const published = readFileSync(new URL("../share/links.txt", import.meta.url), "utf8").split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
const WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/WIFI Language/zh_CN";

// What is kept is written once the page has rest, and at once when the window is left.
const cases = (person) => person.page.evaluate(() => {
  window.dispatchEvent(new Event("blur"));
  return JSON.parse(localStorage.getItem("qitu.draft") ?? '{"cases":[]}').cases;
});
const address = (person) => person.page.locator("#share-link").inputValue();

async function withPlan(t, at = 0, more = {}) {
  const rider = await someone(t, more);
  await rider.opens();
  await rider.taps(situations[at].name.zh);
  await rider.hasAnswer();
  return rider;
}

async function arrives(person, link) {
  await person.page.goto("about:blank");
  await person.page.goto(link);
  await person.isOpen();
}

test("a plan goes to a fresh profile and comes back changed, and nobody loses theirs", async (t) => {
  const rider = await withPlan(t, 1);
  const answer = await rider.reads("h1.answer");
  await rider.goes("#/share");
  const link = await address(rider);
  assert.ok(link.split("#p=")[1].length <= 300);
  // What is private stays out unless the rider says so.
  await rider.page.getByText("链接里有什么？").click();
  await rider.sees("除非你打勾");

  const friend = await someone(t);
  await arrives(friend, link);
  await friend.sees(situations[1].name.zh);
  assert.equal((await cases(friend)).length, 0, "a look keeps nothing");
  await friend.taps("打开这份计划");
  await friend.hasAnswer();
  assert.ok(answer);
  await friend.picks(friend.page.locator('input[value="cheapest"]'));
  await friend.hasAnswer();
  await friend.goes("#/share");
  const back = await address(friend);
  assert.notEqual(back, link);

  await arrives(rider, back);
  await rider.sees("和你的不同");
  await rider.sees("你的");
  await rider.sees("对方的");
  await rider.hasNothingSticking();
  const before = await cases(rider);
  await rider.taps("保留我的");
  await rider.hasAnswer();
  assert.deepEqual(await cases(rider), before);
  await arrives(rider, back);
  await rider.taps("两份都留");
  await rider.hasAnswer();
  await rider.becomes(async () => (await cases(rider)).length, 2);
  // The same link again is known by now.
  await arrives(rider, back);
  await rider.sees("你这里已经有了");
});

test("a plan in place of the rider's own can be taken back", async (t) => {
  const rider = await withPlan(t);
  const before = await cases(rider);
  await arrives(rider, `${rider.address}#p=${published[1][0]}`);
  await rider.taps("换成这份");
  await rider.hasAnswer();
  assert.notDeepEqual(await cases(rider), before);
  await rider.taps("撤销");
  await rider.becomes(() => cases(rider), before);
});

test("every published link opens, with # and with ?, and with what messengers add", async (t) => {
  const rider = await someone(t);
  for (const [code] of published) {
    for (const part of [`#p=${code}`, `?p=${code}`, `?from=singlemessage&isappinstalled=0&p=${code}#wechat_redirect`, `?p=${code}&from=timeline#rd`, `#p=${code}&nsukey=x`]) {
      await arrives(rider, rider.address + part);
      await rider.page.getByRole("button", { name: "打开这份计划" }).waitFor();
    }
  }
});

test("a link that does not read says why, is safe, and changes nothing", async (t) => {
  const rider = await withPlan(t);
  await rider.becomes(async () => (await cases(rider)).length, 1);
  const before = await rider.page.evaluate(() => localStorage.getItem("qitu.draft"));
  const [code] = published[1];
  for (const [bad, said] of [
    [code.slice(0, 60), "链接不完整"],
    [`${code.slice(0, 40)}${code[40] === "A" ? "B" : "A"}${code.slice(41)}`, "被改动"],
    ["yAMBAgOnD6Lm", "新版本"],
    ["AAAA", "不完整"],
    ["%00%ff", "没有计划"],
    ["A".repeat(30_000), "太长"],
  ]) {
    for (const mark of ["#p=", "?p="]) {
      // A server need not take an address of thirty thousand letters.
      if (mark === "?p=" && bad.length > 4000) continue;
      await arrives(rider, `${rider.address}${mark}${bad}`);
      await rider.sees(said);
      await rider.sees("没有变");
      assert.equal(await rider.page.evaluate(() => localStorage.getItem("qitu.draft")), before);
    }
  }
  await rider.taps("我的计划");
  await rider.hasAnswer();
});

// As many as a check affords; more by QITU_CODES=20000. A million go through the same reader without
// a page (tests/hostile.rs).
test("mutated links always bring a word or a guest's plan, and change nothing that is kept", async (t) => {
  const rider = await withPlan(t);
  await rider.page.evaluate(() => window.dispatchEvent(new Event("blur")));
  const before = await rider.page.evaluate(() => localStorage.getItem("qitu.draft"));
  const dice = chance(20261125);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_%&=#骑<\"'";
  const told = {};
  for (let at = 0; at < Number(process.env.QITU_CODES ?? 150); at += 1) {
    let [code] = published[at % published.length];
    for (let turn = 0; turn <= dice(3); turn += 1) {
      const from = dice(code.length);
      code = code.slice(0, from) + (dice(3) ? letters[dice(letters.length)] : "") + code.slice(from + dice(3) * dice(20));
    }
    const said = await rider.page.evaluate(async (code) => {
      const goes = (hash) => new Promise((next) => {
        addEventListener("hashchange", next, { once: true });
        location.hash = hash;
      });
      if (location.hash) await goes("");
      await goes(`#p=${code}`);
      for (let wait = 0; wait < 5000; wait += 1) {
        await new Promise((next) => setTimeout(next, 5));
        const words = document.querySelector('#main [role="alert"]') ?? document.querySelector("#main .page-lead");
        if (document.querySelector("#main h1.page-title") && words) return words.innerText;
      }
      return "";
    }, code);
    assert.match(said, /没有变/, code);
    told[said.slice(0, 8)] = (told[said.slice(0, 8)] ?? 0) + 1;
    assert.equal(await rider.page.evaluate(() => localStorage.getItem("qitu.draft")), before, code);
  }
  assert.ok(Object.keys(told).length > 2, "not all by the same word");
  t.diagnostic(JSON.stringify(told));
});

test("a name written to do harm harms nothing on any way out", async (t) => {
  const rider = await withPlan(t, 1);
  const name = "=HYPERLINK(\"x\")<img src=x onerror=\"window.harm=1\">\u202e]]>';--\u0000&amp;🛵";
  await rider.becomes(async () => (await cases(rider)).length, 1);
  // A window that closes soon after a change leaves a copy beside the draft, which has the old name.
  await rider.page.waitForTimeout(1500);
  await rider.page.evaluate((name) => {
    const kept = JSON.parse(localStorage.getItem("qitu.draft"));
    kept.cases[0].name = name;
    localStorage.setItem("qitu.draft", JSON.stringify(kept));
  }, name);
  await rider.reloads();
  await rider.goes("#/share");
  const link = await address(rider);
  await rider.page.getByText("链接里有什么？").click();
  await rider.sees("=HYPERLINK");
  for (const [words, check] of [
    ["日历文件", (text) => text.split("\r\n").every((line) => line.length <= 75 && !/^(=|<)/.test(line)) && (text.match(/BEGIN:VEVENT/g).length === text.match(/END:VEVENT/g).length)],
    ["表格（CSV）", (text) => !/(^|[,\n"])[=+@]/.test(text.replace("\ufeff", ""))],
    ["计划文件（JSON）", (text) => Boolean(JSON.parse(text).scenario)],
  ]) {
    const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.taps(words)]);
    assert.ok(check(readFileSync(await file.path(), "utf8")), words);
  }
  for (const words of ["计划图片", "这一周的图片"]) {
    await rider.taps(words);
    await rider.page.locator('dialog img[src^="data:image/png"]').waitFor();
    await rider.page.keyboard.press("Escape");
  }
  await rider.page.locator("summary").getByText("二维码").click();
  await rider.taps("二维码存成图片");
  await rider.page.locator('dialog img[src^="data:image/png"]').waitFor();
  await rider.page.keyboard.press("Escape");
  await rider.goes("#/compare");
  await rider.page.waitForFunction((name) => [...document.querySelectorAll("#main input")].some((one) => one.value === name), name);
  const friend = await someone(t);
  await arrives(friend, link);
  await friend.sees("=HYPERLINK");
  await friend.hasNothingSticking();
  for (const person of [rider, friend]) {
    assert.equal(await person.page.evaluate(() => window.harm ?? document.querySelector('img[src="x"]')), null);
  }
});

test("in WeChat each way out has one that works there", async (t) => {
  const rider = await withPlan(t, 1, { more: { userAgent: WECHAT } });
  await rider.sees("微信清缓存");
  await rider.hasNothingSticking();
  await rider.taps("知道了");
  await rider.goes("#/share");
  assert.doesNotMatch(await rider.becomes(() => address(rider), /\?p=/), /#/);
  // Forwarding: a real navigation puts the plan into the address that WeChat sends on.
  await rider.reopens("在微信里转发");
  await rider.sees("现在点右上角");
  assert.match(rider.page.url(), /\?p=[\w-]+$/);
  await rider.taps("我的计划");
  await rider.hasAnswer();
  await rider.becomes(async () => (await cases(rider)).length, 1);
  // Files: no download that never comes, but the way to a browser that saves them.
  await rider.goes("#/share");
  await rider.taps("日历文件");
  await rider.sees("在浏览器打开");
  await rider.page.getByText("只要里面的文字").click();
  await rider.becomes(() => rider.page.locator("dialog textarea").inputValue(), /^BEGIN:VCALENDAR/);
  await rider.page.keyboard.press("Escape");
  // Paper: a sentence that says what to do, where a tap did nothing.
  for (const what of ["明白纸", "口袋卡"]) {
    await rider.taps(what);
    await rider.sees("微信里打印不了");
    await rider.sees("在浏览器里再来这一页打印");
    await rider.page.keyboard.press("Escape");
  }
  // Pictures: to press and hold.
  for (const what of ["计划图片", "这一周的图片"]) {
    await rider.taps(what);
    await rider.page.locator('dialog img[src^="data:image/png"]').waitFor();
    assert.equal(await rider.page.locator("dialog").getByRole("button", { name: "保存图片" }).count(), 0);
    await rider.page.keyboard.press("Escape");
  }
  await rider.page.locator("summary").getByText("二维码").click();
  await rider.taps("二维码存成图片");
  await rider.page.locator('dialog img[src^="data:image/png"]').waitFor();
  await rider.page.keyboard.press("Escape");
  await rider.goes("#/record");
  await rider.sees("微信里打印不了");
  assert.equal(await rider.page.getByRole("button", { name: "打印一页" }).count(), 0);
  // The backup as text.
  await rider.goes("#/backup");
  await rider.taps("全部存成一个文件");
  await rider.sees("文件传输助手");
  await rider.becomes(() => rider.page.locator("textarea[readonly]").inputValue(), /"qitu.file\/1"/);
});

test("where the clipboard is closed the text is there to select", async (t) => {
  const rider = await withPlan(t, 1);
  await rider.page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("closed")) } });
    document.execCommand = () => false;
  });
  await rider.goes("#/share");
  const link = await address(rider);
  await rider.taps("复制链接");
  await rider.becomes(() => rider.page.locator("dialog textarea").inputValue(), link);
});

test("the share sheet gets the link, and where it is forbidden the link is copied", async (t) => {
  const rider = await someone(t);
  await rider.page.addInitScript(() => {
    window.shared = [];
    navigator.share = (data) => (window.shared.push(data), window.refuse ? Promise.reject(new DOMException("no", "NotAllowedError")) : Promise.resolve());
  });
  await rider.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await rider.opens();
  await rider.taps(situations[1].name.zh);
  await rider.hasAnswer();
  await rider.goes("#/share");
  const link = await address(rider);
  await rider.taps("发给别人");
  await rider.becomes(() => rider.page.evaluate(() => window.shared[0].url), link);
  await rider.page.evaluate(() => { window.refuse = true; });
  await rider.taps("发给别人");
  await rider.sees("已复制");
  await rider.becomes(() => rider.page.evaluate(() => navigator.clipboard.readText()), link);
});

test("files leave in the shapes their names say", async (t) => {
  const rider = await withPlan(t, 1);
  await rider.goes("#/share");
  const save = async (words) => {
    const [file] = await Promise.all([rider.page.waitForEvent("download"), rider.taps(words)]);
    return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
  };
  const [calendar, events] = await save("日历文件");
  assert.equal(calendar, "qitu.ics");
  assert.match(events, /^BEGIN:VCALENDAR\r\n[\s\S]*BEGIN:VEVENT[\s\S]*BEGIN:VALARM[\s\S]*END:VCALENDAR\r\n$/);
  const [table, rows] = await save("表格（CSV）");
  assert.equal(table, "qitu.csv");
  assert.ok(rows.startsWith("\ufeff") && rows.split("\r\n").length > 2);
  const [json, both] = await save("计划文件（JSON）");
  assert.equal(json, "qitu-plan.json");
  assert.equal(JSON.parse(both).plan.format ?? "qitu.plan/1", "qitu.plan/1");
  assert.ok(JSON.parse(both).scenario.goal);
});
