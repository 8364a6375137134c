// Today is asked of the clock whenever it is needed: in a page left open, after sleep, over midnight, in
// another time zone. A clock that cannot be right is told, and nothing is planned by it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const [situation] = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
const day = 86_400_000;
// Midnight in China some days from now: 10 minutes before it.
const evening = Math.ceil(Date.now() / day) * day + 2 * day + 16 * 3_600_000 - 600_000;
const inChina = (moment) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);

const begins = (rider) => rider.page.evaluate(() => {
  dispatchEvent(new Event("pagehide"));
  const draft = JSON.parse(localStorage.getItem("qitu.draft"));
  return draft.cases[draft.current].scenario.start;
});

async function opensAt(t, moment, zone = "Asia/Shanghai", tag = "zh-CN") {
  const rider = await someone(t, { lang: tag, more: { timezoneId: zone } });
  await rider.page.clock.setSystemTime(moment);
  await rider.opens();
  return rider;
}

test("a page left open over midnight plans from the new day, whatever woke it", async (t) => {
  const rider = await opensAt(t, evening);
  const choice = rider.thing(situation.name.zh);
  await choice.waitFor();
  await rider.page.clock.setSystemTime(evening + 1_200_000);
  await rider.taps(situation.name.zh);
  await rider.hasAnswer();
  assert.equal(await begins(rider), inChina(evening + 1_200_000));
});

test("looked at again ten days later, this week is another", async (t) => {
  const rider = await opensAt(t, evening);
  await rider.taps(situation.name.zh);
  await rider.hasPlan();
  await rider.goes("#/today");
  const week = async () => (await rider.page.locator("#main").innerText()).match(/从 (\S+) 起的一周/)?.[1];
  await rider.comes(week, "the week");
  const before = await week();
  await rider.page.clock.setSystemTime(evening + 17 * day);
  await rider.page.evaluate(() => dispatchEvent(new Event("focus")));
  await rider.comes(async () => await week() && await week() !== before, "another week");
});

for (const [zone, shift] of [["Pacific/Kiritimati", 14], ["America/Los_Angeles", -8]]) {
  test(`the day is the device's own in ${zone}`, async (t) => {
    const moment = Math.ceil(Date.now() / day) * day + 2 * day + 11 * 3_600_000;
    const rider = await opensAt(t, moment, zone);
    await rider.taps(situation.name.zh);
    await rider.hasAnswer();
    const there = new Date(moment + shift * 3_600_000).toISOString().slice(0, 10);
    assert.equal(await begins(rider), there);
    await rider.seesNot("不会对");
  });
}

for (const [lang, tag, say] of [["zh", "zh-CN", /这台设备的日期是.*不会对/], ["en", "en-GB", /This device says.*cannot be right/]]) {
  for (const year of [1970, 2020, 2050]) {
    test(`a clock in ${year} is told, and no plan begins there (${lang})`, async (t) => {
      const rider = await opensAt(t, Date.UTC(year, 2, 1, 4), "Asia/Shanghai", tag);
      const checked = await rider.page.locator('meta[name="qitu-checked"]').getAttribute("content");
      await rider.taps(situation.name[lang]);
      await rider.hasPlan();
      assert.equal(await begins(rider), checked);
      await rider.sees(say);
      await rider.hasNothingSticking();
      await rider.goes("#/today");
      await rider.sees(say);
    });
  }
}

test("a clock that may be right is told nowhere", async (t) => {
  const rider = await opensAt(t, Date.now() + 9 * 365 * day);
  await rider.taps(situation.name.zh);
  await rider.hasAnswer();
  await rider.seesNot("不会对");
});
