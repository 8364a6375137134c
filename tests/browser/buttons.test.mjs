// Every control of every screen is pressed once, in both languages, with a plan and without: nothing
// may stop the page, and nothing may go wrong behind the scenes.
//
// One control of each kind on each kind of screen; with QITU_EVERY=1 every control of every course,
// certificate and role, and each option of a list. With QITU_EVERY=2 each is pressed a second time and the
// screen left at once, as what a press began may end when its screen is gone: that takes hours.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { dist, someone } from "./harness/person.mjs";
import { install } from "./harness/press.mjs";
import { address, withPlan } from "./harness/screens.mjs";

const every = Boolean(process.env.QITU_EVERY);
const leaves = process.env.QITU_EVERY === "2";
const read = (path) => JSON.parse(readFileSync(join(dist, "catalogue", path), "utf8"));
const [{ name }] = read("situations.json");
const book = read("modern-rider-academy.json");
const other = read("mingong.json");

// What a press began has until then to go wrong.
const settle = 45;

const ids = (list) => list.map((one) => one.id);
const some = (list) => (every || list.length < 3 ? list : [list[0], list[list.length >> 1], list[list.length - 1]]);

// The addresses of each kind of screen.
function routes(step, code) {
  const plain = Object.entries(address).filter(([, hash]) => !/\{|map\/|goal\/|cover\//.test(hash)).map(([screen, hash]) => [screen, [hash]]);
  const of = (screen, head, list) => [screen, some(list).map((id) => `#/${head}/${encodeURIComponent(id)}`)];
  return [
    ...plain,
    of("map-sheet", "map", ids(book.roles)),
    of("goal", "goal", ids(book.roles)),
    of("course", "course", ids(book.courses)),
    of("certificate", "course", ids(book.certificates)),
    of("other-course", "course", ids(other.courses)),
    of("who-role", "who", ids(book.roles)),
    of("cover-leaf", "cover", ["money", "subsidies", "choose"]),
    ["nowhere", ["#/course/nothing-here", "#/goal/nothing-here", "#/who/nothing-here"]],
    ...(step ? [["plan-sheet", step], ["guest", [`#p=${code}`]]] : []),
  ];
}

class Presser {
  constructor(rider, kept) {
    Object.assign(this, { rider, kept, seen: new Set(), found: [], pressed: 0, left: 0, gone: 0 });
  }

  // As it was before anything was pressed.
  async resets() {
    const { page } = this.rider;
    await page.evaluate((kept) => sessionStorage.setItem("before-presses", JSON.stringify(kept)), this.kept).catch(() => undefined);
    await page.goto(`${this.rider.address}?${this.pressed}`);
    await this.rider.isOpen();
    await page.evaluate(install);
  }

  async does(route, path) {
    const { page } = this.rider;
    try {
      return await page.evaluate(([route, path, ms]) => globalThis.press.presses(route, path, ms), [route, path, settle]);
    } catch (error) {
      // A press may load the page anew.
      if (!/context was destroyed|navigation|reading 'presses'/i.test(error.message)) throw error;
      await page.waitForLoadState();
      return { controls: [], hash: "", lang: "" };
    }
  }

  // Presses the controls of a route, and of what they open in its place.
  async visits(screen, route, lang) {
    const queue = [[]];
    while (queue.length) {
      const path = queue.shift();
      let after = await this.does(route, path);
      if (after === null) {
        // An earlier press took it away.
        await this.resets();
        after = await this.does(route, path);
      }
      if (after === null) {
        this.gone += 1;
        continue;
      }
      if (path.length) this.pressed += 1;
      if (!await this.isWell(route, path)) continue;
      if (leaves && path.length) await this.leaves(route, path);
      const stays = after.hash === route;
      if (path.length && (!after.hash || after.lang !== lang)) await this.resets();
      if (path.length < 2 && (stays || !path.length)) queue.push(...this.next(screen, path, after.controls));
    }
  }

  // Presses a control a second time and leaves the screen at once.
  async leaves(route, path) {
    const { page } = this.rider;
    try {
      const was = await page.evaluate(([route, path, ms]) => globalThis.press.leaves(route, path, ms), [route, path, settle]);
      this.left += was ? 1 : 0;
    } catch (error) {
      // A press may load the page anew.
      if (!/context was destroyed|navigation|reading 'leaves'/i.test(error.message)) throw error;
      await page.waitForLoadState();
    }
    await this.isWell(route, [...path, { kind: "left at once", way: "" }]);
    // The presses that follow begin with what they would have met without this one.
    await this.resets();
  }

  // What can be pressed after this path and was not yet.
  next(screen, path, controls) {
    const more = [];
    for (const control of controls) {
      const place = control.kind.startsWith("shell:") ? "" : screen;
      const ways = every ? control.ways : control.ways.filter((_, at, all) => at === 0 || at === all.length - 1);
      for (const way of ways) {
        const key = `${place} ${control.kind} ${every && control.at < 200 ? control.at : ""} ${way}`;
        if (this.seen.has(key) || (!every && control.at > 0)) continue;
        this.seen.add(key);
        more.push([...path, { kind: control.kind, at: control.at, way }]);
      }
    }
    return more;
  }

  // Did nothing go wrong?
  async isWell(route, path) {
    const { page, troubles } = this.rider;
    const trouble = await page.evaluate(() => document.getElementById("trouble")?.innerText ?? "").catch(() => "");
    if (!trouble && !troubles.length) return true;
    const steps = path.map((step) => `${step.kind.split(">").pop()} ${step.way}`.trim()).join(" → ");
    this.found.push(`${route} ${steps}: ${[...troubles, trouble].filter(Boolean).join(" ").slice(0, 400)}`);
    troubles.length = 0;
    await this.resets();
    return false;
  }
}

async function pressAll(t, lang, tag, planned) {
  const rider = await someone(t, { lang: tag, more: { permissions: ["clipboard-read", "clipboard-write"] } });
  await rider.page.addInitScript(() => {
    globalThis.print = () => undefined;
    const kept = sessionStorage.getItem("before-presses");
    if (!kept) return;
    sessionStorage.removeItem("before-presses");
    localStorage.clear();
    for (const [key, value] of Object.entries(JSON.parse(kept))) localStorage.setItem(key, value);
  });
  let step, code;
  if (planned) {
    await withPlan(rider, name[lang]);
    step = [rider.step];
    await rider.goes("#/share");
    const link = await rider.page.locator("#main input[readonly]").first().inputValue();
    code = link.split(/[#?]p=/)[1];
  } else {
    await rider.opens();
  }
  const kept = await rider.page.evaluate(() => {
    dispatchEvent(new Event("pagehide"));
    return { ...localStorage };
  });
  const presser = new Presser(rider, kept);
  await presser.resets();
  const root = await rider.page.evaluate(() => document.documentElement.lang);
  for (const [screen, list] of routes(step, code)) {
    for (const route of list) await presser.visits(screen, route, root);
  }
  t.diagnostic(`${presser.pressed} presses, ${presser.left} left at once, ${presser.gone} gone before their turn`);
  assert.deepEqual(presser.found, []);
  assert.ok(presser.pressed > 150, "too few to be all");
  if (leaves) assert.ok(presser.left > 150, "too few were left at once");
}

describe("every control", { concurrency: 2 }, () => {
  for (const planned of [true, false]) {
    for (const [lang, tag] of [["zh", "zh-CN"], ["en", "en-GB"]]) {
      test(`every control, ${lang}, ${planned ? "with" : "without"} a plan`, (t) => pressAll(t, lang, tag, planned));
    }
  }
});
