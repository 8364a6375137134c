// From a catalogue file to a planner that riders use, by each of the four ways that staff have, as far as
// a plan in a page of another origin.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
const book = readFileSync(night, "utf8");
const desk = { width: 1440, height: 900 };

const folders = [];
after(() => Promise.all(folders.map(async ({ folder, close }) => {
  await close();
  rmSync(folder, { recursive: true });
})));

// A folder of its own under an address of its own.
async function deployed(fill, host) {
  const folder = mkdtempSync(join(tmpdir(), "qitu-publish-"));
  fill(folder);
  const { address, close } = await serve({ folder: () => folder, base: "/some/where/" });
  folders.push({ folder, close });
  return { folder, address: host ? address.replace("127.0.0.1", host) : address };
}

// A member of staff with a catalogue file, at the screen, on the way of that name.
async function staffWith(t, text, way, more = {}) {
  const staff = await someone(t, { size: desk, ...more });
  await staff.opens("#/publish");
  await staff.rests();
  await staff.page.setInputFiles('input[type="file"]', { name: "catalogue.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await staff.sees("学院里正在改的这份");
  if (way) await staff.page.getByRole("button", { name: new RegExp(`^${way}`) }).click();
  return staff;
}

async function downloads(staff, words) {
  const [download] = await Promise.all([staff.page.waitForEvent("download"), staff.page.getByRole("button", { name: words }).click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

const policyOf = (staff) => staff.page.locator("#publish-way pre.kit-code").last().innerText();

// A rider in a page of another origin than the planner's: the answer, and the link to the plan.
async function ridesAt(t, address, frameOf = (page) => page.frames()[1]) {
  const rider = await someone(t, { address });
  rider.expected = new RegExp(`${expected.source}|404|Applying inline style violates`);
  await rider.page.goto(address);
  await rider.becomes(() => rider.page.frames().length > 1, true);
  const frame = frameOf(rider.page);
  const said = await asks(frame);
  assert.match(said, /夜校队长/);
  await frame.evaluate(() => { location.hash = "#/share"; });
  const link = await frame.locator("#main input[readonly]").first().inputValue();
  return { rider, said, link };
}

for (const policy of [false, true]) {
  test(`one page file, ${policy ? "on a host with the policy that the screen gives" : "uploaded as it is"}`, async (t) => {
    const staff = await staffWith(t, book, "一个网页文件");
    const { name, bytes } = await downloads(staff, "下载网页文件");
    assert.equal(name, "qitu.html");
    const headers = policy ? { "content-security-policy": `default-src 'none'; ${await policyOf(staff)}` } : {};
    const address = await serveHere(t, (path) => (path === "/school/qitu.html" ? ["text/html; charset=utf-8", bytes] : undefined), headers);
    const { said, link } = await ridesAt(t, `${address}school/qitu.html`);
    assert.ok(link.startsWith(`${address}school/qitu.html#p=`), link);
    const friend = await someone(t, { address });
    friend.expected = new RegExp(`${expected.source}|404|Applying inline style violates`);
    await friend.page.goto(link);
    const there = friend.page.frameLocator("qitu-planner >> iframe");
    await friend.becomes(() => there.locator("h1.answer").innerText(), said);
  });
}

test("the code of the page file pasted into another page", async (t) => {
  const staff = await staffWith(t, book.replace("夜校队长", "夜校队长</script><b>"), "一个网页文件", { more: { permissions: ["clipboard-read", "clipboard-write"] } });
  await staff.taps("复制代码");
  await staff.sees("已复制");
  const lines = await staff.page.evaluate(() => navigator.clipboard.readText());
  const address = await serveHere(t, (path) => (path === "/" ? ["text/html; charset=utf-8", `<!doctype html><title>Host</title><main><h1>Host</h1>${lines}</main>`] : undefined));
  const { rider } = await ridesAt(t, address);
  assert.equal(await rider.page.locator("b").count(), 0, "a text of the catalogue is no part of the page");
});

test("the page file opens from the screen, as riders will see it", async (t) => {
  const staff = await staffWith(t, book, "一个网页文件");
  const [tried] = await Promise.all([staff.context.waitForEvent("page"), staff.taps("先打开看看")]);
  await staff.becomes(() => tried.frames().length, 2);
  assert.match(await asks(tried.frames()[1]), /夜校队长/);
});

test("the whole planner in one archive stands on any static host, with this catalogue from the first visit on and in flight mode", async (t) => {
  const staff = await staffWith(t, book, "整个骑途，打成一个包");
  const { name, bytes } = await downloads(staff, "打包下载");
  assert.equal(name, "qitu-nanfang-school.zip");
  await staff.sees(/打好了：\d+ 个文件/);
  const files = unzipped(bytes);
  const { folder, address } = await deployed((folder) => {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  // The same files as the command line makes of the same build.
  const packed = mkdtempSync(join(tmpdir(), "qitu-publish-"));
  t.after(() => rmSync(packed, { recursive: true }));
  cpSync(dist, packed, { recursive: true });
  const { code, err } = qitu("pack", "--catalogue", night, packed);
  assert.equal(code, 0, err);
  for (const [path, content] of files) {
    if (path === "embed.json") assert.deepEqual(JSON.parse(content), { hosts: [] });
    else assert.ok(content.equals(readFileSync(join(packed, path))), path);
  }
  assert.deepEqual([...files.keys()].filter((path) => /\.(br|gz)$/.test(path)), []);
  for (const needed of ["index.html", "sw.js", "embed.js", "files.json", "licences.txt"]) assert.ok(files.has(needed), needed);
  const rider = await someone(t, { address, more: { serviceWorkers: "allow" } });
  await rider.opens();
  const said = await asks(rider.page);
  assert.match(said, /夜校队长/);
  assert.ok(rider.requests.every((url) => url.startsWith(address)));
  await rider.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await rider.context.setOffline(true);
  await rider.reloads();
  await rider.becomes(() => rider.reads("h1.answer"), said);
  assert.ok(folder);
});

test("the archive of a planner that has other academies' catalogues names none of them", async (t) => {
  const { folder, address } = await deployed((folder) => cpSync(dist, folder, { recursive: true }));
  const { code, err } = qitu("pack", "--book", "--catalogue", night, folder);
  assert.equal(code, 0, err);
  const staff = await staffWith(t, book.replace("nanfang-school", "third-school"), "整个骑途，打成一个包", { address });
  const files = unzipped((await downloads(staff, "打包下载")).bytes);
  assert.match(readFileSync(join(folder, "index.html"), "utf8"), /qitu-first-sum-nanfang-school/);
  assert.doesNotMatch(files.get("index.html").toString(), /nanfang-school/);
  assert.deepEqual([...files.keys()].filter((path) => path.includes("nanfang-school")), []);
  const elsewhere = await deployed((folder) => {
    for (const [path, content] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  const rider = await someone(t, { address: elsewhere.address });
  await rider.opens();
  assert.match(await asks(rider.page), /夜校队长/);
});

test("what the archive is made of can be tried on this device, and a file that does not come is named", async (t) => {
  const staff = await staffWith(t, book, "整个骑途，打成一个包");
  staff.expected = /404|ERR_FAILED|Failed to load/;
  await staff.page.route("**/licences.txt", (route) => route.fulfill({ status: 404, body: "" }));
  await staff.taps("打包下载");
  await staff.sees("没有打成：licences.txt 没有下载下来");
  await staff.taps("在这里用这份目录试试");
  assert.match(await asks(staff.page), /夜校队长/);
});

test("a place in a planner: absent, there, and there in another edition; its link works bare and in an iframe", async (t) => {
  const { folder, address } = await deployed((folder) => cpSync(dist, folder, { recursive: true }));
  const staff = await staffWith(t, book, "放进这个骑途", { address });
  staff.expected = /404/;
  const { name, bytes } = await downloads(staff, "下载 nanfang-school.json");
  assert.equal(name, "nanfang-school.json");
  await staff.taps("看看放好没有");
  await staff.sees("还没有放上去");
  writeFileSync(join(folder, "catalogue", name), bytes);
  await staff.taps("看看放好没有");
  await staff.sees("放好了，就是这一份");
  const link = await staff.page.locator("#publish-link").inputValue();
  assert.equal(link, `${address}?book=nanfang-school`);
  assert.equal(await staff.page.getByRole("img", { name: "二维码，打开这份目录" }).count(), 1);
  const [opened] = await Promise.all([staff.context.waitForEvent("page"), staff.page.getByRole("link", { name: "打开", exact: true }).click()]);
  assert.match(await asks(opened), /夜校队长/);
  const host = await serveHere(t, (path) => (path === "/" ? ["text/html; charset=utf-8", `<!doctype html><title>Host</title><iframe title="Qitu" src="${link}&embed=full&lang=zh" width="360" height="640"></iframe>`] : undefined));
  const there = await ridesAt(t, host);
  assert.ok(there.link.startsWith(`${link}#p=`), there.link);
  writeFileSync(join(folder, "catalogue", name), JSON.stringify({ ...JSON.parse(book), version: "2027.1" }));
  await staff.taps("看看放好没有");
  await staff.sees("那边的版本：2027.1");
});

test("the lines for a page, with the catalogue on the page's own host and the policy that the screen gives", async (t) => {
  const staff = await staffWith(t, book, "贴进网页的几行");
  // The preview asks for the address that is typed; what comes of it here is no matter.
  staff.expected = /404|own\.json/;
  const { bytes } = await downloads(staff, "下载目录文件");
  await staff.page.evaluate(() => { for (const fold of document.querySelectorAll("#main details")) fold.open = true; });
  await staff.page.locator("#kit-catalogue").fill("/own.json");
  await staff.page.locator("#kit-catalogue").blur();
  await staff.becomes(() => policyOf(staff), /connect-src 'self'/);
  const lines = await staff.page.locator("#kit-lines").innerText();
  const files = { "/own.json": ["application/json", bytes], "/": ["text/html; charset=utf-8", `<!doctype html><title>Host</title>${lines}`] };
  const address = await serveHere(t, (path) => files[path], { "content-security-policy": `default-src 'none'; ${await policyOf(staff)}` });
  const { said, link } = await ridesAt(t, address);
  assert.ok(said && link.startsWith(`${address}#p=`), link);
});

test("a catalogue with errors is not published, and an id that no address can name has no place", async (t) => {
  const staff = await staffWith(t, book.replace('"fee": 300', '"fee": "¥300"'));
  await staff.sees(/这份还不能发布：\d+ 个错误/);
  for (const words of ["下载网页文件", "打包下载"]) assert.equal(await staff.page.getByRole("button", { name: words }).count(), 0);
  const place = async (id, told) => {
    await staff.page.setInputFiles('input[type="file"]', { name: "catalogue.json", mimeType: "application/json", buffer: Buffer.from(book.replace("nanfang-school", id)) });
    await staff.page.getByRole("button", { name: /^放进这个骑途/ }).click();
    await staff.sees(told);
  };
  await place("夜校", "编号“夜校”放不进网址");
  await place("modern-rider-academy", "这个骑途自带的目录就叫“modern-rider-academy”");
  await place("flags", "这里已经有别的文件叫“flags”");
  // What is in use can be published as well.
  await staff.taps("改用现在用的这份");
  await staff.page.getByRole("button", { name: /^一个网页文件/ }).click();
  await staff.thing("下载网页文件").waitFor();
});

test("the lines for a page link to the same goal in the same language where their script does not run", async (t) => {
  const staff = await someone(t, { size: desk });
  await staff.opens("#/embed");
  await staff.rests();
  await staff.page.selectOption("#kit-goal", "drone-pilot");
  await staff.page.getByRole("button", { name: "English", exact: true }).first().click();
  const lines = () => staff.page.locator("#kit-lines").innerText();
  await staff.becomes(lines, /<a href="[^"]+\?embed=full&amp;goal=drone-pilot&amp;lang=en">/);
  const link = (await lines()).match(/<a href="([^"]+)"/)[1].replaceAll("&amp;", "&");
  const rider = await someone(t);
  await rider.page.goto(link);
  await rider.becomes(() => rider.page.evaluate(() => `${document.documentElement.lang} ${location.hash}`), "en #/goal/drone-pilot");
});
