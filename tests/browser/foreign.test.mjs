// A catalogue that the build did not check: riders get what is sound of it, whoever keeps it hears what is
// wrong, and nothing is planned from what is none.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asks } from "./harness/answers.mjs";
import { expected, heard, host } from "./harness/host.mjs";
import { becomes, dist, someone, withFlags } from "./harness/person.mjs";

const text = readFileSync(new URL("../books/night-school.json", import.meta.url), "utf8");
const book = () => JSON.parse(text);

// The same text with one change, which must be there to be made.
const but = (from, to) => {
  assert.ok(text.includes(from), from);
  return text.replace(from, to);
};

// 南方骑手夜校 and the rest of the night school as GB18030 writes them.
function gb18030() {
  const decoder = new TextDecoder("gb18030");
  const bytes = new Map();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const letter = decoder.decode(new Uint8Array([first, second]));
      if ([...letter].length === 1 && !bytes.has(letter)) bytes.set(letter, [first, second]);
    }
  }
  return Buffer.from([...text].flatMap((letter) => (letter.charCodeAt(0) < 128 ? [letter.charCodeAt(0)] : bytes.get(letter))));
}

async function embedded(t, body, attributes = "") {
  const files = { "/own.json": ["application/json", body] };
  const visitor = await host(t, () => `<qitu-planner id="one" lang="zh" catalogue="/own.json" ${attributes}></qitu-planner>`, { files });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  return { visitor, frame: visitor.page.frames()[1] };
}

let sound;
const answer = async (t) => (sound ??= await asks((await embedded(t, text)).frame));

for (const [what, body] of [
  ["16.0 for 16", () => but('"hours": 16', '"hours": 16.0')],
  ["a mark before the text", () => `\ufeff${text}`],
  ["GB18030", gb18030],
  ["UTF-16", () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")])],
]) {
  test(`a catalogue with ${what} is planned like the sound one`, async (t) => {
    const { visitor, frame } = await embedded(t, body());
    assert.equal(await asks(frame), await answer(t));
    if (what === "GB18030") assert.match((await heard(visitor, "error")).faults[0].what.en, /UTF-8/);
  });
}

test("one bad field: its entry is left out, the rest works, the host hears where and how to mend it", async (t) => {
  const { visitor, frame } = await embedded(t, but('"fee": 300', '"fee": "¥300"'), "staff");
  const told = await heard(visitor, "error");
  assert.equal(told.usable, true);
  assert.ok(told.errors >= 1);
  const fee = told.faults.find(({ place }) => place === "courses[0].offers[0].fee (c1)");
  assert.equal(fee.severity, "error");
  assert.equal(fee.line, text.slice(0, text.indexOf('"fee": 300')).split("\n").length);
  assert.match(fee.what.zh, /¥300/);
  assert.ok(fee.mend.zh && fee.mend.en);
  // Staff who ask for it see the list above the planner's own screens.
  await frame.locator("#faults").getByText("¥300").first().waitFor();
  // Nobody knows what the class costs: it is neither free nor taken.
  const said = await asks(frame);
  assert.notEqual(said, await answer(t));
  assert.doesNotMatch(said, /¥\s?80\b|免费/);
  visitor.isContent(expected);
});

test("a fee that nobody knows is shown as a question in the catalogue's own words, and no plan takes it", async (t) => {
  const own = book();
  const [offer] = own.courses[0].offers;
  delete offer.fee;
  Object.assign(offer, { unknown: ["fee"], facts: { fee: { note: { zh: "面议", en: "by agreement" } } } });
  const { visitor, frame } = await embedded(t, JSON.stringify(own));
  assert.notEqual(await asks(frame), await answer(t));
  await frame.evaluate(() => { location.hash = "#/course/c1"; });
  await frame.getByText("问学校：费用（写的是“面议”）").waitFor();
  assert.equal(await frame.locator(".course-way").getByText("免费").count(), 0);
  visitor.isContent(expected);
});

test("who teaches, until when and whom to ask stand on the course's page, and only a number and a secure address are links", async (t) => {
  const own = book();
  const [course] = own.courses;
  course.contact = { phone: "0755-1234 5678", enrol: "https://academy.example/enrol/c1", url: "https://academy.example/c1", wechat: "nanfang", note: { zh: "工作日 9 点到 17 点", en: "Weekdays, 9 to 17" } };
  Object.assign(course.offers[0], {
    teacher: { zh: "王芳", en: "Wang Fang" }, seats: 30, least: 8, code: "D-27-1", last_day: "2027-03-20",
    contact: { phone: "12345678 转 801", url: "javascript:alert(1)" },
  });
  const { visitor, frame } = await embedded(t, JSON.stringify(own));
  await asks(frame);
  await frame.evaluate(() => { location.hash = "#/course/c1"; });
  await frame.getByText("老师：王芳 · 每班 30 人 · 满 8 人开班 · 2027 年 3 月 20 日结束 · 班号 D-27-1").waitFor();
  assert.equal(await frame.getByRole("link", { name: "打电话 0755-1234 5678" }).getAttribute("href"), "tel:075512345678");
  assert.equal(await frame.getByRole("link", { name: "打开学校网页" }).getAttribute("href"), "https://academy.example/c1");
  assert.equal(await frame.getByRole("link", { name: "报名", exact: true }).getAttribute("href"), "https://academy.example/enrol/c1");
  await frame.getByText("微信：nanfang").waitFor();
  await frame.getByText("工作日 9 点到 17 点").waitFor();
  // Of the offer's own contact neither can be dialled or opened: both are words.
  const way = frame.locator(".course-way").first();
  assert.match(await way.innerText(), /电话：12345678 转 801[\s\S]*网址：javascript:alert\(1\)/);
  assert.equal(await way.locator("a").count(), 0);
  // At a desk the phone beside it scans what a tap opens here.
  const code = frame.locator('.begin-scan svg[aria-label="用手机扫码报名"]');
  assert.equal(await code.count(), 1);
  assert.equal(await code.isVisible(), false);
  // The step of the plan says the same of the class that it takes.
  await frame.evaluate(() => { location.hash = "#/plan/c1"; });
  const sheet = frame.getByRole("dialog");
  await sheet.getByText("老师：王芳").waitFor();
  await sheet.getByText("电话：12345678 转 801").waitFor();
  // So does the paper that is handed in at the desk.
  await frame.evaluate(() => { location.hash = "#/share"; });
  await becomes(() => frame.locator(".leaflet tbody").textContent(), /每班 30 人[^]*班号 D-27-1/);
  visitor.isContent(expected);
});

test("riders are not shown what only staff can mend", async (t) => {
  const { visitor, frame } = await embedded(t, but('"fee": 80', '"fee": "80?"'));
  await heard(visitor, "error");
  await frame.getByText("第 1 步").waitFor();
  assert.equal(await frame.locator("#faults").count(), 0);
});

test("an offer that says hours and no pace is planned nowhere as taking no time", async (t) => {
  const own = book();
  delete own.courses[1].offers[0].pace;
  const { visitor, frame } = await embedded(t, JSON.stringify(own));
  assert.match(JSON.stringify((await heard(visitor, "error")).faults), /courses\[1\].offers\[0\]/);
  await asks(frame);
  assert.equal(await frame.locator(".figures").count(), 0);
});

for (const [what, body, says] of [
  ["an error page", "<!doctype html><title>404</title>", /网页/],
  ["a table", "课程,费用\n夜骑,300\n", /不是 JSON/],
  ["a scenario", '{"format": "qitu.scenario/1", "start": "2026-12-07", "rider": {}, "goal": {"role": "leader"}}', /qitu\.scenario\/1/],
  ["a catalogue of a later format", but("qitu.catalogue/1", "qitu.catalogue/7"), /qitu\.catalogue\/7/],
  ["nothing", "", /./],
]) {
  test(`${what} in the place of a catalogue is told as what it is, and nothing is planned`, async (t) => {
    const { visitor, frame } = await embedded(t, body, "staff");
    const told = await heard(visitor, "error");
    assert.equal(told.usable, false);
    assert.match(told.faults.map(({ what }) => what.zh).join(), says);
    await frame.getByText("不是网络的问题").waitFor();
    await frame.locator("#faults").waitFor();
    assert.equal(await frame.locator(".choice, h1.answer").count(), 0);
    visitor.isContent(expected);
  });
}

test("a catalogue that was cut off works as far as it goes", async (t) => {
  const { visitor, frame } = await embedded(t, text.slice(0, text.indexOf('"id": "leader"')));
  assert.match(JSON.stringify((await heard(visitor, "error")).faults), /断/);
  await frame.getByText("第 1 步").waitFor();
  await frame.getByRole("button", { name: "骑手", exact: true }).waitFor();
  assert.equal(await frame.getByText("夜校队长").count(), 0);
});

// A host whose catalogue was replaced after the build.
async function replaced(t, files) {
  const rider = await someone(t);
  const asked = [];
  for (const [path, body] of Object.entries(files)) {
    await rider.context.route((url) => url.pathname.endsWith(`/catalogue/${path}`), (route) => {
      asked.push(path);
      return body === null ? route.fulfill({ status: 404, body: "" }) : route.fulfill({ contentType: "application/json", body });
    });
  }
  return { rider, asked };
}

const built = JSON.parse(readFileSync(join(dist, "catalogue/modern-rider-academy.json"), "utf8"));

test("a sound catalogue put in the place of the built one is planned with, whole or not", async (t) => {
  for (const files of [{ "modern-rider-academy.json": text, "modern-rider-academy.first.json": null }, { "modern-rider-academy.json": text, "modern-rider-academy.first.json": text }]) {
    const { rider } = await replaced(t, files);
    rider.expected = /404/;
    await rider.opens();
    assert.equal(await asks(rider.page), await answer(t));
  }
});

test("where only the whole catalogue was replaced the plan is made again, and from the next visit on at once", async (t) => {
  const slow = structuredClone(built);
  for (const role of slow.roles) for (const offer of role.offers ?? []) if (offer.weeks) offer.weeks += 30;
  const { rider, asked } = await replaced(t, { "modern-rider-academy.json": JSON.stringify(slow) });
  const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  const weeks = async (page) => Number((await page.locator(".figures").first().innerText()).match(/(\d+)\s*周/)?.[1]);
  await rider.hasPlan();
  const first = await weeks(rider.page);
  await rider.becomes(async () => (await weeks(rider.page)) >= 30 && (await rider.page.locator(".told").count()), 1);
  const then = await weeks(rider.page);
  assert.ok(then >= first, `${first}, then ${then}`);
  asked.length = 0;
  const later = await rider.comesBack();
  await later.opens("#/plan");
  await later.hasPlan();
  assert.equal(await weeks(later.page), then);
  assert.ok(asked.length > 0, "the host's own was asked for");
});

test("what is wrong with a replaced catalogue is listed for staff, and riders go on", async (t) => {
  const bad = structuredClone(built);
  bad.courses[0].offers[0].fee = "¥300";
  const { rider } = await replaced(t, { "modern-rider-academy.json": JSON.stringify(bad), "modern-rider-academy.first.json": null });
  rider.expected = /404/;
  await rider.opens("?staff");
  await rider.sees("courses[0].offers[0].fee");
  await rider.opens();
  await rider.sees("第 1 步");
  assert.equal(await rider.page.locator("#faults").count(), 0);
});

test("a plan of another book says so and names it, in a link and where it is kept, and is never called impossible", async (t) => {
  const { visitor, frame } = await embedded(t, text);
  await asks(frame);
  const { code } = await heard(visitor, "plan");
  const rider = await someone(t);
  await rider.opens(`#p=${code}`);
  await rider.sees("照另一份课程目录做的：nanfang-school");
  await rider.seesNot(/还当不上|做不到。$/);
  assert.equal(await rider.page.locator("h1.answer, .figures").count(), 0);
  await rider.hasNothingSticking();
  // A goal that this catalogue does not know is no question to it either.
  const draft = JSON.stringify({ format: "qitu.draft/1", cases: [{ name: "", scenario: { format: "qitu.scenario/1", start: "2026-12-07", rider: {}, goal: { role: "night-leader" } } }], current: 0 });
  await rider.page.evaluate((draft) => { localStorage.clear(); localStorage.setItem("qitu.draft", draft); }, draft);
  const later = await rider.comesBack();
  await later.opens("#/plan");
  await later.sees("不在现在这份课程目录里：night-leader");
  assert.equal(await later.page.locator("h1.answer, .figures").count(), 0);
});

test("two books in one page keep their plans apart, and erasing in one leaves the other's", async (t) => {
  const files = { "/own.json": ["application/json", text] };
  const open = (t, more) => withFlags(t, ["--disable-features=TrackingProtection3pcd"], more);
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/own.json"></qitu-planner><qitu-planner id="two" lang="zh"></qitu-planner>', { files, size: { width: 800, height: 1400 }, open });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready", "one");
  await heard(visitor, "ready", "two");
  const frame = async (id) => (await (await visitor.page.locator(`#${id} >> iframe`).elementHandle()).contentFrame());
  await asks(await frame("one"));
  await asks(await frame("two"));
  const answers = async () => Promise.all(["one", "two"].map(async (id) => (await frame(id)).locator("h1.answer").innerText()));
  const before = await answers();
  assert.match(before[0], /夜校队长/);
  await visitor.page.reload();
  await heard(visitor, "ready", "one");
  await heard(visitor, "ready", "two");
  for (const [at, id] of ["one", "two"].entries()) {
    const inside = await frame(id);
    await inside.evaluate(() => { location.hash = "#/plan"; });
    await visitor.becomes(() => inside.locator("h1.answer").innerText(), before[at]);
  }
  const first = await frame("one");
  await first.evaluate(() => { location.hash = "#/backup"; });
  for (const name of ["全部删除", "删除", "删除"]) await first.getByRole("button", { name, exact: true }).click();
  await first.getByText("已经全部删除").first().waitFor();
  await visitor.page.reload();
  await heard(visitor, "ready", "two");
  const other = await frame("two");
  await other.evaluate(() => { location.hash = "#/plan"; });
  await visitor.becomes(() => other.locator("h1.answer").innerText(), before[1]);
});

test("planners in two folders of one origin keep their plans apart, and one takes over what was kept before", async (t) => {
  const rider = await someone(t);
  const base = rider.address;
  await rider.context.route((url) => /^\/(a|b)\//.test(url.pathname), async (route) => {
    const url = new URL(route.request().url());
    url.pathname = url.pathname.slice(2);
    await route.fulfill({ response: await route.fetch({ url: url.href }) });
  });
  const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
  const opens = async (folder) => {
    await rider.page.goto(`${base}${folder}#/plan`);
    await rider.page.waitForFunction(() => !document.getElementById("boot"));
    await rider.page.locator("h1.answer, .empty-title").first().waitFor();
  };
  // What the first editions kept knew no folders.
  await rider.opens();
  await rider.taps(situations[0].name.zh);
  await rider.hasPlan();
  const old = await rider.reads("h1.answer");
  await rider.page.evaluate(() => window.dispatchEvent(new Event("blur")));
  await opens("a/");
  await rider.becomes(() => rider.reads("h1.answer"), old);
  // From here on each has its own.
  await rider.page.goto(`${base}a/#/backup`);
  await rider.taps("全部删除");
  await rider.taps(/^删除$/);
  await rider.sees("已经全部删除");
  await opens("a/");
  await rider.sees("还没有计划");
  assert.deepEqual(await rider.page.evaluate(() => Object.keys(localStorage).filter((key) => /^qitu\.draft@\/a/.test(key))), []);
  // Pieces still on their way would ask the folders after they are gone.
  await rider.page.goto("about:blank");
});

test("a catalogue that takes longer than ten seconds is waited for and used", async (t) => {
  const files = { "/own.json": ["application/json", text] };
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/own.json"></qitu-planner>', { files });
  await visitor.context.route("**/own.json", async (route) => {
    await visitor.page.waitForTimeout(11_000);
    await route.fulfill({ contentType: "application/json", body: text });
  });
  await visitor.page.goto(visitor.address);
  await visitor.page.frameLocator("#one >> iframe").getByText("还在取这个网页的课程目录").waitFor();
  await heard(visitor, "ready");
  assert.equal(await asks(visitor.page.frames()[1]), await answer(t));
});

test("a code told back by the host builds nothing anew", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await visitor.page.evaluate(() => {
    window.built = 0;
    const planner = document.querySelector("qitu-planner");
    addEventListener("qitu-ready", () => { window.built += 1; });
    planner.addEventListener("qitu-plan", ({ detail }) => planner.setAttribute("plan", detail.code));
  });
  await visitor.page.waitForFunction(() => window.built === 1);
  await asks(visitor.page.frames()[1]);
  await heard(visitor, "plan");
  // A second plan, told back as well.
  await visitor.page.frames()[1].locator("label", { has: visitor.page.frames()[1].locator('input[value="cheapest"]') }).click();
  await visitor.page.waitForFunction(() => window.heard.filter(({ kind }) => kind === "plan").length > 1);
  await visitor.page.waitForTimeout(1500);
  assert.equal(await visitor.page.evaluate(() => window.built), 1);
});

test("the lines for a host's policy name where its catalogue is fetched from", async (t) => {
  const staff = await someone(t, { size: { width: 1440, height: 900 } });
  await staff.opens("#/embed");
  await staff.rests();
  const policy = () => staff.page.locator("pre.kit-code").last().innerText();
  assert.doesNotMatch(await policy(), /connect-src/);
  for (const [typed, source] of [["https://academy.example:8443/a/catalogue.json", "https://academy.example:8443"], ["/own.json", "'self'"]]) {
    await staff.page.evaluate(() => { for (const fold of document.querySelectorAll("#main details")) fold.open = true; });
    await staff.page.locator("#kit-catalogue").fill(typed);
    await staff.page.locator("#kit-catalogue").blur();
    await staff.becomes(policy, new RegExp(`; connect-src ${source}$`));
  }
  // The preview of a catalogue elsewhere asks there; what comes of it is no matter here.
  staff.expected = /a request left the origin|academy\.example|own\.json|404|Content Security Policy|ERR_/;
});

test("what was written for the built-in catalogue does not stand beside another one", async (t) => {
  const { visitor, frame } = await embedded(t, text);
  await frame.getByText("第 1 步").waitFor();
  const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));
  await visitor.becomes(() => frame.locator(".start-samples").count(), 0);
  assert.equal(await frame.getByText(situations[0].name.zh).count(), 0);
  for (const hash of ["#/cover", "#/cover/subsidies", "#/evidence", "#/who"]) {
    await frame.evaluate((hash) => { location.hash = hash; }, hash);
    await frame.getByText("现在用的目录没有带").first().waitFor();
  }
  const asked = visitor.requests.filter((url) => /catalogue\/(subsidies|cover|evidence|directory|institutions|chain|flags|outlook|mingong)/.test(url));
  assert.deepEqual(asked, []);
});

for (const home of [false, true]) {
  test(`links of a plan made with a host's catalogue lead to ${home ? "the address that it names" : "the host's page"}, and open there`, async (t) => {
    const own = book();
    const files = { "/own.json": ["application/json", "{}"] };
    const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/own.json"></qitu-planner>', { files: { ...files, "/night": "/" } });
    if (home) own.home = `${visitor.address}night`;
    await visitor.context.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(own) }));
    await visitor.page.goto(visitor.address);
    await heard(visitor, "ready");
    const frame = visitor.page.frames()[1];
    const said = await asks(frame);
    await frame.evaluate(() => { location.hash = "#/share"; });
    const link = await frame.locator("#main input[readonly]").first().inputValue();
    assert.ok(link.startsWith(`${visitor.address}${home ? "night" : ""}#p=`), link);
    const friend = await someone(t, { address: visitor.address });
    friend.expected = expected;
    await friend.context.route("**/own.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(own) }));
    await friend.page.goto(link);
    const inside = friend.page.frameLocator("#one >> iframe");
    await friend.becomes(() => inside.locator("h1.answer").innerText(), said);
  });
}
