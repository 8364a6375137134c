// What a rider downloads before the first plan, in bytes after brotli, and what it is made of.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";

export const LIMIT = 360_000;

const assets = (dist) => readdirSync(join(dist, "assets")).filter((name) => !/\.(br|gz)$/.test(name)).map((name) => `assets/${name}`);
const isLater = (path) => path.startsWith("assets/later-");
const isOfStaff = (path) => path.startsWith("assets/studio.");

function weigh(dist, path) {
  const raw = readFileSync(join(dist, path));
  const squeezed = join(dist, `${path}.br`);
  return { path, raw: raw.length, brotli: existsSync(squeezed) ? readFileSync(squeezed).length : brotliCompressSync(raw).length };
}

// Everything the page needs for a first plan: the document, what it names, and the catalogue. A journey
// in a browser holds this list to what is really fetched.
export function firstLoad(dist) {
  const paths = ["index.html", ...assets(dist).filter((path) => !isLater(path) && !isOfStaff(path)), "catalogue/modern-rider-academy.first.json", "catalogue/situations.json"];
  return paths.filter((path) => existsSync(join(dist, path))).map((path) => weigh(dist, path));
}

// What comes after the first plan: the other pieces of the page, and the catalogue with all its texts.
export const later = (dist) => [...assets(dist).filter(isLater), "catalogue/modern-rider-academy.json"].map((path) => weigh(dist, path));

// What only staff fetch, when they ask the studio for what takes a worker.
export const ofStaff = (dist) => assets(dist).filter(isOfStaff).map((path) => weigh(dist, path));

export function report(dist) {
  const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(8);
  const sum = (parts, key) => parts.reduce((total, part) => total + part[key], 0);
  const table = (title, parts, note) => {
    console.log(`${title.padEnd(42)}     raw  brotli`);
    for (const { path, raw, brotli } of parts) {
      console.log(`  ${path.replace(/\.[0-9a-f]{12}/, "").padEnd(40).slice(0, 40)}${kb(raw)}${kb(brotli)}`);
    }
    console.log(`  ${"total".padEnd(40)}${kb(sum(parts, "raw"))}${kb(sum(parts, "brotli"))}${note}`);
  };
  const first = firstLoad(dist);
  table("first load, KB", first, `   (limit ${LIMIT / 1000})`);
  table("after the first plan, KB", later(dist), "");
  table("for staff, when asked for, KB", ofStaff(dist), "");
  return sum(first, "brotli");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  report(join(dirname(fileURLToPath(import.meta.url)), "..", "dist"));
}
