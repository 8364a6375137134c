// Each file of a first visit lost, cut, late, of the wrong kind, or a sign-in page in its place: the person gets
// a plan all the same, or reads what happened and a way on that gives one once the fault is over. Never an
// empty screen, a wait without an end, or a plan of half the data.
//
// QITU_FAULTS=all tries each file in every way; else each in one of them, and every way at some file.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { faults, faulty, say } from "./harness/faulty.mjs";
import { dist } from "./harness/person.mjs";

const ways = {
  ...faults,
  "another type": (response, type, body) => say(response, "text/plain", body),
  "no answer": () => undefined,
};
const kinds = Object.keys(ways);
const all = process.env.QITU_FAULTS === "all";

// What a first visit fetches until it has its plan, by the name that a build gives its own mark.
const named = readdirSync(join(dist, "assets")).map((name) => `assets/${name}`);
const [, first] = readFileSync(join(dist, "index.html"), "utf8").match(/name="qitu-first" content="([^"]+)"/);
const [, whole] = readFileSync(join(dist, "index.html"), "utf8").match(/name="qitu-catalogue" content="([^"]+)"/);
const files = [
  ...named.filter((path) => /^assets\/(style|boot|offline|app|planner|planner-common|later-style|later-further|later-advice)\.\w{12}\.(js|css|wasm)$/.test(path)).sort(),
  first, whole, "catalogue/situations.json",
];

// A host that serves data and programs under another type still serves their bytes.
const quiet = (file, kind) => kind === "another type" && !/\.(js|css)$/.test(file);
// Two minutes are left to a worker before it is said that it does not start (worker.test.mjs).
const patient = (file, kind) => kind === "no answer" && /\/planner/.test(file);

// What is on the screen: a plan, a message with a way on, or neither yet.
const state = (page) => page.evaluate(() => {
  const shows = (one) => one?.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const told = [...document.querySelectorAll("#trouble, #boot-late, #main [role=alert], #main .notice, #main .missing")].find(shows);
  const again = told && [...told.querySelectorAll("button, a[href]"), ...told.parentElement.querySelectorAll("button")].find(shows);
  return {
    plan: Boolean(document.querySelector("#main h1.answer") && document.querySelector(".figures") && document.querySelector(".proof:not(.progress)")),
    told: told && again ? told.innerText.replace(/\s+/g, " ").trim() : "",
    asks: document.querySelector(".start-question")?.textContent ?? "",
    body: document.body.innerText.replace(/\s+/g, " ").slice(0, 200),
  };
});

// Opens, answers what is asked as it comes, and stops where nothing moves any more.
async function visits(page) {
  let last = "";
  let answered = 0;
  for (const end = Date.now() + 90_000; Date.now() < end; await pause(100)) {
    const now = await state(page).catch(() => undefined);
    if (!now) continue;
    if (now.plan) return { plan: true };
    // What is there for a moment while the page opens is no message.
    if (now.told && now.told === last) return { told: now.told };
    last = now.told;
    if (now.told) await pause(1500);
    if (now.asks && answered < 4) {
      const [was, at] = [now.asks, [0, 2, 2, 1][answered]];
      await page.locator(".start-choices .choice").nth(at).click({ timeout: 5000 }).catch(() => undefined);
      if ((await state(page).catch(() => now)).asks !== was) answered += 1;
    }
  }
  return { lost: (await state(page)).body };
}

for (const [at, file] of files.entries()) {
  const chosen = kinds.filter((kind, turn) => (all || turn === at % kinds.length) && !patient(file, kind));
  for (const kind of chosen) {
    test(`${file.replace(/\.\w{12}\./, ".")} answered by ${kind}: a plan, or a word and a way on`, async (t) => {
      const host = await faulty(t, dist);
      const { page } = host.rider;
      host.rider.expected = /./;
      host.wrong = (path) => (path === file ? ways[kind] : undefined);
      await page.goto(host.address, { waitUntil: "commit" });
      const seen = await visits(page);
      t.diagnostic(JSON.stringify(seen));
      assert.ok(!seen.lost, `a wait without an end: ${seen.lost}`);
      if (quiet(file, kind)) assert.ok(seen.plan, JSON.stringify(seen));
      if (seen.plan) return;
      host.wrong = () => undefined;
      await page.locator("#trouble button, #boot-late a, #main [role=alert] button, #main .notice button, #main .missing button").filter({ visible: true }).first().click();
      await pause(1000);
      const after = await visits(page);
      assert.ok(after.plan, `no plan after the fault: ${JSON.stringify(after)}`);
    });
  }
}
