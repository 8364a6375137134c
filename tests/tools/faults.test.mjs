// What docs/faults.md says is held by a test names tests that are there.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const rows = readFileSync(join(top, "docs/faults.md"), "utf8").split("\n").filter((line) => /^\| (?!what is wrong)/.test(line));

test("each fault that was tried says what the person sees, and which test holds it", () => {
  assert.ok(rows.length > 35, `${rows.length} faults`);
  for (const row of rows) {
    const [, what, seen, held] = row.split("|").map((cell) => cell.trim());
    assert.ok(what && seen && held, row);
    const files = [...held.matchAll(/`([\w./-]+\.(?:mjs|rs))`/g)].map(([, path]) => path);
    assert.ok(files.length, row);
    for (const file of files) assert.ok(existsSync(join(top, file.includes("/") ? file : `tests/browser/${file}`)), `${file}: ${row}`);
  }
});
