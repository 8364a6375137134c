// A person with a phone: opens the page, looks, taps, types. Sentences, so that a journey reads as one.
//
// Whatever the journey is about, it fails when the page breaks its promises on the way: an error, a
// breach of the content security policy, or a request that leaves the origin.

import assert from "node:assert/strict";
import { after } from "node:test";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { open } from "./browser.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const dist = process.env.QITU_DIST ?? join(top, "dist");

const patience = 15_000;
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
  context.setDefaultTimeout(patience);
  const touches = size.width < 700;
  const person = new Person(context, await context.newPage(), address ?? (await site()).address, touches);
  t.after(async () => {
    await context.close();
    person.isContent();
  });
  return person;
}

// The same in a browser started with flags of its own.
export async function withFlags(t, flags, { address, size = phone, lang = "zh-CN" } = {}) {
  const own = await open(flags);
  const context = await own.newContext({ viewport: size, locale: lang, hasTouch: size.width < 700, serviceWorkers: "block", reducedMotion: "reduce" });
  context.setDefaultTimeout(patience);
  const person = new Person(context, await context.newPage(), address ?? (await site()).address, size.width < 700);
  t.after(async () => {
    await own.close();
    person.isContent();
  });
  return person;
}

export class Person {
  constructor(context, page, address, touches = false) {
    Object.assign(this, { context, page, address, touches, troubles: [], requests: [], expected: /^$/ });
    this.watch(page);
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
  // provokes it throughout, as another origin's page does, says so when it begins.
  isContent(expected = this.expected) {
    const others = this.troubles.filter((trouble) => !expected.test(trouble));
    assert.deepEqual(others, []);
    this.troubles.length = 0;
  }

  async opens(hash = "") {
    await this.page.goto(this.address + hash);
    await this.page.waitForFunction(() => !document.getElementById("boot"), null, { timeout: patience });
    return this;
  }

  async reloads() {
    await this.page.reload();
    await this.page.waitForFunction(() => !document.getElementById("boot"));
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

  async fills(label, text) {
    await this.page.getByLabel(label).filter({ visible: true }).first().fill(String(text));
  }

  async sees(words, wait = patience) {
    await this.page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: wait });
  }

  async seesNot(words) {
    assert.equal(await this.page.getByText(words).filter({ visible: true }).count(), 0, `${words} is on the screen`);
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

  // The sheet that is open, or none.
  async hasSheet(open) {
    await this.page.waitForFunction((open) => Boolean(document.querySelector("dialog[open]")) === open, open);
  }

  // The same person another day: what is kept on the device is there, the page is new.
  async comesBack() {
    await this.page.close();
    const page = await this.context.newPage();
    const later = new Person(this.context, page, this.address, this.touches);
    later.troubles = this.troubles;
    return later;
  }

  // Nothing may stick out at the side: a phone cannot show it.
  async hasNothingSticking() {
    const wide = await this.page.evaluate(() => {
      const limit = document.documentElement.clientWidth;
      return document.documentElement.scrollWidth > limit ? `${document.documentElement.scrollWidth} > ${limit}` : "";
    });
    assert.equal(wide, "", "the page scrolls sideways");
  }
}
