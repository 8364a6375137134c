// What the build writes of the catalogue and what `qitu pack` writes of it are the same.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { forPlanning, sum } from "../../tools/planning.mjs";
import { qitu } from "../browser/harness/qitu.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");

// An empty list, record or word says what none says.
const isEmpty = (value) => value === "" || (value && typeof value === "object" && Object.keys(value).length === 0);
const said = (text) => JSON.parse(text, (_, value) => (isEmpty(value) ? undefined : value));

test("the built-in catalogue packed is what the build wrote", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "qitu-pack-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(top, "dist"), folder, { recursive: true });
  const [whole, first] = ["", ".first"].map((part) => `catalogue/modern-rider-academy${part}.json`);
  const { code, err } = qitu("pack", "--catalogue", `public/${whole}`, folder);
  assert.equal(code, 0, err);
  const built = (path) => readFileSync(join(top, "dist", path), "utf8");
  const packed = (path) => readFileSync(join(folder, path), "utf8");
  assert.equal(packed(whole), built(whole));
  assert.deepEqual(said(packed(first)), said(built(first)));
  // The page knows the file by the sum that its head gives.
  const [, known] = packed("index.html").match(/name="qitu-first-sum" content="([^"]+)"/);
  assert.equal(known, sum(packed(first)));
  const rest = (page) => page.replace(/(name="qitu-first-sum" content=")[^"]+/, "$1");
  assert.equal(rest(packed("index.html")), rest(built("index.html")));
  // The words of the document are about the academy of the build.
  assert.equal(qitu("pack", "--catalogue", "tests/books/night-school.json", folder).code, 0);
  assert.match(packed("index.html"), /<div id="boot" class="boot" data-known="">/);
});

test("what riders read of a class is left out of a first plan, by the build as by pack", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "qitu-pack-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(top, "dist"), folder, { recursive: true });
  const book = JSON.parse(readFileSync(join(top, "tests/books/night-school.json"), "utf8"));
  const contact = { phone: "0755-1234 5678", enrol: "https://school.example/enrol", wechat: "night", note: { zh: "晚上", en: "Evenings" } };
  for (const course of book.courses) {
    course.contact = contact;
    for (const offer of course.offers ?? []) Object.assign(offer, { teacher: { zh: "王芳", en: "Wang Fang" }, seats: 30, least: 8, code: "A1", last_day: "2030-03-20", contact });
  }
  const path = join(folder, "own-book.json");
  writeFileSync(path, JSON.stringify(book));
  const { code, err } = qitu("pack", "--catalogue", path, folder);
  assert.equal(code, 0, err);
  const [, name] = readFileSync(join(folder, "index.html"), "utf8").match(/name="qitu-first" content="([^"]+)"/);
  for (const first of [readFileSync(join(folder, name), "utf8"), forPlanning(JSON.stringify(book))]) {
    assert.match(first, /"offers"/);
    assert.doesNotMatch(first, /"(contact|teacher|seats|least|code|last_day)"/);
  }
});
