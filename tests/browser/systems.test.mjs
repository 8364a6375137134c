// docs/systems.md says where each system is. Each row is opened and read.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dist, someone } from "./harness/person.mjs";

const top = join(import.meta.dirname, "../..");
const table = readFileSync(join(top, "docs/systems.md"), "utf8").split("\n")
  .filter((line) => line.startsWith("| ") && line.includes("`#/"))
  .map((line) => line.slice(2, -2).split(" | "))
  .map(([system, screen, words, data, check]) => ({ system, screen, words, data, check }));
const [{ name }] = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

test("every system of the table is where it is said to be", async (t) => {
  assert.ok(table.length > 40);
  const rider = await someone(t);
  await rider.opens();
  await rider.taps(name.zh);
  await rider.hasPlan();
  const missing = [];
  let last = "";
  for (const { system, screen, words } of table) {
    const [hash, tap] = screen.replaceAll("`", "").split(" → ");
    if (screen !== last) await rider.goes(hash);
    if (tap && screen !== last) await rider.taps(tap);
    last = screen;
    // Folded parts count: they are one tap away.
    const there = (words) => document.querySelector("#main h1") && document.querySelector("#main").textContent.includes(words);
    await rider.page.waitForFunction(there, words).catch(() => missing.push(`${system}: no “${words}” at ${hash}`));
  }
  assert.deepEqual(missing, []);
});

test("the table names files and tests that exist", () => {
  const files = ["src", "crates", "tests/browser", "public"].flatMap((folder) =>
    readdirSync(join(top, folder), { recursive: true }).map((path) => `${folder}/${path}`))
    .concat(readdirSync(join(top, "tests")).map((path) => `tests/${path}`));
  for (const { system, data, check } of table) {
    const named = [...data.matchAll(/[\w-]+\.json/g), ...check.matchAll(/[\w/-]+(\.test)?\.(rs|mjs)/g)].map(([file]) => file);
    assert.ok(named.length > 0, system);
    for (const file of named) assert.ok(files.some((path) => path.endsWith(`/${file}`)), `${system}: ${file}`);
  }
});
