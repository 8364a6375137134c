// Another version of the built folder: the same program under other names, as the next build would be.

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const HASH = /\b[0-9a-f]{12}\b/g;
const PATIENCE = /PATIENCE = \d+/;
const TEXT = /\.(html|js|css|webmanifest)$/;

// Every hash loses its first letters to the version's own; what is read by that name follows. The
// worker that keeps it waits for the network as long as it takes: what a page is given does not hang
// on how busy the machine is.
export function version(dist, mark) {
  const rename = (text) => text.replace(HASH, (hash) => mark.repeat(4) + hash.slice(4));
  const folder = mkdtempSync(join(tmpdir(), "qitu-version-"));
  for (const name of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!name.isFile() || /\.(br|gz)$/.test(name.name)) continue;
    const path = join(name.parentPath ?? name.path, name.name).slice(dist.length + 1);
    const bytes = readFileSync(join(dist, path));
    const place = join(folder, rename(path));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, TEXT.test(path) ? rename(bytes.toString()).replace(PATIENCE, "PATIENCE = 60000") : bytes);
  }
  countAgain(folder);
  return folder;
}

// What the worker knows its files by.
function countAgain(folder) {
  const path = join(folder, "sw.js");
  const sum = (file) => createHash("sha256").update(readFileSync(join(folder, file))).digest("hex").slice(0, 16);
  const again = (_, list) => `FILES = ${JSON.stringify(Object.fromEntries(Object.keys(JSON.parse(list)).map((file) => [file, sum(file)])))};`;
  writeFileSync(path, readFileSync(path, "utf8").replace(/FILES = (\{.*\});/, again));
}
