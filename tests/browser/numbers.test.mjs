// Every number on every screen that somebody may act on has its source one tap away.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";
import { show, screens, withPlan } from "./harness/screens.mjs";

const [{ name }] = JSON.parse(readFileSync(`${dist}/catalogue/situations.json`, "utf8"));

// What is asked is no claim: choices, and what the rider entered. How soon a role could be had is
// the plan that the screen's one action opens; what a week costs is the rider's own hours and take. Sums of a plan are accepted where
// their steps stand on the same screen, each a tap away from its sources.
//
// The numbers of the screen whose own card, row or section has neither a source, nor a link to where
// it stands, nor belongs to the rider: [the words, where].
const unsourced = () => {
  const number = /¥\s?\d|\d\s*(元|%|周|小时|个月|年制|人|名|个名额|weeks?\b|hours?\b|months?\b|yuan|people|seats)/;
  // A link to the plan is the tap to its steps.
  const asked = "a[href='#/plan'], input, select, option, textarea, output, button, nav, .chip, .slider, .choice-more, .compare-hour, .share-terms, .check-note, .goal-soonest, .week-cost, [data-own]";
  const unseen = ".toast, .leaflet, .hidden-words, svg, .shell-bar";
  const sums = document.querySelector('#main a[href^="#/plan/"]') ? ".figures" : "none";
  const holder = "dialog, li, article, tr, .card, .figure, details, dl, section, form";
  const leads = 'details.source, a[href^="#/course/"], a[href^="#/goal/"], a[href^="#/plan/"], a[href^="#/map/"], a[href^="#/evidence"]';
  const main = document.querySelector("#main");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
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

test("every number on every screen has its source one tap away", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  const found = [];
  // The parts show made-up numbers.
  for (const screen of screens.filter((screen) => screen !== "parts")) {
    await show(rider, screen);
    for (const one of await rider.page.evaluate(unsourced)) found.push(`${screen}: ${one}`);
  }
  assert.deepEqual(found, []);
});

test("a source says who, when and how sure", async (t) => {
  const rider = await someone(t);
  await withPlan(rider, name.zh);
  const bare = [];
  for (const screen of screens) {
    await show(rider, screen);
    bare.push(...await rider.page.evaluate(() => [...document.querySelectorAll("#main details.source")]
      .filter((one) => !/已公布|现行规定|预计|估计/.test(one.querySelector("summary").textContent)
        || !/\d{4}/.test(one.textContent) || one.querySelector(".source-more").textContent.trim().length < 4)
      .map((one) => one.textContent.trim().slice(0, 80))));
  }
  assert.deepEqual(bare, []);
});
