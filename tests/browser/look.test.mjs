// What a careful eye would see: where lines break, what covers what, which chips are too many.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const book = JSON.parse(readFileSync(join(dist, "catalogue/modern-rider-academy.json"), "utf8"));

async function as(t, id, width = 360) {
  const { name } = situations.find((one) => one.id === id);
  const rider = await someone(t, { size: { width, height: 640 } });
  await rider.opens();
  const folded = rider.page.locator("details.more > summary").first();
  await folded.waitFor();
  if (!await rider.thing(name.zh).isVisible()) await folded.click();
  await rider.taps(name.zh);
  await rider.hasAnswer();
  return rider;
}

// Words of an element of which one line holds a part and the next the rest.
const split = (selector) => {
  const element = document.querySelector(selector);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { segment, index, isWordLike } of new Intl.Segmenter("zh", { granularity: "word" }).segment(node.data)) {
      if (!isWordLike) continue;
      const tops = [...segment].map((_, at) => {
        const range = document.createRange();
        range.setStart(node, index + at);
        range.setEnd(node, index + at + 1);
        return Math.round(range.getBoundingClientRect().top);
      });
      if (new Set(tops).size > 1) found.push(segment);
    }
  }
  return found;
};

for (const id of ["drone-at-forty", "cash-now", "degree-from-junior", "cover-first", "station-head"]) {
  test(`the headline ends its lines between words, and says of what is no job that it is got (${id})`, async (t) => {
    for (const width of [360, 320]) {
      const rider = await as(t, id, width);
      assert.deepEqual(await rider.page.evaluate(split, "h1.answer"), [], `at ${width} pixels`);
      const head = await rider.reads("h1.answer");
      const { scenario } = situations.find((one) => one.id === id);
      const text = JSON.stringify(scenario.goal);
      if (!/"role"/.test(text)) assert.doesNotMatch(head, /当上/);
      else assert.match(head, /当上/);
    }
  });
}

const lists = async (rider) => {
  await rider.page.locator("label, button, a").filter({ hasText: /^列表$/ }).filter({ visible: true }).first().tap();
  await rider.page.locator(".map-list-item").first().waitFor();
};

test("on the list of the map no heading lies over what follows it", async (t) => {
  const rider = await as(t, "drone-at-forty");
  await rider.goes("#/map");
  await lists(rider);
  const over = await rider.page.evaluate(() => {
    const boxes = [...document.querySelectorAll("#main :is(h2, h3, .list-item, .map-list-item)")].map((one) => [one.innerText.slice(0, 20), one.getBoundingClientRect()]);
    return boxes.flatMap(([name, box], at) => boxes.slice(at + 1, at + 3)
      .filter(([, next]) => next.height > 0 && box.height > 0 && next.top < box.bottom - 1 && next.left < box.right && next.right > box.left)
      .map(([other]) => `${name} over ${other}`));
  });
  assert.deepEqual(over, []);
});

test("what is said of a moment covers little and goes by itself", async (t) => {
  const rider = await as(t, "drone-at-forty");
  await rider.page.locator(".timeline-title a").first().tap();
  await rider.hasSheet(true);
  await rider.taps("固定这一步");
  const toast = rider.page.locator(".toast");
  await toast.waitFor();
  const { height } = await toast.boundingBox();
  assert.ok(height <= 96, `${height} of 640 pixels`);
  await toast.waitFor({ state: "detached", timeout: 8000 });
});

test("estimates are counted in one line, and nothing of the rider's own is called one", async (t) => {
  const rider = await as(t, "drone-at-forty");
  await rider.becomes(() => rider.page.locator(".outlook").innerText(), /\d+ 项估计/);
  assert.equal(await rider.page.locator(".timeline .fact, .figures .fact").count(), 0, "a chip after each fact");
  assert.equal(await rider.page.locator(".plan-adjust .fact").count(), 0, "a chip under the rider's own");
});

test("each job says what it pays, in the question, on the list and on the map", async (t) => {
  const paid = book.roles.filter((role) => role.pay);
  const rider = await someone(t);
  await rider.opens();
  for (const answer of ["骑手", "三年左右", "有休息日"]) await rider.taps(answer);
  const says = (place) => rider.becomes(async () => {
    const rows = await rider.page.locator(place).allInnerTexts();
    const silent = paid.filter(({ name }) => rows.some((row) => row.startsWith(name.zh)) && !rows.some((row) => row.startsWith(name.zh) && row.includes("¥")));
    return `${rows.length > 2} ${silent.map(({ name }) => name.zh)}`;
  }, /^true $/);
  await says(".choice");
  await rider.goes("#/goals");
  await says("#main .list-item");
  await rider.goes("#/map");
  await lists(rider);
  await says(".map-list-item");
});
