// Catalogues that people handed in, sound and damaged: what riders get of each in the page and in another
// one's, and what staff are told in the studio. The command line is held to the same list
// (`crates/cli/tests/books.rs`).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { asks } from "./harness/answers.mjs";
import { expected, heard, host } from "./harness/host.mjs";
import { becomes, someone, withFlags } from "./harness/person.mjs";

const read = (name) => readFileSync(new URL(`../books/${name}`, import.meta.url));
const outcomes = JSON.parse(read("outcomes.json"));
const goalOf = ({ goal }) => goal ?? "夜校队长";

// The same rider in every book, as a draft would have it: what the first screen asks differs by book.
const scenario = ({ goal }) => ({
  format: "qitu.scenario/1", start: "2026-11-30", goal: { role: goal ? "r" : "leader" }, week: { gap: 2, evening: 6, rest_day: 6 },
  rider: { age: 30, education: "senior", ...(goal ? {} : { role: "rider", tenure: { rider: 14 } }) },
});
const idOf = ({ goal }) => (goal ? "t" : "nanfang-school");
const draft = (book) => JSON.stringify({ format: "qitu.draft/1", cases: [{ name: "", scenario: scenario(book) }], current: 0 });

const keeps = ([id, draft]) => {
  localStorage.clear();
  localStorage.setItem(`qitu.draft@/${id}`, draft);
};

// What a rider with that draft sees of a book, in the page or in a frame.
async function holds(frame, book) {
  const main = () => frame.locator("#main").innerText();
  if (book.answer === "unread") {
    await frame.getByText("不是网络的问题").waitFor();
    assert.equal(await frame.locator(".choice, h1.answer").count(), 0);
    return;
  }
  if (book.answer === "absent") {
    await frame.getByText("不在现在这份课程目录里：leader").waitFor();
    assert.equal(await frame.locator("h1.answer, .figures").count(), 0);
    return;
  }
  await frame.waitForFunction(() => document.querySelector("h1.answer") && !document.querySelector('[aria-busy="true"], .progress'), null, { timeout: 60_000 });
  const said = await frame.locator("h1.answer").innerText();
  if (book.answer === "plan") assert.match(said, new RegExp(`可以当上${goalOf(book)}`), book.file);
  else assert.equal(said, `照现在的条件，还当不上${goalOf(book)}`, book.file);
  if (book.why) {
    await frame.waitForFunction((why) => document.querySelector("#main").innerText.includes(why), book.why);
    assert.ok((await main()).includes(book.why), book.file);
  }
}

test("in the page under ?book=, each book is planned as far as it is sound", async (t) => {
  const rider = await someone(t);
  rider.expected = /404/;
  let now;
  await rider.context.route(/\/catalogue\/(nanfang-school|t)(\.first)?\.json/, (route) => {
    const isWhole = !route.request().url().includes(".first.");
    return isWhole ? route.fulfill({ contentType: "application/json", body: read(now.file) }) : route.fulfill({ status: 404, body: "" });
  });
  for (const book of outcomes) {
    now = book;
    // The built-in catalogue's page keeps nothing of it.
    await rider.opens("?lang=zh");
    await rider.page.evaluate(keeps, [idOf(book), draft(book)]);
    await rider.opens(`?lang=zh&book=${idOf(book)}#/plan`);
    await holds(rider.page, book);
  }
});

test("handed in by another page, each book is planned as far as it is sound, and the page hears what is not", async (t) => {
  const open = (t, more) => withFlags(t, ["--disable-features=TrackingProtection3pcd"], more);
  const files = { "/own.json": ["application/json", "{}"] };
  let address;
  const visitor = await host(t, (planner) => {
    address = planner;
    return '<qitu-planner id="one" lang="zh" mode="answer" catalogue="/own.json"></qitu-planner>';
  }, { files, open });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  for (const book of outcomes) {
    files["/own.json"] = ["application/json", read(book.file)];
    await visitor.context.unrouteAll();
    await visitor.context.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", body: read(book.file) }));
    // What is kept belongs to the page around it too.
    await visitor.page.evaluate((address) => {
      document.querySelector("qitu-planner").remove();
      document.body.append(Object.assign(document.createElement("iframe"), { src: `${address}embed.json` }));
    }, address);
    await becomes(() => visitor.page.frames().slice(1).map((frame) => frame.url()), [`${address}embed.json`]);
    await visitor.page.frames()[1].evaluate(keeps, [idOf(book), draft(book)]);
    await visitor.page.reload();
    await heard(visitor, "ready");
    await holds(visitor.page.frames()[1], book);
    if (book.errors) {
      const { usable, errors, faults } = await heard(visitor, "error");
      assert.equal(usable, book.answer !== "unread", book.file);
      if (book.line !== "unread") assert.equal(errors, book.errors, book.file);
      assert.ok(faults.some(({ what }) => what.zh.includes(book.told)), `${book.file}: ${JSON.stringify(faults)}`);
    }
    visitor.isContent(expected);
  }
});

test("in the studio each book is told what is wrong with it, in its place", async (t) => {
  const staff = await someone(t, { size: { width: 1440, height: 900 } });
  await staff.opens("#/studio");
  await staff.rests();
  const desk = () => staff.page.locator("#studio-text").inputValue();
  for (const book of outcomes) {
    const before = await desk();
    await staff.page.setInputFiles('input[type="file"]', { name: book.file, mimeType: "application/json", buffer: read(book.file) });
    // A file of another encoding is read, and needs no mending by hand.
    if (book.line === "unread") await becomes(desk, /南方骑手夜校/, book.file);
    else if (book.told) await becomes(() => staff.page.locator(".studio-problems").first().innerText(), new RegExp(book.told.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")), book.file);
    else await staff.becomes(() => staff.page.locator(".studio-problem .badge[data-tone=bad]").count(), 0, book.file);
    if (book.answer === "unread") assert.equal(await desk(), before, "the work on the desk is not lost to an error page");
  }
});
