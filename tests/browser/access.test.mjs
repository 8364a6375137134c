// Every screen, both languages, light and dark: nothing serious for whoever cannot see or point.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { dist, phone, someone } from "./harness/person.mjs";
import { screens, show, withPlan } from "./harness/screens.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [{ name }] = JSON.parse(readFileSync(`${dist}/catalogue/situations.json`, "utf8"));

async function findings(page) {
  // Evaluated by the debugger, which the page's policy does not concern.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
}

for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  for (const theme of ["light", "dark"]) {
    test(`every screen in ${lang}, ${theme}`, { todo: "labels mended, to be seen green" }, async (t) => {
      const rider = await someone(t, { lang: tag, theme, size: phone });
      await withPlan(rider, name[lang]);
      const found = [];
      for (const screen of screens) {
        await show(rider, screen);
        for (const finding of await findings(rider.page)) found.push(`${screen}: ${finding}`);
        const wide = await rider.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) found.push(`${screen}: ${wide} px stick out at the side`);
      }
      assert.deepEqual(found, []);
    });
  }
}

test("at 320 pixels and with letters twice as large nothing sticks out", { todo: "2 px of the comparison" }, async (t) => {
  const rider = await someone(t, { size: { width: 320, height: 640 } });
  await withPlan(rider, name.zh);
  const found = [];
  for (const size of ["100%", "200%"]) {
    for (const screen of screens) {
      await show(rider, screen);
      await rider.page.evaluate((size) => { document.documentElement.style.fontSize = size; }, size);
      const wide = await rider.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) found.push(`${screen} at ${size}: ${wide} px`);
    }
  }
  assert.deepEqual(found, []);
});
