// From the first screen to a plan, as a rider does it on a phone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { firstLoad, later } from "../../tools/size.mjs";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

test("four taps give a rider a proven plan", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps("骑手");
  await rider.taps("三年左右");
  await rider.taps("有休息日");
  await rider.taps("站长");
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1"), /站长/);
  await rider.sees("已证明");
  await rider.hasNothingSticking();
  await rider.becomes(() => rider.page.url(), /#\/plan/);
});

test("the same in English", async (t) => {
  const rider = await someone(t, { lang: "en-GB" });
  await rider.opens();
  await rider.taps("Delivery rider");
  await rider.taps("About three years");
  await rider.taps("A day off");
  await rider.taps("Station manager");
  await rider.hasPlan();
  await rider.becomes(() => rider.reads("h1"), /Station manager/);
  await rider.sees("Proven");
});

test("more free hours move the plan at once, and they can be taken back", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const numbers = () => rider.page.locator(".figure-value").allInnerTexts();
  const before = await numbers();
  const sliders = rider.page.locator('input[id^="slot-"]');
  const count = await sliders.count();
  assert.ok(count >= 3);
  for (let at = 0; at < count; at += 1) {
    await sliders.nth(at).focus();
    await sliders.nth(at).press("End");
  }
  await rider.page.waitForFunction((old) => document.querySelector(".figure-value")?.innerText !== old, before[0]);
  await rider.hasPlan();
  for (let at = 0; at < count; at += 1) await rider.taps("撤销");
  await rider.page.waitForFunction((old) => document.querySelector(".figure-value")?.innerText === old, before[0]);
  await rider.hasPlan();
  await rider.becomes(numbers, before);
});

test("the answer stays in sight while a slider moves it, and the plan can be handed on from anywhere", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const bar = rider.page.locator(".plan-bar");
  const inSight = (place) => place.evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight && document.elementFromPoint(innerWidth / 2, (top + bottom) / 2)?.closest(".plan-bar") !== null;
  });
  assert.match(await bar.innerText(), /\d{4} 年 \d+ 月[^]*周 · ¥/);
  assert.ok(await inSight(bar), "at first");
  const released = rider.page.locator("#slot-released");
  await released.focus();
  await released.press("End");
  await bar.getByText(/早 \d+ 周/).waitFor();
  assert.equal(await inSight(rider.page.locator("h1.answer")), false, "the sliders stand further down");
  assert.ok(await inSight(bar), "beside the slider");
  await rider.page.locator(".plan-actions").scrollIntoViewIfNeeded();
  assert.ok(await inSight(bar), "at the end of the way");
  await rider.taps("分享、打印");
  await rider.sees("明白纸");
});

test("the way stands under the answer, and what moves it one tap away", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
  const box = (selector) => rider.page.locator(selector).first().boundingBox();
  const [answer, step] = [await box(".plan-top"), await box(".timeline-item")];
  assert.ok(step.y - (answer.y + answer.height) < 200, "the first step follows the answer");
  await rider.taps("改我的时间和钱");
  await rider.page.locator(".plan-adjust").waitFor();
  await rider.becomes(() => rider.page.evaluate(() => document.activeElement.className), "plan-side");
  const side = await box(".plan-side");
  assert.ok(side.y > -10 && side.y < 320, `what moves the plan is in sight, at ${side.y}`);
});

test("each of the four objectives is answered", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  for (const [tap, proof] of [["最省钱", "更省钱"], ["学得最少", "学得更少"], ["最轻松", "更轻松"], ["最快", "更快"]]) {
    await rider.page.locator("label, button").filter({ hasText: tap }).filter({ visible: true }).first().click();
    await rider.hasPlan();
    await rider.sees(new RegExp(`没有.*${proof}|这份能走通`));
  }
});

test("the plan is kept: closed, opened again, it is there", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const answer = await rider.reads("h1");
  const later = await rider.comesBack();
  await later.opens("#/plan");
  await later.hasPlan();
  await later.becomes(() => later.reads("h1"), answer);
});

// A trap in a program, as a panic leaves one.
const TRAP = `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(
  [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11]))).exports.t()`;

for (const [lang, stopped, again] of [["zh-CN", "出了错", "重新打开"], ["en-GB", "met an error", "Open again"]]) {
  test(`a panic is shown as a message, and the plan is safe (${lang})`, async (t) => {
    const rider = await someone(t, { lang });
    await rider.opens();
    await rider.taps(situations[0].name[lang.slice(0, 2)]);
    await rider.hasPlan();
    const answer = await rider.reads("h1");
    await rider.comes(() => rider.page.evaluate(() => localStorage.getItem("qitu.draft")), "a plan kept");
    await rider.page.evaluate(`window.scrollTo(0, 400); setTimeout(() => { ${TRAP}; }); 0`);
    await rider.sees(stopped);
    assert.ok(await rider.page.locator("#trouble").evaluate((box) => box.getBoundingClientRect().top >= 0), "it is in sight");
    await rider.reopens(again);
    await rider.hasPlan();
    await rider.becomes(() => rider.reads("h1"), answer);
    rider.isContent(/unreachable/);
  });
}

test("a program that traps in a promise is shown as stopped too", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.page.evaluate(`void Promise.resolve().then(() => { ${TRAP}; })`);
  await rider.sees("出了错");
  rider.isContent(/unreachable/);
});

for (const [where, act] of [["at once", TRAP], ["in a promise", `Promise.resolve().then(() => ${TRAP})`]]) {
  test(`a planner that traps ${where} says so, and plans when asked again`, async (t) => {
    const rider = await someone(t);
    // The worker runs the page's own script: there, whatever is to be planned ends in a trap.
    const script = /assets\/app\.\w+\.js$/;
    await rider.context.route(script, async (route) => {
      const answer = await route.fetch();
      const trap = `if (typeof document === "undefined") addEventListener("message", (event) => {
        if (typeof event.data !== "string" || !event.data.includes('"plan"')) return;
        event.stopImmediatePropagation();
        ${act};
      });`;
      await route.fulfill({ body: `${trap}\n${await answer.text()}`, contentType: "text/javascript", headers: { "cache-control": "no-store" } });
    });
    await rider.opens();
    await rider.taps(situations[0].name.zh);
    await rider.sees("没能启动计算");
    await rider.context.unroute(script);
    await rider.taps("再试一次");
    await rider.hasPlan();
    rider.isContent(/unreachable/);
  });
}

// Opens the page for the first time and makes a plan: every request, of page and worker, until it is shown.
async function untilShown(rider) {
  const asked = [];
  rider.context.on("request", (request) => asked.push(request));
  await rider.page.addInitScript(() => {
    let heardAt = 0;
    window.Worker = class extends Worker {
      constructor(...how) {
        super(...how);
        this.addEventListener("message", () => { heardAt = performance.timeOrigin + performance.now(); });
      }
    };
    new MutationObserver((_, observer) => {
      if (!document.querySelector("h1.answer") || !document.querySelector(".figures")) return;
      observer.disconnect();
      window.answeredAt = heardAt;
    }).observe(document, { childList: true, subtree: true });
  });
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  // What is asked for while the plan is being drawn comes after it.
  const answeredAt = await rider.page.evaluate(() => window.answeredAt);
  const began = (request) => request.timing().startTime;
  return asked.filter((request) => began(request) > 0 && began(request) < answeredAt);
}

test("the first load stays under 360 KB on the wire", async (t) => {
  const rider = await someone(t);
  const sizes = await Promise.all((await untilShown(rider)).map(async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    return [request.url(), responseBodySize + responseHeadersSize];
  }));
  for (const part of ["app.", "plan.", "planner.", "planner-common."]) {
    assert.ok(sizes.some(([url, size]) => url.includes(`/assets/${part}`) && url.endsWith(".wasm") && size > 5000), `${part} is counted`);
  }
  const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
  t.diagnostic(`${bytes} bytes`);
  assert.ok(bytes < 360_000, `${bytes} bytes`);
});

// What the built folder counts as the first load is what a browser fetches until a plan is shown.
test("a first plan needs the first load and nothing else", async (t) => {
  const rider = await someone(t);
  const paths = (await untilShown(rider)).map((request) => request.url().slice(rider.address.length).replace(/[?#].*$/, "") || "index.html");
  const counted = firstLoad(dist);
  const known = counted.map(({ path }) => path);
  assert.deepEqual(paths.filter((path) => !/^(icon|manifest)/.test(path) && !known.includes(path)), []);
  // Only a page in somebody else's frame asks for what belongs to that.
  assert.deepEqual(known.filter((path) => !paths.includes(path) && !/embedded/.test(path)), []);
});

test("what comes after the first plan comes by itself, and is there without the network", async (t) => {
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const pieces = later(dist).map(({ path }) => path);
  assert.ok(pieces.length >= 3);
  const missing = () => pieces.filter((path) => !rider.requests.includes(rider.address + path));
  await rider.becomes(missing, []);
  await rider.page.waitForLoadState("networkidle");
  await rider.context.setOffline(true);
  // No service worker keeps files in this journey: what a screen reads from a file cannot come.
  rider.isContent(/ERR_INTERNET_DISCONNECTED/);
  for (const hash of ["#/map", "#/week", "#/compare", "#/share"]) await rider.goes(hash);
});

test("a screen whose piece does not arrive says so, and comes when asked again", async (t) => {
  const rider = await someone(t);
  await rider.page.route(/assets\/later-/, (route) => route.abort());
  await rider.opens("#/map");
  await rider.sees("没有下载完");
  await rider.page.unroute(/assets\/later-/);
  await rider.taps("再试");
  await rider.page.locator("#main h1, #main h2").first().waitFor();
  rider.isContent(/Failed to (load|fetch)|ERR_FAILED/);
});

// A device with voices of these languages, which notes what it reads and takes a while for each.
const speaks = (rider, tags) => rider.page.addInitScript((tags) => {
  const voices = tags.map((lang) => ({ lang, name: lang, voiceURI: lang, localService: true, default: false }));
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  const own = {
    getVoices: () => voices,
    speak: (one) => { window.said.push(one); },
    cancel: () => { window.said.push({ text: "stop" }); },
  };
  Object.defineProperty(window, "speechSynthesis", { value: own, configurable: true });
}, tags);
async function opensSituation(rider) {
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasAnswer();
}
const said = (rider) => rider.page.evaluate(() => window.said.map(({ text, lang }) => [lang ?? "", text]));

test("the answer and this week are read aloud, in Cantonese too where the device has it", async (t) => {
  const rider = await someone(t);
  await speaks(rider, ["en-US", "zh-CN", "zh_HK"]);
  await opensSituation(rider);
  await rider.taps("读给我听");
  await rider.comes(async () => (await said(rider)).length > 3, "the answer and its steps");
  const read = await said(rider);
  assert.ok(read[0][1] === "stop" && read.slice(1).every(([lang, text]) => lang === "zh-CN" && !/[¥·–]/.test(text)), JSON.stringify(read));
  const answer = await rider.reads("h1.answer");
  assert.ok(read[1][1].includes(answer.match(/当上(.+)$/)[1].trim()), `${read[1][1]} for ${answer}`);
  // Once it has begun the button stops it, and at its end it reads again.
  await rider.taps("停");
  await rider.becomes(async () => (await said(rider)).at(-1)[1], "stop");
  await rider.taps(/^粤语$/);
  await rider.comes(async () => (await said(rider)).at(-1)[0] === "zh_HK", "the Cantonese voice");
  await rider.page.evaluate(() => window.said.at(-1).onend());
  await rider.thing(/^粤语$/).waitFor();

  await rider.goes("#/week");
  await rider.taps("读给我听");
  await rider.comes(async () => (await said(rider)).some(([, text]) => /一周/.test(text)), "this week");
  // Whoever leaves hears no more of it.
  await rider.goes("#/plan");
  await rider.becomes(async () => (await said(rider)).at(-1)[1], "stop");
});

test("where the device has no voice for the language there is nothing to tap", async (t) => {
  for (const tags of [[], ["en-US"]]) {
    const rider = await someone(t);
    await speaks(rider, tags);
    await opensSituation(rider);
    await rider.page.waitForTimeout(3500);
    assert.equal(await rider.page.locator(".read-aloud").count(), 0);
  }
  const rider = await someone(t);
  await rider.page.addInitScript(() => Object.defineProperty(window, "speechSynthesis", { value: undefined }));
  await opensSituation(rider);
  await rider.page.waitForTimeout(3500);
  assert.equal(await rider.page.locator(".read-aloud").count(), 0);
});
