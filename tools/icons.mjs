// Draws the icons' PNG copies from the two SVG files, with the browser of the tests.
// Run by hand after the drawing changes; the copies are kept with the sources.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "../tests/browser/harness/browser.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "public/icon");
const wanted = [["icon", 192], ["icon", 512], ["maskable", 180], ["maskable", 512]];

const browser = await open();
for (const [name, size] of wanted) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawing = readFileSync(join(folder, `${name}.svg`), "utf8");
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`);
  // Apple's icon wants a full square: it is the maskable drawing under the usual name.
  const file = name === "maskable" && size === 180 ? "icon-180.png" : `${name}-${size}.png`;
  writeFileSync(join(folder, file), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
