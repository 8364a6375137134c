// Every screen, both languages, light and dark: nothing in the way of whoever cannot see or point.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { sweep } from "./harness/axe.mjs";
import { dist, phone, someone } from "./harness/person.mjs";

const [{ name }] = JSON.parse(readFileSync(`${dist}/catalogue/situations.json`, "utf8"));

for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  for (const theme of ["light", "dark"]) {
    test(`every screen in ${lang}, ${theme}`, async (t) => {
      const rider = await someone(t, { lang: tag, theme, size: phone });
      assert.deepEqual(await sweep(rider, name[lang]), []);
    });
  }
}
