// In somebody else's page: another origin, a strict policy, several at once, storage blocked.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { serve } from "../../tools/serve.mjs";
import { asks } from "./harness/answers.mjs";
import { expected, heard, host, serveHere, stands } from "./harness/host.mjs";
import { becomes, comes, dist, someone, withFlags } from "./harness/person.mjs";

const situations = JSON.parse(readFileSync(join(dist, "catalogue/situations.json"), "utf8"));

test("one line shows the planner in a page of another origin, with its height", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  // The first height is that of the page still loading; the frame follows the content.
  await visitor.page.waitForFunction(() => window.heard.some((one) => one.kind === "height" && one.height > 400));
  await comes(async () => {
    const tall = await visitor.page.evaluate(() => document.querySelector("qitu-planner").getBoundingClientRect().height);
    assert.ok(tall > 400 && tall <= 641, `${tall} px`);
  });
  const frame = visitor.page.frames()[1];
  await frame.getByText("骑途").first().waitFor();
  await becomes(() => frame.evaluate(() => document.documentElement.lang), "zh-Hans");
  // It settles: no height without an end.
  const count = await stands(visitor, () => visitor.page.evaluate(() => window.heard.filter((one) => one.kind === "height").length));
  assert.ok(count < 10, `${count} heights`);
  visitor.isContent(expected);
});

test("several planners in one page keep their own language, colours and mode", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" theme="dark"></qitu-planner><qitu-planner id="two" lang="en" theme="light" mode="goal" goal="drone-pilot"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready", "one");
  await heard(visitor, "ready", "two");
  const roots = async () => (await Promise.all(visitor.page.frames().slice(1).map((frame) => frame.evaluate(() => {
    const { lang, dataset } = document.documentElement;
    return `${lang} ${dataset.theme} ${dataset.embed} ${location.hash}`;
  })))).sort();
  await becomes(roots, ["en light goal #/goal/drone-pilot", "zh-Hans dark full "]);
  visitor.isContent(expected);
});

test("a catalogue of the host's own is handed in, and the page fetches none", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/catalogue.json"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await visitor.page.frames()[1].getByText("第 1 步").first().waitFor();
  assert.deepEqual(visitor.requests.filter((url) => url.endsWith("modern-rider-academy.json")), []);
  visitor.isContent(expected);
});

test("a catalogue that does not come is said, to the host and to the rider", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" catalogue="/none.json"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "error");
  await visitor.page.frames()[1].getByRole("alert").first().waitFor();
  visitor.isContent(/a request left the origin: http:\/\/127\.0\.0\.1|404/);
});

test("an iframe alone works where scripts are not allowed, and says nothing to strangers", async (t) => {
  const visitor = await host(t, (planner) => `<iframe title="Qitu" src="${planner}?embed=full&lang=en" width="360" height="640"></iframe>`);
  await visitor.page.goto(visitor.address);
  await visitor.page.evaluate(() => {
    window.strange = [];
    addEventListener("message", (event) => window.strange.push(event.data));
  });
  const frame = visitor.page.frames()[1];
  await frame.getByText("Step 1 of 4").waitFor();
  const strange = await visitor.page.evaluate(() => window.strange.map((data) => data.type));
  assert.ok(strange.every((type) => type === "here"), strange.join());
  visitor.isContent(expected);
});

test("messages that are not the host's change nothing", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = visitor.page.frames()[1];
  const before = await frame.evaluate(() => document.documentElement.style.cssText);
  const counts = () => {
    window.got = 0;
    addEventListener("message", () => { window.got += 1; });
  };
  for (const where of [frame, visitor.page]) await where.evaluate(counts);
  await visitor.page.evaluate(() => {
    const inside = document.querySelector("qitu-planner").shadowRoot.querySelector("iframe").contentWindow;
    const odd = [null, 7, "x", [], { qitu: 1 }, { qitu: 1, type: "hello", tokens: { accent: "url(https://evil.example/x)", paper: 9, "not-a-token": "red" } },
      { qitu: 2, type: "hello", tokens: { accent: "red" } }, { qitu: 1, type: "plan" }, { qitu: 1, type: "hello", tokens: "red" }];
    for (const message of odd) inside.postMessage(message, "*");
    // And a stranger in the same page who plays the planner is not believed.
    window.postMessage({ qitu: 1, type: "height", height: 9 }, "*");
    document.querySelector("qitu-planner").dataset.probe = "1";
  });
  // Each has arrived, and what follows from it has had a moment.
  await frame.waitForFunction(() => window.got >= 9);
  await visitor.page.waitForFunction(() => window.got >= 1);
  await visitor.page.waitForTimeout(100);
  assert.equal(await frame.evaluate(() => document.documentElement.style.cssText), before);
  assert.ok(await visitor.page.evaluate(() => window.heard.every((one) => one.height !== 9)), "a stranger is believed");
  await frame.getByText("骑途").first().waitFor();
  visitor.isContent(expected);
});

const plans = async (visitor, frame = visitor.page.frames()[1]) => {
  await frame.getByText(situations[0].name.zh).first().click();
  await frame.waitForFunction(() => document.querySelector("h1.answer") && !document.querySelector('[aria-busy="true"], .progress'), null, { timeout: 60_000 });
  return frame;
};

// The browser's own settings, not a script that plays them.
for (const [what, flags, said] of [
  ["blocked for pages inside others", ["--test-third-party-cookie-phaseout"], "这里存不住"],
  ["kept apart for each host", ["--disable-features=TrackingProtection3pcd"], "只在这个网页里看得到"],
]) {
  test(`storage is ${what}: it is said, with a way out that carries the plan`, async (t) => {
    const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { open: (t, more) => withFlags(t, flags, more) });
    await visitor.page.goto(visitor.address);
    const ready = await heard(visitor, "ready");
    assert.ok(ready.build);
    const frame = await plans(visitor);
    await frame.getByText(said).first().waitFor();
    const answer = await frame.locator("h1.answer").innerText();
    const way = frame.getByRole("link", { name: "带着计划打开完整版" });
    const [full] = await Promise.all([visitor.context.waitForEvent("page"), way.click()]);
    await full.getByText(situations[0].name.zh).first().waitFor();
    await full.getByRole("button", { name: "打开这份计划" }).click();
    await full.waitForFunction((answer) => document.querySelector("h1.answer")?.innerText === answer, answer);
    visitor.isContent(expected);
  });
}

test("the host keeps the plan and hands it back, and the rider goes on where nothing is kept", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { open: (t, more) => withFlags(t, ["--test-third-party-cookie-phaseout"], more) });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  const answer = await frame.locator("h1.answer").innerText();
  await heard(visitor, "plan");
  const told = await comes(() => visitor.page.evaluate(() => {
    const last = window.heard.findLast((one) => one.kind === "plan");
    return last.code === document.querySelector("qitu-planner").code && last;
  }), "the planner's code as told");
  // Another look builds it anew: the plan goes with it.
  await visitor.page.evaluate(() => document.querySelector("qitu-planner").setAttribute("theme", "dark"));
  const again = () => visitor.page.frames()[1];
  await visitor.page.waitForFunction(() => window.heard.filter((one) => one.kind === "ready").length === 2);
  await again().locator("h1.answer").waitFor();
  // Another day the host hands back what it kept.
  await visitor.page.reload();
  await heard(visitor, "ready");
  await visitor.page.evaluate((code) => document.querySelector("qitu-planner").setAttribute("plan", code), told.code);
  await visitor.page.waitForFunction(() => window.heard.filter((one) => one.kind === "ready").length === 2);
  await again().locator("h1.answer").waitFor();
  assert.ok(answer);
  await becomes(() => again().evaluate(() => location.hash), "#/plan");
  visitor.isContent(expected);
});

for (const [what, name] of [["of another site", "localhost"], ["of the planner's own site", "127.0.0.1"]]) {
  test(`a host ${what} that the deployment does not list hears nothing of plans`, async (t) => {
    const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { lists: false, name });
    await visitor.page.goto(visitor.address);
    assert.equal((await heard(visitor, "ready")).plans, false);
    await visitor.page.evaluate(() => {
      window.raw = [];
      addEventListener("message", (event) => window.raw.push(event.data));
    });
    const frame = visitor.page.frames()[1];
    await frame.evaluate(() => {
      window.told = [];
      for (const type of ["plan", "share"]) addEventListener(`qitu-${type}`, () => window.told.push(type));
    });
    await plans(visitor);
    await frame.evaluate(() => { location.hash = "#/share"; });
    await frame.getByRole("button", { name: "复制链接" }).click();
    // The planner had both to say, and has said other things since.
    for (const type of ["plan", "share"]) await frame.waitForFunction((type) => window.told.includes(type), type);
    const heights = () => visitor.page.evaluate(() => window.raw.filter((one) => one.type === "height").length);
    const before = await heights();
    await frame.evaluate(() => { document.querySelector("#main").style.minHeight = "3000px"; });
    await comes(async () => await heights() > before, "another height");
    assert.deepEqual(await visitor.page.evaluate(() => window.raw.filter((one) => one.type !== "height").map((one) => one.type)), []);
    assert.equal(await visitor.page.evaluate(() => document.querySelector("qitu-planner").code), "");
    visitor.isContent(expected);
  });
}

test("each mode shows its screen alone, as tall as its content, and settles", async (t) => {
  const modes = { map: ".map-frame", goal: "h1", answer: "h2.start-question" };
  const visitor = await host(t, () => Object.keys(modes).map((mode) => `<qitu-planner id="${mode}" mode="${mode}" goal="drone-pilot" lang="zh" fit="content"></qitu-planner>`).join(""), { size: { width: 800, height: 600 } });
  await visitor.page.goto(visitor.address);
  for (const [mode, shown] of Object.entries(modes)) {
    await visitor.page.locator(`#${mode}`).scrollIntoViewIfNeeded();
    await heard(visitor, "ready", mode);
    const inside = visitor.page.frameLocator(`#${mode} >> iframe`);
    await inside.locator(shown).first().waitFor();
    assert.equal(await inside.locator(".nav").isVisible(), false);
  }
  await stands(visitor, () => visitor.page.evaluate(() => [
    window.heard.filter((one) => one.kind === "height").length,
    ...[...document.querySelectorAll("qitu-planner")].map((one) => one.getBoundingClientRect().height),
  ]));
  // The frame is as tall as what is in it, and nothing scrolls inside.
  for (const frame of visitor.page.frames().slice(1)) {
    const [whole, seen] = await frame.evaluate(() => [document.documentElement.scrollHeight, innerHeight]);
    assert.ok(whole <= seen + 1, `${await frame.evaluate(() => document.documentElement.dataset.embed)}: ${whole} > ${seen}`);
  }
  visitor.isContent(expected);
});

test("a sheet in a frame taller than the window rises where it can be seen", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" fit="content"></qitu-planner>', { size: { width: 400, height: 640 } });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  await visitor.page.waitForFunction(() => document.querySelector("qitu-planner").getBoundingClientRect().height > 1500);
  const step = frame.locator('a[href^="#/plan/"]').filter({ visible: true }).first();
  await step.scrollIntoViewIfNeeded();
  await step.click();
  const { y, height } = await stands(visitor, () => frame.locator("dialog[open]").boundingBox());
  assert.ok(y > -40 && y + height < 680, `the sheet is at ${y}, ${height} tall, in a window of 640`);
  visitor.isContent(expected);
});

test("the keyboard goes in, through and out again", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" mode="goal" goal="drone-pilot"></qitu-planner>', { size: { width: 900, height: 700 } });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await visitor.page.frames()[1].locator("h1").first().waitFor();
  await visitor.page.waitForTimeout(300);
  assert.equal(await visitor.page.evaluate(() => document.activeElement.tagName), "BODY", "opening takes no focus");
  await visitor.page.locator("#before").focus();
  // Into, inside and out of a frame the focus goes a moment after the key, and is nowhere in between.
  const frame = visitor.page.frames()[1];
  const where = async () => `${await visitor.page.evaluate(() => document.activeElement.id || document.activeElement.tagName)} ${
    await frame.evaluate(() => [...document.querySelectorAll("*")].indexOf(document.activeElement))}`;
  const tabs = async (key = "Tab") => {
    const before = await where();
    await visitor.page.keyboard.press(key);
    const now = await comes(async () => {
      const now = await where();
      await visitor.page.waitForTimeout(40);
      return now !== before && !now.startsWith("BODY") && now === await where() && now;
    }, `another place than ${before}`);
    return now.split(" ")[0];
  };
  assert.equal(await tabs(), "one");
  let steps = 1;
  while ((await tabs()) === "one" && steps < 80) steps += 1;
  await becomes(async () => (await where()).split(" ")[0], "after");
  assert.ok(steps > 3, `${steps} stops inside`);
  assert.equal(await tabs("Shift+Tab"), "one");
  // And the host may put it there.
  await visitor.page.evaluate(() => { document.activeElement.blur(); document.querySelector("qitu-planner").focus(); });
  await becomes(async () => (await where()).split(" ")[0], "one");
  visitor.isContent(expected);
});

test("enrolling goes where the host's template says, and the host hears it", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" enrol="https://academy.example/enrol?course={course}&from=qitu"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = visitor.page.frames()[1];
  // The third situation's plan begins with a course.
  await frame.getByText(situations[2].name.zh).first().click();
  await frame.locator("h1.answer").waitFor();
  await frame.locator('[data-kind="course"] a[href^="#/plan/"]').first().click();
  const link = frame.locator('dialog a[href^="https://academy.example/"]');
  // Whose page it is stands on the button: whoever holds the planner may have put it there.
  assert.match(await link.innerText(), /academy\.example/);
  const href = await link.getAttribute("href");
  const course = new URL(href).searchParams.get("course");
  assert.equal(href, `https://academy.example/enrol?course=${encodeURIComponent(course)}&from=qitu`);
  await visitor.context.route("https://academy.example/**", (route) => route.fulfill({ body: "enrolled" }));
  await link.click();
  assert.equal((await heard(visitor, "enrol")).course, course);
  visitor.isContent(expected);
});

test("under the planner's own address nobody else says where to enrol", async (t) => {
  const visitor = await someone(t);
  const sheet = async (search) => {
    await visitor.page.goto(`${visitor.address}${search}`);
    await visitor.page.getByText(situations[2].name.zh).first().click();
    await visitor.hasPlan();
    await visitor.page.locator('[data-kind="course"] a[href^="#/plan/"]').first().click();
    await visitor.page.locator("dialog h3").first().waitFor();
  };
  await sheet("?embed=full&enrol=https%3A%2F%2Facademy.example%2F%7Bcourse%7D");
  assert.equal(await visitor.page.locator('dialog a[href^="https://academy.example"]').count(), 0);
});

test("no link of a catalogue that is handed in runs, opens a program or shows a file", async (t) => {
  const bad = ["javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "JAVASCRIPT:alert(1)", "intent://a.example#Intent;end", "file:///etc/passwd", "data:text/html,x", "//a.example"];
  const catalogue = JSON.parse(readFileSync(join(dist, "catalogue/modern-rider-academy.json"), "utf8"));
  catalogue.sources.forEach((source, at) => { source.url = at % 2 ? bad[(at >> 1) % bad.length] : "https://good.example/"; });
  const address = await serveHere(t, (path) => (path === "/bad.json" ? ["application/json", JSON.stringify(catalogue)] : undefined), { "access-control-allow-origin": "*" });
  const visitor = await host(t, () => `<qitu-planner id="one" lang="zh" catalogue="${address}bad.json"></qitu-planner>`, { connect: new URL(address).origin });
  visitor.expected = /a request left the origin: http:\/\/(127\.0\.0\.1|localhost)|Blocked autofocusing/;
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = visitor.page.frames()[1];
  const found = { titles: 0, links: [] };
  const places = [...catalogue.courses.slice(0, 12).map(({ id }) => `#/course/${id}`), ...catalogue.roles.slice(0, 4).map(({ id }) => `#/goal/${id}`)];
  for (const place of places) {
    await frame.evaluate((place) => { location.hash = place; }, place);
    await frame.waitForFunction(() => document.querySelector("#main h1") && !document.querySelector("#main .skeleton"));
    await frame.evaluate(() => { for (const one of document.querySelectorAll("#main details")) one.open = true; });
    await frame.waitForTimeout(100);
    const seen = await frame.evaluate(() => ({ titles: document.querySelectorAll(".source-title").length, links: [...document.querySelectorAll("a[href]")].map((one) => one.getAttribute("href")) }));
    found.titles += seen.titles;
    found.links.push(...seen.links);
  }
  assert.ok(found.titles > 20, `${found.titles} sources`);
  assert.ok(found.links.includes("https://good.example/"));
  assert.deepEqual([...new Set(found.links)].filter((href) => !/^(#|https?:\/\/|tel:|embed-example\.html|licences\.txt)/.test(href)), []);
});

test("inside a frame, erasing and saving a backup ask once more", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  await frame.evaluate(() => { location.hash = "#/backup"; });
  const tap = (name) => frame.getByRole("button", { name, exact: true }).click();
  let saved = 0;
  visitor.page.on("download", () => { saved += 1; });
  await tap("全部存成一个文件");
  await frame.getByText("装在别的网页里").waitFor();
  assert.equal(saved, 0);
  await Promise.all([visitor.page.waitForEvent("download"), tap("存成文件")]);
  await tap("全部删除");
  await frame.getByText("真的全部删除？").waitFor();
  // Whoever is led to tap one place over and over says no at last.
  const place = await frame.getByRole("button", { name: "删除", exact: true }).boundingBox();
  await tap("删除");
  await frame.getByText("再问一次").waitFor();
  const no = await frame.getByRole("button", { name: "不删", exact: true }).boundingBox();
  assert.ok(place.x + place.width / 2 > no.x && place.x + place.width / 2 < no.x + no.width, `${place.x} is not on ${no.x}`);
  await tap("删除");
  await frame.getByText("已经全部删除").first().waitFor();
  visitor.isContent(expected);
});

test("a catalogue from a third origin comes where that one allows it, and is said where it does not", async (t) => {
  const catalogue = readFileSync(join(dist, "catalogue/modern-rider-academy.json")).toString();
  const answer = (path) => (path === "/open.json" || path === "/closed.json" ? ["application/json", catalogue] : undefined);
  const open = await serveHere(t, answer, { "access-control-allow-origin": "*" });
  const closed = await serveHere(t, answer);
  const visitor = await host(t, () => `<qitu-planner id="one" lang="zh" catalogue="${open}open.json"></qitu-planner><qitu-planner id="two" lang="zh" catalogue="${closed}closed.json"></qitu-planner>`, { connect: `${new URL(open).origin} ${new URL(closed).origin}` });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready", "one");
  await visitor.page.frameLocator("#one >> iframe").getByText("第 1 步").first().waitFor();
  assert.match((await heard(visitor, "error", "two")).message, /catalogue/);
  await visitor.page.frameLocator("#two >> iframe").getByRole("alert").first().waitFor();
  visitor.isContent(/a request left the origin: http:\/\/(127\.0\.0\.1|localhost)|CORS|ERR_FAILED/);
});

for (const [what, sandbox, works] of [
  ["with its own origin it works", "allow-scripts allow-same-origin allow-popups", true],
  ["without one it says what it cannot do", "allow-scripts allow-popups", false],
]) {
  test(`in a sandboxed iframe: ${what}`, async (t) => {
    const visitor = await host(t, (planner) => `<iframe title="Qitu" sandbox="${sandbox}" src="${planner}?embed=full&lang=zh" width="360" height="640"></iframe>`);
    await visitor.page.goto(visitor.address);
    const frame = visitor.page.frames()[1];
    await frame.getByText("第 1 步").waitFor();
    await frame.getByText(situations[0].name.zh).first().click();
    if (works) {
      await frame.waitForFunction(() => document.querySelector(".plan-reasons li, .figures"));
    } else {
      await frame.getByRole("alert").first().waitFor();
      await frame.getByText("这里存不住").waitFor();
      await frame.getByRole("link", { name: "带着计划打开完整版" }).waitFor();
    }
    visitor.isContent(works ? expected : /./);
  });
}

// As many as a check affords; a million by QITU_MESSAGES=1000000.
const MANY = Number(process.env.QITU_MESSAGES ?? 20_000);

test("mutated messages in both directions do no harm and change nothing kept", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { open: (t, more) => withFlags(t, ["--disable-features=TrackingProtection3pcd"], more) });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  const kept = () => frame.evaluate(() => {
    window.dispatchEvent(new Event("blur"));
    return JSON.stringify(localStorage);
  });
  const [before, style] = [await kept(), await frame.evaluate(() => document.documentElement.style.cssText.replace(/--(un)?seen[^;]*;/g, ""))];
  await frame.evaluate(() => {
    window.got = 0;
    addEventListener("message", () => { window.got += 1; });
  });
  // Whatever the host may say: the known words with parts changed, taken out, nested, swapped.
  await visitor.page.evaluate(async (many) => {
    // Chance that repeats itself (mulberry32).
    let seed = 20261125;
    const chance = () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let x = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
      return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
    };
    const pick = (list) => list[Math.floor(chance() * list.length)];
    const odd = () => pick([null, undefined, 0, -1, NaN, 1e308, "", "x", "red", "url(//evil.example/x)", "</script><img src=x onerror=alert(1)>", [], {}, [[[]]], { a: { b: {} } }, true, "\u0000", "#p=AAAA", 10n, new Date(0), new Map(), new ArrayBuffer(8)]);
    const seeds = [
      () => ({ qitu: 1, type: "hello", tokens: { accent: odd(), paper: odd(), [pick(["ink", "__proto__", "constructor", "x"])]: odd() } }),
      () => ({ qitu: 1, type: "hello", tokens: odd(), catalogue: odd() }),
      () => ({ qitu: pick([0, 1, 2, "1", null]), type: pick(["hello", "here", "ready", "height", "plan", "share", "enrol", "erase", odd()]), code: odd(), height: odd() }),
      () => odd(),
    ];
    const inside = document.querySelector("qitu-planner").shadowRoot.querySelector("iframe").contentWindow;
    for (let at = 0; at < many; at += 1) {
      const message = pick(seeds)();
      // Colours that are colours are the host's right; these are not about them.
      if (message?.tokens?.accent === "red" || message?.tokens?.paper === "red" || message?.tokens?.ink === "red") continue;
      try {
        inside.postMessage(message, "*");
        window.postMessage(message, "*");
      } catch {
        // what cannot be sent is not sent
      }
      if (at % 5000 === 4999) await new Promise((next) => setTimeout(next, 0));
    }
  }, MANY);
  await frame.waitForFunction((least) => window.got > least, MANY * 0.5, { timeout: 120_000 });
  assert.equal(await kept(), before);
  assert.equal(await frame.evaluate(() => document.documentElement.style.cssText.replace(/--(un)?seen[^;]*;/g, "")), style);
  assert.ok(await frame.locator("h1.answer").isVisible());
  // And it still answers: another plan is made and said.
  const plansSaid = () => visitor.page.evaluate(() => window.heard.filter((one) => one.kind === "plan").length);
  const said = await plansSaid();
  await frame.locator("label", { has: frame.locator('input[value="cheapest"]') }).click();
  await visitor.page.waitForFunction((said) => window.heard.filter((one) => one.kind === "plan").length > said, said);
  t.diagnostic(`${await frame.evaluate(() => window.got)} messages arrived`);
  visitor.isContent(expected);
});

test("every message has the shape its schema gives", async (t) => {
  const schema = JSON.parse(readFileSync(join(dist, "embed.schema.json"), "utf8"));
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" enrol="https://academy.example/{course}"></qitu-planner>');
  await visitor.page.addInitScript(() => {
    window.raw = [];
    if (window.top === window) addEventListener("message", (event) => window.raw.push(event.data));
  });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  await frame.evaluate(() => { location.hash = "#/share"; });
  await frame.getByRole("button", { name: "复制链接" }).click();
  await heard(visitor, "share");
  const hears = () => visitor.page.evaluate(() => window.raw);
  for (const type of ["here", "ready", "height", "plan", "share"]) await comes(async () => (await hears()).some((one) => one.type === type), type);
  const raw = await hears();
  const kinds = { string: (x) => typeof x === "string", number: (x) => typeof x === "number", integer: Number.isInteger, boolean: (x) => typeof x === "boolean", null: (x) => x === null, object: (x) => typeof x === "object" && x !== null };
  for (const message of raw) {
    const shape = schema.oneOf.find((one) => one.properties.type.const === message.type);
    assert.ok(shape, `a message the schema does not know: ${message.type}`);
    assert.equal(message.qitu, schema.properties.qitu.const);
    for (const name of shape.required ?? []) assert.ok(name in message, `${message.type} lacks ${name}`);
    for (const [name, value] of Object.entries(message)) {
      const part = shape.properties[name] ?? schema.properties[name];
      assert.ok(part, `${message.type}.${name} is not in the schema`);
      const types = [part.type ?? []].flat();
      if (types.length) assert.ok(types.some((type) => kinds[type](value)), `${message.type}.${name} is ${JSON.stringify(value)}`);
    }
  }
  visitor.isContent(expected);
});

const box = (visitor, selector = "qitu-planner") => visitor.page.locator(selector).boundingBox();

test("the element takes the width of its place, in a flex row too, and the host's own width wins", async (t) => {
  const body = () => ["block", "flex", "own"].map((id) => `<div><qitu-planner id="${id}" lang="zh"></qitu-planner></div>`).join("");
  const visitor = await host(t, body, { size: { width: 900, height: 700 } });
  await visitor.page.goto(visitor.address);
  // The host's policy forbids styles in its lines; its script may set them.
  await visitor.page.evaluate(() => {
    document.querySelector("#flex").parentElement.style.display = "flex";
    document.querySelector("#own").style.width = "400px";
  });
  const width = async (id) => (await box(visitor, `#${id}`)).width;
  await becomes(async () => [await width("block"), await width("flex"), await width("own")], [884, 884, 400]);
  await visitor.page.evaluate(() => { document.querySelector("#block").hidden = true; });
  assert.equal(await visitor.page.locator("#block").isVisible(), false);
});

test("the frame is never taller than the window, where the host zooms too", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { size: { width: 900, height: 500 } });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await plans(visitor);
  for (const zoom of ["1", "1.5", "0.75"]) {
    await visitor.page.evaluate((zoom) => { document.body.style.zoom = zoom; }, zoom);
    await visitor.page.frames()[1].evaluate((zoom) => { document.querySelector("#main").style.minHeight = `${2000 + 100 * zoom}px`; }, zoom);
    await becomes(async () => Math.round((await box(visitor)).height), 500, `zoom ${zoom}`);
  }
});

test("attributes and values that are not understood are named in the console, once, and others are not", async (t) => {
  const said = [];
  const visitor = await host(t, () => '<qitu-planner id="one" class="a" data-x="1" aria-label="b" x-on="2" lang="zh-CN" catalog="/a.json" theme="dark"></qitu-planner>');
  visitor.page.on("console", (message) => { if (message.type() === "warning") said.push(message.text()); });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const about = () => said.filter((text) => text.startsWith("qitu-planner"));
  await becomes(() => about().length, 1);
  assert.match(about()[0], /^qitu-planner does not understand lang="zh-CN" \(zh, en\); catalog; it knows goal, /);
  await visitor.page.evaluate(() => document.querySelector("qitu-planner").setAttribute("theme", "light"));
  await visitor.page.waitForFunction(() => window.heard.filter((one) => one.kind === "ready").length === 2);
  assert.equal(about().length, 1);
});

test("a catalogue in the page itself is handed in, and a missing one is said", async (t) => {
  const night = readFileSync(new URL("../books/night-school.json", import.meta.url), "utf8").replaceAll("<", "\\u003c");
  const visitor = await host(t, () => `<script type="application/json" id="own">${night}</script><qitu-planner id="one" lang="zh" catalogue="#own"></qitu-planner><qitu-planner id="two" lang="zh" catalogue="#none"></qitu-planner>`);
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready", "one");
  const frame = await (await visitor.page.locator("#one >> iframe").elementHandle()).contentFrame();
  assert.match(await asks(frame), /夜校队长/);
  assert.match((await heard(visitor, "error", "two")).message, /#none/);
  await visitor.page.frameLocator("#two >> iframe").getByRole("alert").first().waitFor();
});

test("another screen brings the top of a tall frame into view, a sheet does not", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh" fit="content"></qitu-planner>', { size: { width: 400, height: 640 } });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = await plans(visitor);
  await visitor.page.waitForFunction(() => document.querySelector("qitu-planner").getBoundingClientRect().height > 1500);
  const top = async () => Math.round((await box(visitor)).y);
  const place = await visitor.page.evaluate(() => Math.round(document.querySelector("qitu-planner").getBoundingClientRect().top + scrollY));
  const step = frame.locator('a[href^="#/plan/"]').filter({ visible: true }).last();
  await step.scrollIntoViewIfNeeded();
  const before = await top();
  assert.ok(before < -100, `${before}`);
  await step.click();
  await frame.locator("dialog[open]").waitFor();
  await visitor.page.waitForTimeout(500);
  assert.ok(await top() < -100, `the sheet brings the page to ${await top()}`);
  await visitor.page.keyboard.press("Escape");
  await frame.locator("dialog[open]").waitFor({ state: "detached" });
  await frame.evaluate(() => { location.hash = "#/courses"; });
  await frame.locator("#main:focus").waitFor();
  // None of it is above the window, wherever the focus went; a page that became short stands at its own top.
  const shown = await stands(visitor, top);
  assert.ok(shown >= 0 && shown <= place, `${shown} of ${place}`);
});

test("when the host's page is printed the frame shows all of its screen, and then as before", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>', { size: { width: 900, height: 600 } });
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  await plans(visitor);
  await visitor.page.waitForFunction(() => window.heard.findLast((one) => one.kind === "height").height > 1000);
  await becomes(async () => (await box(visitor)).height, 600);
  await visitor.page.evaluate(() => {
    window.printed = [];
    const tall = () => window.printed.push(document.querySelector("qitu-planner").getBoundingClientRect().height);
    for (const when of ["beforeprint", "afterprint"]) addEventListener(when, tall);
  });
  await visitor.page.pdf();
  const [during, after] = await comes(() => visitor.page.evaluate(() => window.printed.length === 2 && window.printed));
  const whole = await visitor.page.evaluate(() => window.heard.findLast((one) => one.kind === "height").height);
  assert.ok(during >= whole, `${during} of ${whole}`);
  assert.equal(after, 600);
});

test("inside a frame there are no links for staff", async (t) => {
  const visitor = await host(t, () => '<qitu-planner id="one" lang="zh"></qitu-planner>');
  await visitor.page.goto(visitor.address);
  await heard(visitor, "ready");
  const frame = visitor.page.frames()[1];
  const links = async () => {
    await frame.evaluate(() => { location.hash = "#/me"; });
    await frame.locator('#main a[href="#/record"]').waitFor();
    return frame.locator("a[href^='#/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  };
  for (const hash of ["#/studio", "#/parts", "#/publish", "#/embed"]) assert.ok(!(await links()).includes(hash), hash);
  const rider = await someone(t);
  await rider.opens("#/me");
  await rider.page.locator('#main a[href="#/studio"]').waitFor();
});

test("a page that isolates itself can hold a planner that agrees", async (t) => {
  const isolated = { "cross-origin-embedder-policy": "require-corp", "cross-origin-resource-policy": "cross-origin" };
  const { address: planner, close } = await serve({ folder: () => dist, change: (headers) => ({ ...headers, ...isolated }) });
  t.after(close);
  const page = `<!doctype html><title>Host</title><script type="module" src="${planner}embed.js"></script><qitu-planner lang="zh"></qitu-planner>`;
  const address = await serveHere(t, (path) => (path === "/" ? ["text/html; charset=utf-8", page] : undefined), { ...isolated, "cross-origin-opener-policy": "same-origin" });
  const visitor = await someone(t, { address });
  visitor.expected = new RegExp(`${expected.source}|404`);
  await visitor.page.goto(address);
  assert.equal(await visitor.page.evaluate(() => crossOriginIsolated), true);
  await becomes(() => visitor.page.frames().length, 2);
  await plans(visitor);
});

test("the example page shows two planners that report to it", async (t) => {
  const visitor = await someone(t);
  await visitor.page.goto(`${visitor.address}embed-example.html`);
  await visitor.page.locator('#said li[data-type="ready"]').nth(1).waitFor();
  for (const line of [/first: ready/, /second: ready/]) await becomes(() => visitor.page.locator("#said").innerText(), line);
});
