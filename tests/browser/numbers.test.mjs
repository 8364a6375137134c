// Every number on every screen and sheet that somebody may act on has its source one tap away, in
// both languages; and every source says who, when and how sure.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";
import { address, goes, show, screens, withPlan } from "./harness/screens.mjs";

const read = (name) => JSON.parse(readFileSync(`${dist}/catalogue/${name}.json`, "utf8"));
const situations = read("situations");
const book = read("modern-rider-academy");
const other = read("mingong");
const ids = (list) => list.map(({ id }) => id);
const words = {
  zh: { tag: "zh-CN", all: "全部", funnel: /近 150 人学/, second: "闵工学堂", list: "列表", missed: "上周没学成", liked: "喜欢", level: "新手", result: "比较合适的去处" },
  en: { tag: "en-GB", all: "All", funnel: /about 150 learnt/, second: "Workers' school", list: "List", missed: "I missed last week", liked: "Like", level: "New", result: "What may suit you" },
};

// What is asked is no claim: choices, and what the rider entered. How soon a role could be had is
// the plan that the screen's one action opens; a point of the trade-offs is a plan that its button opens;
// what a week costs is the rider's own hours and take. Sums of a plan are accepted where their steps
// stand on the same screen, each a tap away from its sources.
//
// The numbers of the screen whose own card, row or section has neither a source, nor a link to where
// it stands, nor belongs to the rider: [the words, where].
const unsourced = () => {
  const number = /¥\s?\d|\d\s*(元|%|周|小时|个月|年制|人|名|个名额|weeks?\b|hours?\b|months?\b|yuan|people|seats)/;
  // A link to the plan is the tap to its steps.
  const asked = "a[href='#/plan'], input, select, option, textarea, output, button, nav, .chip, .slider, .choice-more, .compare-hour, .share-terms, .check-note, .check-item, .goal-soonest, .compare-frontier:has(button, a[href='#/plan']), .week-cost, [data-own]";
  const unseen = ".toast, .leaflet, .hidden-words, svg, .shell-bar, script, style";
  const sums = document.querySelector('#main a[href^="#/plan/"]') ? ".figures, .plan-brief" : "none";
  const holder = "dialog, li, article, tr, .card, .figure, details, dl, section, form";
  const leads = 'details.source, a[href^="#/course/"], a[href^="#/goal/"], a[href^="#/plan/"], a[href^="#/map/"], a[href^="#/evidence"]';
  // A sheet lies over its screen; both are read.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.parentElement;
    if (!number.test(at.textContent) || !/\d/.test(node.data) || at.closest(`${asked}, ${unseen}, ${sums}`) || at.closest(leads)) continue;
    // From the smallest holder outwards, but not over the whole screen.
    let box = at.closest(holder);
    let sourced = false;
    for (let step = 0; box && step < 4 && !sourced; step += 1, box = box.parentElement?.closest(holder)) {
      sourced = box.querySelector(leads) !== null;
    }
    if (!sourced) found.push(`${at.closest("[class]")?.className}: ${at.textContent.trim().slice(0, 60)}`);
  }
  return [...new Set(found)];
};

// The sources on the screen that do not say who, when and how sure.
const bare = () => [...document.querySelectorAll("details.source")]
  .filter((one) => !/已公布|现行规定|预计|估计|published|in force|expected|estimate/.test(one.querySelector("summary").textContent)
    || !/\d{4}/.test(one.textContent) || one.querySelector(".source-more").textContent.trim().length < 4)
  .map((one) => `a source that is none: ${one.textContent.trim().slice(0, 80)}`);

// What stands there without a source, after making sure that the reader would have seen it.
async function read_off(rider, place) {
  await rider.rests();
  const bait = "¥98765";
  await rider.page.evaluate((bait) => {
    const note = Object.assign(document.createElement("p"), { id: "bait", textContent: bait });
    (document.querySelector("dialog[open]") ?? document.querySelector("#main")).after(note);
  }, bait);
  const found = [...await rider.page.evaluate(unsourced), ...await rider.page.evaluate(bare)];
  await rider.page.evaluate(() => document.querySelector("#bait").remove());
  assert.ok(found.some((one) => one.includes(bait)), `a number without a source is overlooked at ${place}`);
  return found.filter((one) => !one.includes(bait)).map((one) => `${place}: ${one}`);
}

test("the list of screens names every route there is", () => {
  const source = readFileSync(new URL("../../src/app/state/route.rs", import.meta.url), "utf8");
  const routes = [...source.match(/pub enum Route \{([\s\S]*?)\n\}/)[1].matchAll(/^ {4}([A-Z]\w*)/gm)].map(([, name]) => name.toLowerCase());
  const named = new Set(Object.values(address).map((hash) => hash.match(/^#\/?(p=|\w*)/)[1]));
  const spelled = { start: "", guest: "p=" };
  assert.deepEqual(routes.filter((route) => !named.has(spelled[route] ?? route)), []);
});

for (const [lang, say] of Object.entries(words)) {
  // A rider with the plan of the first situation.
  const planned = async (t) => {
    const rider = await someone(t, { lang: say.tag });
    await withPlan(rider, situations[0].name[lang]);
    return rider;
  };

  test(`every number on every screen has its source one tap away (${lang})`, async (t) => {
    const rider = await planned(t);
    const found = [];
    // The parts show made-up numbers.
    for (const screen of screens.filter((screen) => screen !== "parts")) {
      await show(rider, screen);
      found.push(...await read_off(rider, screen));
    }
    assert.deepEqual(found, []);
  });

  test(`so has every number of each role, course and certificate, and of every step's sheet (${lang})`, async (t) => {
    const rider = await planned(t);
    const steps = await rider.page.locator(".timeline-title a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(steps.length > 3);
    const places = [
      ...ids(book.roles).flatMap((id) => [`#/goal/${id}`, `#/who/${id}`, `#/map/${id}`]),
      ...ids([...book.courses, ...book.certificates, ...other.courses, ...other.certificates]).map((id) => `#/course/${id}`),
      ...steps,
    ];
    const found = [];
    for (const place of places) {
      await goes(rider, place, /^#\/(map|plan)\//.test(place));
      found.push(...await read_off(rider, place));
    }
    assert.deepEqual(found, []);
  });

  test(`so has every number behind a switch or a button: all the evidence, the other catalogue, a missed week, a check's result (${lang})`, async (t) => {
    const rider = await planned(t);
    const found = [];
    await rider.taps(say.missed);
    await rider.hasSheet(true);
    found.push(...await read_off(rider, "a missed week"));
    await rider.presses("Escape");
    await rider.hasSheet(false);
    await show(rider, "evidence");
    await rider.taps(say.all);
    await rider.sees(say.funnel);
    found.push(...await read_off(rider, "all evidence"));
    await show(rider, "courses");
    await rider.page.locator(".segmented-item", { hasText: say.second }).click();
    await rider.page.locator(".courses-item").first().waitFor();
    found.push(...await read_off(rider, "the other catalogue"));
    await show(rider, "map");
    await rider.picks(rider.page.getByRole("radio", { name: say.list }));
    found.push(...await read_off(rider, "the map as a list"));
    await show(rider, "check");
    const next = () => rider.page.locator("#main .button[data-kind=primary]").first().click();
    await next();
    for (const word of [say.level, null, say.liked]) {
      if (word) {
        const choices = rider.page.getByRole("button", { name: word, exact: true });
        await choices.first().waitFor();
        for (const one of await choices.all()) await one.click();
      }
      found.push(...await read_off(rider, "the check"));
      await next();
    }
    await rider.sees(say.result);
    found.push(...await read_off(rider, "a check's result"));
    assert.deepEqual(found, []);
  });

  test(`so has every number of every situation's plan, and of the goal it leads to (${lang})`, async (t) => {
    const found = [];
    for (const { id, name } of situations) {
      const rider = await someone(t, { lang: say.tag });
      await rider.opens();
      const folded = rider.page.locator("details.more > summary").first();
      await folded.waitFor();
      if (!await rider.thing(name[lang]).isVisible()) await folded.click();
      await rider.taps(name[lang]);
      await rider.hasAnswer();
      found.push(...await read_off(rider, id));
      await rider.context.close();
    }
    assert.deepEqual(found, []);
  });

  test(`whoever has no plan yet reads no number without a source either (${lang})`, async (t) => {
    const rider = await someone(t, { lang: say.tag });
    await rider.opens();
    const found = [];
    const alone = screens.filter((screen) => !["parts", "plan-sheet", "guest"].includes(screen));
    for (const screen of alone) {
      await show(rider, screen);
      found.push(...await read_off(rider, screen));
    }
    assert.deepEqual(found, []);
  });
}
