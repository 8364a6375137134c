// Letters twice as large, and the narrowest phone: nothing is lost, nothing sticks out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sweep } from "./harness/axe.mjs";
import { dist, phone, someone } from "./harness/person.mjs";
import { letters, screens, show, sticksOut, withPlan } from "./harness/screens.mjs";

const [{ name }] = JSON.parse(readFileSync(`${dist}/catalogue/situations.json`, "utf8"));

for (const [lang, tag, theme] of [["zh", "zh-CN", "light"], ["en", "en-GB", "light"], ["zh", "zh-CN", "dark"], ["en", "en-GB", "dark"]]) {
  test(`every screen with letters twice as large, ${lang}, ${theme}`, async (t) => {
    const rider = await someone(t, { lang: tag, theme, size: phone });
    assert.deepEqual(await sweep(rider, name[lang], "200%"), []);
  });
}

test("letters twice as large leave every name its words, none a column of letters", async (t) => {
  const rider = await someone(t, { size: phone });
  await withPlan(rider, name.zh);
  const narrow = [];
  for (const screen of screens) {
    await show(rider, screen);
    await letters(rider, "200%");
    const found = await rider.page.evaluate(() => [...document.querySelectorAll("#main :is(.list-title, .card-title, .timeline-title, .today-name, h2, h3)")]
      .filter((one) => one.innerText.trim().length > 3 && one.getClientRects().length > 0)
      .filter((one) => one.getBoundingClientRect().width < 2.5 * Number.parseFloat(getComputedStyle(one).fontSize))
      .map((one) => one.innerText.trim()));
    narrow.push(...found.map((words) => `${screen}: ${words}`));
    await letters(rider, "");
  }
  assert.deepEqual(narrow, []);
});

test("at 400 % zoom no bar stands over what is read, and nothing sticks out", async (t) => {
  // A window of 1280 by 1024 seen four times as large.
  const rider = await someone(t, { size: { width: 320, height: 256 } });
  await withPlan(rider, name.zh);
  const found = [];
  for (const screen of screens.filter((screen) => !screen.endsWith("-sheet") && screen !== "parts")) {
    await show(rider, screen);
    // In the middle of the page, down the middle of the window: what is held there by its style.
    const held = await rider.page.evaluate(() => {
      scrollTo(0, (document.documentElement.scrollHeight - innerHeight) / 2);
      let height = 0;
      for (let y = 2; y < innerHeight; y += 4) {
        let at = document.elementFromPoint(innerWidth / 2, y);
        while (at && !["fixed", "sticky"].includes(getComputedStyle(at).position)) at = at.parentElement;
        if (at) height += 4;
      }
      return height;
    });
    if (held > 0) found.push(`${screen}: bars take ${held} of 256 px`);
    const wide = await sticksOut(rider);
    if (wide > 0) found.push(`${screen}: ${wide} px stick out`);
  }
  assert.deepEqual(found, []);
});

for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  test(`at 320 pixels nothing sticks out, ${lang}`, async (t) => {
    const rider = await someone(t, { lang: tag, size: { width: 320, height: 640 } });
    await withPlan(rider, name[lang]);
    const found = [];
    for (const screen of screens) {
      await show(rider, screen);
      for (const size of ["100%", "200%"]) {
        await letters(rider, size);
        const wide = await sticksOut(rider);
        if (wide > 0) found.push(`${screen} at ${size}: ${wide} px`);
      }
      await letters(rider, "");
    }
    assert.deepEqual(found, []);
  });
}
