// Pictures of every screen: three sizes, two languages, light and dark, into target/shots/.
//
//   node tests/browser/shots.mjs [screen …]

import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { open } from "./harness/browser.mjs";
import { Person, dist } from "./harness/person.mjs";
import { screens, show, withPlan } from "./harness/screens.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const out = join(top, "target/shots");
const sizes = [[360, 640], [768, 1024], [1440, 900]];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : screens;
const [{ name }] = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

mkdirSync(out, { recursive: true });
const host = await serve({ folder: () => dist });
const browser = await open();
for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
  for (const theme of ["light", "dark"]) {
    for (const [width, height] of sizes) {
      const context = await browser.newContext({ viewport: { width, height }, locale: tag, colorScheme: theme, serviceWorkers: "block", reducedMotion: "reduce" });
      const rider = new Person(context, await context.newPage(), host.address);
      await withPlan(rider, name[lang]);
      for (const screen of wanted) {
        await show(rider, screen);
        const file = (more) => join(out, `${screen}-${width}-${lang}-${theme}${more}.png`);
        await rider.page.screenshot({ path: file("") });
        if (width === 360) await rider.page.screenshot({ path: file("-whole"), fullPage: true });
      }
      await context.close();
    }
  }
}
await browser.close();
await host.close();
console.log(`pictures are in ${out}`);
