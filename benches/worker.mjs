// The planner in a browser's worker, on questions that the native benchmark has answered just before.
//
//   node benches/worker.mjs cases.jsonl [--nodes N] [--most N] [--slow N] [--why] [--each] [folder]      folder: dist/ when not said
//
// Prints for each family the milliseconds from the page's question until the first valid plan and
// until the last word, what of them the worker worked, and the same work natively: reading the
// question, planning, reasons, writing the answer. The ratios are those of the median case, of all
// that passes between page and worker and of the work alone; and whether any value differs. With
// `--why` it is asked too what stands in the way of what is impossible, and what would help: how long
// until it is told why, and until all that would help is. With `--slow` page and worker are slowed so
// many times (slow.mjs says how), and it is measured how many times that was in truth; the native
// times stay what they are.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { open } from "../tests/browser/harness/browser.mjs";
import { serve } from "../tools/serve.mjs";
import { calibrate, slow } from "./slow.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nodes: { type: "string", default: "20000" },
    most: { type: "string", default: "100000" },
    slow: { type: "string", default: "1" },
    why: { type: "boolean" },
    each: { type: "boolean" },
    // What the native benchmark has heeded already.
    only: { type: "string" },
    few: { type: "string" },
    seeds: { type: "string" },
  },
});
const [list, folder = join(dirname(fileURLToPath(import.meta.url)), "..", "dist")] = positionals;
const cases = readFileSync(list, "utf8").trim().split("\n").map((line) => JSON.parse(line));

/** So many of each family, spread evenly over its list. */
function sample(most) {
  const families = [...new Set(cases.map((one) => one.family))];
  return families.flatMap((family) => {
    const all = cases.filter((one) => one.family === family);
    const step = Math.max(1, all.length / most);
    return Array.from({ length: Math.min(most, all.length) }, (_, at) => all[Math.floor(at * step)]);
  });
}

/** Starts the program as a worker, as the page does; answers questions one after another. */
function begin([script, program]) {
  return WebAssembly.compileStreaming(fetch(program)).then((module) => new Promise((ready) => {
    const worker = new Worker(script, { type: "module" });
    let waiting = null;
    worker.onmessage = ({ data }) => {
      const { what } = JSON.parse(data);
      if (what.answer === "ready") ready(true);
      if (what.answer === "loaded") waiting.done(performance.now() - waiting.began);
      if (what.answer === "progress" && what.value) waiting.first ??= performance.now() - waiting.began;
      if (what.answer === "part") waiting.part ??= performance.now() - waiting.began;
      if (what.answer === "plan") {
        const whole = performance.now() - waiting.began;
        waiting.done({ plan: what.plan, whole, first: waiting.first ?? whole, part: waiting.part ?? whole });
      }
    };
    window.ask = (what) => new Promise((done) => {
      waiting = { done, began: performance.now() };
      worker.postMessage(JSON.stringify({ id: 1, what }));
    });
    worker.postMessage(module);
  }));
}

// Nodes of each plan that is tried for advice, as the page asks for it.
const ADVICE = 5000;

const find = (pattern) => `assets/${readdirSync(join(folder, "assets")).find((name) => pattern.test(name))}`;
const host = await serve({ folder: () => folder });
const browser = await open();
const page = await (await browser.newContext({ serviceWorkers: "block" })).newPage();
// A page of the same place that runs nothing itself.
await page.goto(`${host.address}manifest.webmanifest`);
await page.evaluate(begin, [find(/^app\.\w+\.js$/), find(/^app\.\w+\.wasm$/)].map((path) => host.address + path));

const times = Number(options.slow);
let slowed;
if (times > 1) {
  const [worker] = page.workers();
  const plain = await calibrate(browser, worker);
  slowed = await slow(browser, times);
  const now = await calibrate(browser, worker);
  console.log(`for each moment that the worker works ${now.toFixed(2)} pass, before it was slowed ${plain.toFixed(2)}`);
}

let loaded = "";
const rows = new Map();
const reasons = [];
let differ = 0;
for (const one of sample(Number(options.most))) {
  if (loaded !== one.catalogue) {
    loaded = one.catalogue;
    const text = readFileSync(loaded, "utf8");
    const ms = await page.evaluate((text) => window.ask({ ask: "load", text }), text);
    console.log(`${one.family}: a catalogue of ${(text.length / 1e3).toFixed(0)} kB read in ${ms.toFixed(1)} ms`);
  }
  const scenario = { ...JSON.parse(readFileSync(one.scenario, "utf8")), objective: one.objective };
  const answer = await page.evaluate((what) => window.ask(what), { ask: "plan", scenario, nodes: Number(options.nodes) });
  const same = answer.plan.status === one.status && ["weeks", "fee", "hours", "peak"].every((part) => answer.plan.value?.[part] === one.value?.[part]);
  if (!same) {
    differ += 1;
    console.log(`DIFFERS ${one.instance}, ${one.objective}: ${answer.plan.status}, natively ${one.status}`);
  }
  if (options.each) {
    const [first, whole] = [answer.first, answer.whole].map((ms) => ms.toFixed(1));
    console.log(`${one.instance.padEnd(40)} ${one.objective.padEnd(12)} ${answer.plan.status.padEnd(10)} first ${first}, last ${whole} ms, natively ${one.asked.toFixed(1)}`);
  }
  if (options.why && answer.plan.status === "impossible") {
    const { plan } = answer;
    const { part, whole } = await page.evaluate((what) => window.ask(what), { ask: "advise", scenario, plan, nodes: ADVICE });
    reasons.push({ part, whole });
  }
  rows.set(one.family, [...(rows.get(one.family) ?? []), { ...answer, native: one.asked }]);
}

const at = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))];
console.log("family            cases  first ms  median ms   99 % ms  worst ms worked ms native ms   99 % ms     whole    worked");
for (const [family, all] of rows) {
  const whole = all.map((row) => row.whole);
  const native = all.map((row) => row.native);
  const worked = all.map((row) => row.plan.work.ms);
  const ratio = (list) => at(list.map((ms, index) => ms / native[index]), 0.5);
  const numbers = [at(all.map((row) => row.first), 0.5), at(whole, 0.5), at(whole, 0.99), at(whole, 1), at(worked, 0.5), at(native, 0.5), at(native, 0.99), ratio(whole), ratio(worked)];
  console.log(`${family.padEnd(16)} ${String(all.length).padStart(6)}${numbers.map((n) => n.toFixed(2).padStart(10)).join("")}`);
}
if (reasons.length > 0) {
  const told = ["part", "whole"].map((when) => {
    const ms = reasons.map((row) => row[when]);
    return [0.5, 0.99, 1].map((share) => at(ms, share).toFixed(1)).join(", ");
  });
  console.log(`${reasons.length} impossible: told why after ${told[0]} ms (median, 99 %, worst), all that would help after ${told[1]} ms`);
}
console.log(`${differ} answers differ from the native ones`);
await slowed?.end();
await browser.close();
await host.close();
process.exit(differ ? 1 : 0);
