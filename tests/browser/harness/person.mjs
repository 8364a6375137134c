// A person with a phone: opens the page, looks, taps, types. Sentences, so that a journey reads as one.
//
// Whatever the journey is about, it fails when the page breaks its promises on the way: an error, a
// breach of the content security policy, or a request that leaves the origin.
//
// The page answers in its own time, and a busy machine takes longer. So nothing is read once and
// believed: what must be so is waited for (`sees`, `comes`, `becomes`), what must not be so is asked
// when the page rests (`seesNot`). QITU_SLOW=4 slows every page so many times, to find what forgets it.

import assert from "node:assert/strict";
import { after } from "node:test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { setTimeout as pause } from "node:timers/promises";
import { open } from "./browser.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const dist = process.env.QITU_DIST ?? join(top, "dist");

// A machine with more to do takes longer; what never comes costs this much once.
const patience = 30_000;
const slow = Number(process.env.QITU_SLOW ?? 1);
let browser;
let host;

export async function site() {
  host ??= serve({ folder: () => dist });
  return host;
}

if (process.env.NODE_TEST_CONTEXT) after(async () => {
  await (await browser)?.close();
  await (await host)?.close();
});

export const phone = { width: 360, height: 640 };

// A fresh profile each time: nothing is remembered from another journey.
export async function someone(t, { lang = "zh-CN", theme = "light", size = phone, address, more = {} } = {}) {
  browser ??= open();
  const context = await (await browser).newContext({
    viewport: size, locale: lang, colorScheme: theme, hasTouch: size.width < 700, serviceWorkers: "block", reducedMotion: "reduce", ...more,
  });
  ready(context);
  const touches = size.width < 700;
  const person = new Person(context, await context.newPage(), address ?? (await site()).address, touches);
  t.after(async () => {
    await closes(context);
    person.isContent();
  });
  return person;
}

// A request that a route still answers when the context closes is nobody's fault. A journey of many
// contexts closes each by itself.
async function closes(context) {
  if (!context.browser()?.contexts().includes(context)) return;
  for (const one of [context, ...context.pages()]) await one.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
}

// The same in a browser started with flags of its own.
export async function withFlags(t, flags, { address, size = phone, lang = "zh-CN" } = {}) {
  const own = await open(flags);
  const context = await own.newContext({ viewport: size, locale: lang, hasTouch: size.width < 700, serviceWorkers: "block", reducedMotion: "reduce" });
  ready(context);
  const person = new Person(context, await context.newPage(), address ?? (await site()).address, size.width < 700);
  t.after(async () => {
    await closes(context);
    await own.close();
    person.isContent();
  });
  return person;
}

// Patient, and where the machine is to seem slower, slowed: each page, and each frame with a process of its own.
function ready(context) {
  context.setDefaultTimeout(patience);
  if (slow > 1) {
    const slows = (what) => context.newCDPSession(what)
      .then((wire) => wire.send("Emulation.setCPUThrottlingRate", { rate: slow })).catch(() => undefined);
    context.on("page", (page) => {
      slows(page);
      page.on("framenavigated", (frame) => { if (frame.parentFrame()) slows(frame); });
    });
  }
}

// Asks until the answer is yes: something true, or no complaint. What was seen last is told when it
// never comes.
export async function comes(fact, about = "") {
  for (const end = Date.now() + patience; ; await pause(25)) {
    let last;
    try {
      last = await fact();
      if (last || last === undefined) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() < end) continue;
    throw last instanceof Error ? last : new Error(`${about || fact} does not come: ${last}`);
  }
}

// Reads until what is read is what is expected: the same, or of this form. Gives what was read.
export const becomes = (read, expected, about) => comes(async () => {
  const seen = await read();
  if (expected instanceof RegExp) assert.match(seen, expected, about);
  else assert.deepEqual(seen, expected, about);
  return { seen };
}).then(({ seen }) => seen);

export class Person {
  constructor(context, page, address, touches = false) {
    Object.assign(this, { context, page, address, touches, troubles: Object.assign([], { expected: /^$/ }), requests: [] });
    this.watch(page);
  }

  set expected(troubles) {
    this.troubles.expected = troubles;
  }

  watch(page) {
    const own = new URL(this.address).origin;
    page.on("pageerror", (error) => this.troubles.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.troubles.push(`console: ${message.text()}`);
    });
    page.on("request", (request) => {
      const url = request.url();
      if (/^(data|blob|about|chrome-extension):/.test(url)) return;
      this.requests.push(url);
      if (!url.startsWith(`${own}/`)) this.troubles.push(`a request left the origin: ${url}`);
    });
  }

  // Nothing went wrong behind the scenes so far. A journey that provokes trouble names it; one that
  // provokes it throughout, as another origin's page does, says so when it begins. The browser may
  // speak of it a moment later, so it stays named.
  isContent(expected = this.troubles.expected) {
    this.troubles.expected = expected;
    const others = this.troubles.filter((trouble) => !expected.test(trouble));
    assert.deepEqual(others, []);
    this.troubles.length = 0;
  }

  async opens(hash = "") {
    await this.page.goto(this.address + hash);
    await this.isOpen();
    return this;
  }

  async reloads() {
    await this.page.reload();
    await this.isOpen();
  }

  async isOpen() {
    await this.page.waitForFunction(() => !document.getElementById("boot"));
  }

  // Goes to a place as by a link of the page, and is there: what it brings for itself has come, and
  // the focus is on it.
  async goes(hash) {
    await this.page.evaluate((hash) => new Promise((there, fail) => {
      // A sheet of the map or the plan is on the same screen, and takes the focus for itself.
      const screen = () => (location.hash || "#/").replace(/^(#\/(map|plan))\/.*/, "$1");
      const [was, before, began] = [location.href, screen(), performance.now()];
      if (document.activeElement !== document.body) document.activeElement.blur();
      const isPlaced = () => {
        if (screen() === before || document.activeElement !== document.body) there();
        else if (performance.now() - began > 20_000) fail(new Error(`no focus at ${hash}`));
        else setTimeout(isPlaced, 5);
      };
      addEventListener("hashchange", isPlaced, { once: true });
      location.hash = hash;
      if (location.href === was) there();
    }), hash);
    await this.rests();
  }

  // Nothing is on its way to the screen. The page of all parts shows what it looks like when something is.
  async rests() {
    await this.page.waitForFunction(() => document.querySelector("#main h1, #main h2")
      && (location.hash === "#/parts" || !document.querySelector('[aria-busy="true"], .progress, #main .skeleton')), null, { timeout: 60_000 });
  }

  // Nothing was put on the screen or taken away for so many milliseconds: advice comes a moment after
  // the plan, and the way is drawn again with it.
  async isStill(ms = 900) {
    await this.page.evaluate((ms) => new Promise((done) => {
      const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, ms); });
      const end = () => { observer.disconnect(); done(); };
      let timer = setTimeout(end, ms);
      observer.observe(document.body, { childList: true, subtree: true });
    }), ms);
  }

  comes(fact, about) {
    return comes(fact, about);
  }

  becomes(read, expected, about) {
    return becomes(read, expected, about);
  }

  // What a person would call it: a button, a link, a choice or a field, by the words on it.
  thing(words) {
    const roles = ["button", "link", "radio", "checkbox", "tab", "option", "switch", "menuitem"];
    const each = roles.map((role) => this.page.getByRole(role, { name: words }));
    return each.reduce((all, one) => all.or(one)).filter({ visible: true }).first();
  }

  async taps(words) {
    const thing = this.thing(words);
    await thing.waitFor();
    await (this.touches ? thing.tap() : thing.click());
  }

  // Picks one of a group by its label, as a finger does, and again should the page have moved under it.
  async picks(choice) {
    const label = this.page.locator("label").filter({ has: choice }).first();
    await label.waitFor();
    await this.comes(async () => {
      if (!await choice.isChecked()) await (this.touches ? label.tap() : label.click());
      return choice.isChecked();
    }, "the choice is picked");
  }

  async fills(label, text) {
    await this.page.getByLabel(label).filter({ visible: true }).first().fill(String(text));
  }

  async sees(words) {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor();
  }

  // Asked when nothing is on its way any more: words that have yet to come are no proof.
  async seesNot(words) {
    await this.rests();
    await this.becomes(() => this.page.getByText(words).filter({ visible: true }).count(), 0, `${words} is on the screen`);
  }

  async reads(selector) {
    return this.page.locator(selector).first().innerText();
  }

  // The plan is on the screen and the search has ended.
  async hasPlan() {
    assert.match(await this.hasAnswer(), /^plan/);
  }

  // Any answer: a plan, or that there is none and why.
  async hasAnswer() {
    const done = await this.page.waitForFunction(() => {
      const head = document.querySelector("h1.answer");
      if (!head || document.querySelector('[aria-busy="true"], .progress, #main .skeleton')) return null;
      if (document.querySelector(".figures")) return `plan: ${head.innerText}`;
      return document.querySelector(".plan-reasons li, .notice, .plan-ask") ? `none: ${head.innerText}` : null;
    }, null, { timeout: 60_000 });
    return done.jsonValue();
  }

  // What a screen reader is told of a part of the page: roles, names, states, as text.
  async hears(selector = "body") {
    return this.page.locator(selector).first().ariaSnapshot();
  }

  // By keyboard alone: Tab until the focus stands on what is called so.
  async reaches(words, most = 120) {
    const matches = (text) => (words instanceof RegExp ? words.test(text) : text.includes(words));
    for (let count = 0; count < most; count += 1) {
      await this.page.keyboard.press("Tab");
      const name = await this.page.evaluate(() => {
        const at = document.activeElement;
        const label = at.labels?.[0]?.innerText ?? "";
        return at === document.body ? "" : `${at.getAttribute("aria-label") ?? ""} ${label} ${at.innerText ?? ""}`;
      });
      if (matches(name)) return count + 1;
    }
    throw new Error(`the Tab key does not reach ${words}`);
  }

  async presses(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  // By a button that loads the page anew: what was there before counts no more.
  async reopens(words) {
    await Promise.all([this.page.waitForEvent("load"), this.taps(words)]);
    await this.isOpen();
  }

  // The sheet that is open, or none.
  async hasSheet(open) {
    await this.page.waitForFunction((open) => Boolean(document.querySelector("dialog[open]")) === open, open);
  }

  // The same person another day: what is kept on the device is there, the page is new.
  async comesBack() {
    await this.page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
    await this.page.close();
    const page = await this.context.newPage();
    const later = new Person(this.context, page, this.address, this.touches);
    later.troubles = this.troubles;
    return later;
  }

  // Nothing may stick out at the side: a phone cannot show it.
  async hasNothingSticking() {
    await this.rests();
    const wide = await this.page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth > limit ? `${document.documentElement.scrollWidth} > ${limit}` : "";
    });
    assert.equal(wide, "", "the page scrolls sideways");
  }
}
