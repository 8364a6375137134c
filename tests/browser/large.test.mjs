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
