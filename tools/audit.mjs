// What Lighthouse says of the built folder: mobile preset, five visits, medians. Writes docs/audit.md and
// fails below what the project promises.
//
//   node tools/audit.mjs [peers] [visits] [folder]
//
// With `peers` the same first screen in React and in plain Leptos (benches/peers) is visited in the same
// run, in turns with the planner, so that all meet the machine alike, and stands beside it in the report.
//
// Lighthouse and its 110 packages are a tool of this file alone: they are brought when it first runs.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { peers } from "../benches/peers/build.mjs";
import { serve } from "./serve.mjs";

const VERSION = "12.8.2";
const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const tools = join(process.env.QITU_TOOLS ?? join(top, ".tools"), "audit");
const words = process.argv.slice(2);
const visits = Number(words.find((word) => /^\d+$/.test(word)) ?? 5);
const folder = words.find((word) => word !== "peers" && !/^\d+$/.test(word)) ?? join(top, "dist");

// The least that a category may score, and the most that a figure may be.
const scores = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
const figures = {
  "first-contentful-paint": ["first paint, ms", Infinity],
  "largest-contentful-paint": ["largest paint, ms", 1200],
  "total-blocking-time": ["blocked, ms", 50],
  "cumulative-layout-shift": ["layout shift", 0.005],
  "speed-index": ["speed index, ms", Infinity],
  "total-byte-weight": ["bytes", Infinity],
};

const program = join(tools, "node_modules/.bin/lighthouse");
if (!existsSync(program)) {
  console.log(`· lighthouse ${VERSION}`);
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, "package.json"), "{}");
  execFileSync("npm", ["install", "--prefix", tools, "--no-audit", "--no-fund", "--loglevel=error", `lighthouse@${VERSION}`], { stdio: "inherit" });
}

const chromium = () => execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"], { encoding: "utf8" }).trim();

async function visit(address) {
  const { stdout: text } = await promisify(execFile)(program, [address, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"],
    { env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? chromium() }, maxBuffer: 1 << 28, timeout: 180_000 });
  const { categories, audits } = JSON.parse(text);
  const lost = Object.values(categories).flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9).map(({ id }) => id);
  return {
    ...Object.fromEntries(Object.keys(scores).map((id) => [id, Math.round(categories[id].score * 100)])),
    ...Object.fromEntries(Object.keys(figures).map((id) => [id, audits[id].numericValue])),
    lost,
  };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
// The planner's policy is its own: a peer has none, as most pages have none.
const bare = ({ "content-security-policy": _, ...headers }) => headers;
const pages = [{ name: "Qitu", folder, seen: [] }];
if (words.includes("peers")) for (const [name, built] of Object.entries(peers(folder))) pages.push({ name: `peer: ${name}`, folder: built, seen: [], change: bare });
for (const page of pages) page.host = await serve({ folder: () => page.folder, change: page.change });
for (let at = 0; at < visits; at += 1) {
  for (const { host, seen } of pages) seen.push(await visit(host.address));
}
for (const { host } of pages) await host.close();

const [{ seen: own }, ...others] = pages;
const of = (id, seen = own) => seen.map((one) => one[id]);
const round = (number) => (number < 1 ? Number(number.toFixed(3)) : Math.round(number));
const cell = (id, seen) => `${round(median(of(id, seen)))} | ${round(Math.min(...of(id, seen)))}–${round(Math.max(...of(id, seen)))}`;
const row = (name, id, limit) => `| ${name} | ${cell(id, own)} | ${limit} |${others.map(({ seen }) => ` ${cell(id, seen)} |`).join("")}`;
const build = readFileSync(join(folder, "index.html"), "utf8").match(/name="qitu-build" content="([^"]*)"/)?.[1] ?? "";
const lost = [...new Set(own.flatMap((one) => one.lost))];
const beside = others.length ? `
The peers show the same first screen with the same words and style, and plan nothing: \`benches/peers/README.md\`.
` : "";
const report = `# Audit

Written by \`make audit${others.length ? " ARGS=peers" : ""}\`: Lighthouse ${VERSION}, mobile preset (simulated slow 4G, processor 4 times slower), ${visits} visits of the built folder from a local server, on ${cpus().length} cores. Build ${build}, ${new Date().toISOString().slice(0, 10)}. The figures of speed are of this machine at this hour.

| | median | least–most | promised |${others.map(({ name }) => ` ${name} | least–most |`).join("")}
|---|---|---|---|${"---|---|".repeat(others.length)}
${Object.entries(scores).map(([id, least]) => row(id, id, `at least ${least}`)).join("\n")}
${Object.entries(figures).map(([id, [name, most]]) => row(name, id, most === Infinity ? "" : `at most ${most}`)).join("\n")}
${beside}
${lost.length ? `Below 0.9 in any visit: ${lost.join(", ")}.` : "Nothing that is weighed scored below 0.9 in any visit."}
`;
writeFileSync(join(top, "docs/audit.md"), report);
console.log(report);

const broken = [
  ...Object.entries(scores).filter(([id, least]) => median(of(id)) < least).map(([id]) => id),
  ...Object.entries(figures).filter(([id, [, most]]) => median(of(id)) > most).map(([id]) => id),
];
if (broken.length) {
  console.error(`not as promised: ${broken.join(", ")}`);
  process.exitCode = 1;
}
