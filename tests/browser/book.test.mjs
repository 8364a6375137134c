// Another catalogue than the one of the build: another edition in its place, by hand, by `qitu pack` and by
// the studio's archive, and a second academy's beside it, opened with ?book= in the address.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../tools/serve.mjs";
import { asks } from "./harness/answers.mjs";
import { expected, serveHere } from "./harness/host.mjs";
import { dist, someone } from "./harness/person.mjs";
import { qitu } from "./harness/qitu.mjs";
import { unzipped } from "./harness/zip.mjs";

const night = join(dirname(fileURLToPath(import.meta.url)), "../books/night-school.json");
const OWN = "catalogue/modern-rider-academy.json";
const BOOK = "?book=nanfang-school";
const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

// They are there until the last page is closed: pieces of the planner come in their own time.
const hosts = [];
after(() => Promise.all(hosts.map(async ({ folder, close }) => {
  await close();
  rmSync(folder, { recursive: true });
})));

// A folder of its own with the planner, as a host has it.
async function deployed() {
  const folder = mkdtempSync(join(tmpdir(), "qitu-book-"));
  cpSync(dist, folder, { recursive: true });
  const { address, close } = await serve({ folder: () => folder, base: "/planner/" });
  hosts.push({ folder, close });
  return { folder, address };
}

function pack(folder, catalogue, ...more) {
  const { code, err } = qitu("pack", "--catalogue", catalogue, ...more, folder);
  assert.equal(code, 0, err);
}

async function withNightSchool() {
  const host = await deployed();
  pack(host.folder, night, "--book");
  return host;
}

// The built-in catalogue in which each role takes thirty weeks more.
function later(folder) {
  const book = JSON.parse(readFileSync(join(folder, OWN), "utf8"));
  for (const role of book.roles) for (const offer of role.offers ?? []) if (offer.weeks) offer.weeks += 30;
  const path = join(folder, "later.json");
  writeFileSync(path, JSON.stringify(book));
  return path;
}

const ways = {
  "by hand": (folder) => {
    cpSync(later(folder), join(folder, OWN));
    for (const name of [OWN, OWN.replace(".json", ".first.json")]) for (const copy of [".br", ".gz"]) rmSync(join(folder, name + copy), { force: true });
    rmSync(join(folder, OWN.replace(".json", ".first.json")));
  },
  "by qitu pack": (folder) => pack(folder, later(folder)),
  // As the screen says: everything in the folder is replaced.
  "by the studio's zip": async (folder, t, address) => {
    const staff = await someone(t, { address, size: { width: 1440, height: 900 } });
    await staff.opens("#/publish");
    await staff.rests();
    await staff.page.setInputFiles('input[type="file"]', later(folder));
    await staff.sees("学院里正在改的这份");
    await staff.page.getByRole("button", { name: /^整个骑途，打成一个包/ }).click();
    const [download] = await Promise.all([staff.page.waitForEvent("download"), staff.page.getByRole("button", { name: "打包下载" }).click()]);
    const files = unzipped(readFileSync(await download.path()));
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  },
};

// What is kept of a file is renewed behind the page: for flight mode it must have come.
const renews = (person, folder, path) => person.becomes(
  () => person.page.evaluate((path) => caches.match(path).then((kept) => kept?.text()), path), readFileSync(join(folder, path), "utf8"), path);

const weeks = async (page) => Number((await page.locator(".figures").first().innerText()).match(/(\d+)\s*周/)?.[1]);

async function plans(t, address, more = {}) {
  const rider = await someone(t, { address, more });
  // Where it was replaced by hand what a first plan is made from is gone.
  rider.expected = /404/;
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  return rider;
}

for (const [way, replace] of Object.entries(ways)) {
  test(`a catalogue replaced ${way} is planned with on the first visit, on the next and in flight mode`, async (t) => {
    const { folder, address } = await deployed();
    const known = await plans(t, address, { serviceWorkers: "allow" });
    await known.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const before = await weeks(known.page);
    await replace(folder, t, address);
    const fresh = await plans(t, address);
    const now = await weeks(fresh.page);
    assert.ok(now > before, `${before}, then ${now}`);
    const again = await fresh.comesBack();
    await again.opens("#/plan");
    await again.hasPlan();
    assert.equal(await weeks(again.page), now);
    // Who was here before has the earlier edition on the device: it is made again, and told.
    await known.reloads();
    await known.becomes(() => weeks(known.page), now);
    await known.becomes(() => known.page.locator(".told").count(), 1);
    await renews(known, folder, OWN);
    await known.context.setOffline(true);
    await known.reloads();
    await known.hasPlan();
    await known.becomes(() => weeks(known.page), now);
  });
}

const shared = async (frame) => {
  await frame.evaluate(() => { location.hash = "#/share"; });
  return frame.locator("#main input[readonly]").first().inputValue();
};

// Somebody else opens a link, takes the plan as their own, and reads its answer.
async function takes(friend, link) {
  await friend.page.goto("about:blank");
  await friend.page.goto(link);
  await friend.taps("打开这份计划");
  await friend.hasPlan();
  return friend.reads("h1.answer");
}

test("a link with ?book= opens the planner with that catalogue, and so does every link made there", async (t) => {
  const { address } = await withNightSchool();
  const rider = await someone(t, { address });
  await rider.opens(BOOK);
  // A skeleton of them may stand until it is known that the book brings none.
  await rider.becomes(() => rider.page.locator(".start-samples").count(), 0);
  const said = await asks(rider.page);
  assert.match(said, /夜校队长|队长/);
  // What makes the first plan is enough for it: the whole catalogue comes after.
  assert.ok(rider.requests.some((url) => url.endsWith("catalogue/nanfang-school.first.json")));
  assert.deepEqual(rider.requests.filter((url) => /modern-rider-academy/.test(url)), []);
  await rider.reloads();
  assert.equal(new URL(rider.page.url()).search, BOOK);
  await rider.becomes(() => rider.reads("h1.answer"), said);
  const link = await shared(rider.page);
  assert.ok(link.startsWith(`${address}${BOOK}#p=`), link);
  const friend = await someone(t, { address });
  assert.equal(await takes(friend, link), said);
  // The planner's own catalogue keeps apart from it, and a plan of the other is no "cannot" there.
  const own = await rider.comesBack();
  await own.opens();
  await own.sees("第 1 步");
  await own.taps(situations[0].name.zh);
  await own.hasPlan();
  const other = await someone(t, { address });
  await other.page.goto(link.replace(BOOK, ""));
  await other.sees("照另一份课程目录做的：nanfang-school");
  assert.equal(await other.page.locator("h1.answer, .figures").count(), 0);
  await other.taps("打开那份目录");
  await other.taps("打开这份计划");
  await other.hasPlan();
  assert.equal(await other.reads("h1.answer"), said);
});

test("in WeChat a link with ?book= keeps both the catalogue and the plan", async (t) => {
  const { address } = await withNightSchool();
  const rider = await someone(t, { address, more: { userAgent: "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50" } });
  await rider.opens(BOOK);
  const said = await asks(rider.page);
  const link = await shared(rider.page);
  assert.ok(link.startsWith(`${address}${BOOK}&p=`), link);
  assert.equal(await takes(await someone(t, { address }), link), said);
});

for (const [what, element] of [
  ["a bare iframe", (planner) => `<iframe title="Qitu" src="${planner}${BOOK}&embed=full&lang=zh" width="360" height="640"></iframe>`],
  ["the element", (planner) => `<script type="module" src="${planner}embed.js"></script><qitu-planner lang="zh" book="nanfang-school"></qitu-planner>`],
]) {
  test(`${what} in a page of another origin opens the book`, async (t) => {
    const planner = (await withNightSchool()).address;
    const address = await serveHere(t, (path) => (path === "/" ? ["text/html; charset=utf-8", `<!doctype html><title>Host</title>${element(planner)}`] : undefined));
    const visitor = await someone(t, { address });
    visitor.expected = new RegExp(`${expected.source}|404`);
    await visitor.page.goto(address);
    await visitor.becomes(() => visitor.page.frames().length, 2);
    const frame = visitor.page.frames()[1];
    const said = await asks(frame);
    const link = await shared(frame);
    // A host that speaks with the planner is where its riders meet it.
    const home = what === "the element" ? address : `${planner}${BOOK}`;
    assert.ok(link.startsWith(`${home}#p=`), link);
    const friend = await someone(t, { address });
    friend.expected = visitor.troubles.expected;
    if (what !== "the element") {
      assert.equal(await takes(friend, link), said);
      return;
    }
    await friend.page.goto(link);
    const there = friend.page.frameLocator("qitu-planner >> iframe");
    await friend.becomes(() => there.locator("h1.answer").innerText(), said);
  });
}

test("the lines to put a book into a page name it", async (t) => {
  const { address } = await withNightSchool();
  const staff = await someone(t, { address, size: { width: 1440, height: 900 } });
  await staff.opens(`${BOOK}#/embed`);
  await staff.rests();
  const lines = await staff.page.locator("pre.kit-code").first().innerText();
  assert.ok(lines.includes(`src="${address}embed.js"`), lines);
  assert.ok(lines.includes('book="nanfang-school"'), lines);
  assert.ok(lines.includes(`href="${address}${BOOK}"`), lines);
});

test("a book that has been opened once opens in flight mode, in the edition that the host had last", async (t) => {
  const { folder, address } = await withNightSchool();
  const rider = await someone(t, { address, more: { serviceWorkers: "allow" } });
  await rider.opens(BOOK);
  const said = await asks(rider.page);
  await rider.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.becomes(() => rider.reads("h1.answer"), said);
  await rider.context.setOffline(false);
  const newer = JSON.parse(readFileSync(night, "utf8"));
  for (const role of newer.roles) for (const offer of role.offers ?? []) if (offer.weeks) offer.weeks += 30;
  const path = join(folder, "newer.json");
  writeFileSync(path, JSON.stringify(newer));
  pack(folder, path, "--book");
  await rider.reloads();
  await rider.becomes(async () => (await rider.reads("h1.answer")) !== said, true, "the newer edition is planned with");
  await rider.hasPlan();
  const then = await rider.reads("h1.answer");
  for (const part of ["", ".first"]) await renews(rider, folder, `catalogue/nanfang-school${part}.json`);
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.becomes(() => rider.reads("h1.answer"), then);
});

// What the browser would install from this address.
async function app(rider) {
  const wire = await rider.context.newCDPSession(rider.page);
  const { manifest, errors } = await wire.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const { appId } = await wire.send("Page.getAppId");
  await wire.detach();
  return { id: appId, start: manifest?.startUrl, scope: manifest?.scope, pictures: manifest?.icons?.length, ways: manifest?.shortcuts?.map(({ url }) => url) };
}

test("an app installed from an address opens with its catalogue, and is not another planner's of the same origin", async (t) => {
  const { address } = await withNightSchool();
  const rider = await someone(t, { address });
  for (const [search, lang] of [["", ""], [BOOK, "&lang=zh"]]) {
    await rider.opens(`${search}${lang}`);
    const start = `${address}${search}`;
    await rider.becomes(() => app(rider), {
      id: start, start, scope: address, pictures: 3, ways: ["#/plan", "#/map", "#/week"].map((hash) => `${address}${search}${hash}`),
    });
  }
  // What is installed is opened where it begins.
  const { start } = await app(rider);
  const later = await rider.comesBack();
  await later.page.goto(start);
  assert.match(await asks(later.page), /夜校队长/);
  // A name that is none's installs the planner's own.
  later.expected = /404/;
  await later.opens("?book=no-such%2F..");
  await later.sees("没有打开课程目录");
  assert.equal((await app(later)).start, address);
});

test("a book that is not there is told, with a way to the built-in one, whatever its name", async (t) => {
  const { address } = await withNightSchool();
  const rider = await someone(t, { address });
  rider.expected = /404/;
  const names = ["no-such", "../index", "..%2F..%2Findex", "https://evil.example/x", "//evil.example/x", "%3Cscript%3Ealert(1)%3C/script%3E", "constructor", "flags", "situations", "qitu.plan.schema", "nanfang-school.first", "", "a".repeat(65), "nanfang-school/../flags"];
  for (const name of names) {
    rider.requests.length = 0;
    await rider.opens(`?lang=zh&book=${name}`);
    await rider.sees("没有打开课程目录");
    assert.equal(await rider.page.locator("h1.answer, .figures, .start-samples").count(), 0, name);
    const asked = rider.requests.filter((url) => url.includes("/catalogue/")).map((url) => url.slice(address.length));
    assert.ok(asked.every((path) => /^catalogue\/[\w-]+\.json$/.test(path)), `${name}: ${asked}`);
    assert.ok(!asked.includes(OWN), `${name}: ${asked}`);
    const href = await rider.thing("用这里自带的目录").evaluate((link) => link.href);
    assert.equal(href, `${address}?lang=zh`, name);
  }
  await rider.opens("?lang=zh&book=no-such");
  await rider.sees("这里可能没有这份目录");
  await rider.taps("用这里自带的目录");
  await rider.sees(situations[0].name.zh);
});
