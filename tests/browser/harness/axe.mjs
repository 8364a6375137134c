// What axe-core finds on the screen, in a line each: WCAG 2.2 AA and its good practice.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { letters, screens, show, sticksOut, withPlan } from "./screens.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function findings(page) {
  // Evaluated by the debugger, which the page's policy does not concern.
  if (!await page.evaluate(() => Boolean(globalThis.axe))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    // Whoever speaks to the device says the words that they see (WCAG 2.5.3).
    rules: { "label-content-name-mismatch": { enabled: true } },
  }));
  return violations.map(({ id, impact, nodes }) =>
    `${id} (${impact}): ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.any?.[0]?.message ?? ""}`).join(" | ")}`);
}

// Walks through every screen and says what is wrong on each.
export async function sweep(rider, situation, size = "100%") {
  await withPlan(rider, situation);
  const found = [];
  for (const screen of screens) {
    await show(rider, screen);
    await letters(rider, size);
    for (const finding of await findings(rider.page)) found.push(`${screen}: ${finding}`);
    const wide = await sticksOut(rider);
    if (wide > 0) found.push(`${screen}: ${wide} px stick out at the side`);
    await letters(rider, "");
  }
  return found;
}
