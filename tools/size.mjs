// What a rider downloads before the first plan, in bytes after brotli, and what it is made of.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";

export const LIMIT = 300_000;

// Everything the page needs for a first plan: the document, what it names, and the catalogue.
export function firstLoad(dist) {
  const assets = readdirSync(join(dist, "assets")).filter((name) => !/\.(br|gz)$/.test(name));
  const catalogue = ["modern-rider-academy.json", "situations.json"].map((name) => `catalogue/${name}`);
  const paths = ["index.html", ...assets.map((name) => `assets/${name}`), ...catalogue].filter((path) => existsSync(join(dist, path)));
  return paths.map((path) => {
    const raw = readFileSync(join(dist, path));
    const squeezed = join(dist, `${path}.br`);
    return { path, raw: raw.length, brotli: existsSync(squeezed) ? readFileSync(squeezed).length : brotliCompressSync(raw).length };
  });
}

export function report(dist) {
  const parts = firstLoad(dist);
  const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
  console.log("first load, KB         raw  brotli");
  for (const { path, raw, brotli } of parts) {
    console.log(`  ${path.replace(/\.[0-9a-f]{12}/, "").padEnd(40).slice(0, 40)}${kb(raw)}${kb(brotli)}`);
  }
  const sum = (key) => parts.reduce((total, part) => total + part[key], 0);
  console.log(`  ${"total".padEnd(40)}${kb(sum("raw"))}${kb(sum("brotli"))}   (limit ${LIMIT / 1000})`);
  return sum("brotli");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  report(join(dirname(fileURLToPath(import.meta.url)), "..", "dist"));
}
