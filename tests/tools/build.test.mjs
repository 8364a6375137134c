// What the built folder promises: small, relative, hashed, precompressed, and nothing from elsewhere.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { minifyScript, minifyStyle } from "../../tools/minify.mjs";
import { LIMIT, firstLoad, later, ofStaff } from "../../tools/size.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const dist = join(top, "dist");
const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(dist.length + 1));
const text = (path) => readFileSync(join(dist, path), "utf8");

test("the whole first load is under 360 KB after brotli", (t) => {
  const total = firstLoad(dist).reduce((sum, part) => sum + part.brotli, 0);
  t.diagnostic(`${total} bytes`);
  assert.ok(total < LIMIT, `${total} bytes`);
});

test("a first plan takes two files of the planner, however many pieces share its code", () => {
  const planner = files.filter((path) => /^assets\/planner[^/]*\.wasm$/.test(path));
  assert.deepEqual(planner.map((path) => path.replace(/\.\w{12}\./, ".")).sort(), ["assets/planner-common.wasm", "assets/planner.wasm"]);
});

test("the program asks of its script what the script has, by the same short names", () => {
  const [wasm] = files.filter((path) => /^assets\/app\.\w+\.wasm$/.test(path));
  const [script] = files.filter((path) => /^assets\/app\.\w+\.js$/.test(path));
  const asked = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(join(dist, wasm))));
  const own = asked.filter(({ module }) => module === "a");
  assert.ok(own.length > 100);
  for (const { name } of own) assert.ok(text(script).includes(`\n"${name}": function`), name);
  assert.doesNotMatch(text(script), /^export class/m);
});

test("the studio's worker is fetched by who asks it, and is no part of what riders load or keep", (t) => {
  const own = ofStaff(dist);
  t.diagnostic(`${own.reduce((sum, part) => sum + part.brotli, 0)} bytes`);
  const { build } = JSON.parse(text("files.json"));
  assert.deepEqual(own.map(({ path }) => path.replace(/\.\w{12}\.wasm$/, ".wasm")).sort(), [`assets/studio.${build}.js`, "assets/studio.wasm"].sort());
  const kept = Object.keys(JSON.parse(text("sw.js").match(/FILES = (\{.*?\});/)[1]));
  assert.ok(!kept.includes("licences-studio.txt"));
  const riders = [...kept, ...firstLoad(dist).map(({ path }) => path)];
  for (const { path } of own) {
    assert.ok(!riders.includes(path), path);
    for (const first of firstLoad(dist)) {
      const bytes = readFileSync(join(dist, first.path)).toString("latin1");
      assert.ok(!bytes.includes(path.slice("assets/".length)), `${first.path} names ${path}`);
    }
  }
  // What it is made of is not in the riders' program either.
  const program = files.filter((path) => /^assets\/(app|planner|plan|later)[^/]*\.wasm$/.test(path)).map((path) => readFileSync(join(dist, path)).toString("latin1"));
  const words = Buffer.from("没有骑手可以算").toString("latin1");
  const worker = own.find(({ path }) => path.endsWith(".wasm"));
  assert.ok(readFileSync(join(dist, worker.path)).toString("latin1").includes(words));
  assert.ok(program.length > 8 && program.every((one) => !one.includes(words)));
  const script = own.find(({ path }) => path.endsWith(".js"));
  assert.match(text(script.path), /studio\.\w{12}\.wasm/);
});

test("every address in the page is relative and there", () => {
  const page = text("index.html");
  const addresses = [...page.matchAll(/(?:src|href|data-app|data-embedded)="([^"]+)"/g), ...page.matchAll(/content="((?:assets|catalogue)\/[^"]+)"/g)];
  assert.ok(addresses.length > 8);
  for (const [, address] of addresses) {
    assert.doesNotMatch(address, /^\/|^\w+:/);
    assert.ok(files.includes(address), `${address} is missing`);
  }
});

test("nothing is loaded from elsewhere, and the page holds no inline script or style", () => {
  const page = text("index.html");
  assert.doesNotMatch(page, /<style|<script(?![^>]*\bsrc=)[^>]*>|\son\w+=|\sstyle=/);
  for (const path of files.filter((name) => name.endsWith(".css"))) assert.doesNotMatch(text(path), /url\(\s*["']?(https?:)?\/\//);
});

test("the policy allows no eval and no inline code", () => {
  const [, policy] = text("index.html").match(/Content-Security-Policy" content="([^"]+)"/);
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
});

test("the wasm carries no path of the machine that built it", () => {
  for (const path of files.filter((name) => name.endsWith(".wasm"))) {
    const bytes = readFileSync(join(dist, path)).toString("latin1");
    assert.ok(!bytes.includes(top), `${path} names ${top}`);
    assert.doesNotMatch(bytes, /registry\/src\//);
  }
});

test("precompressed copies hold the same bytes", () => {
  const copies = files.filter((name) => /\.(br|gz)$/.test(name));
  assert.ok(copies.length > 10);
  for (const path of copies) {
    const open = path.endsWith(".br") ? brotliDecompressSync : gunzipSync;
    assert.ok(open(readFileSync(join(dist, path))).equals(readFileSync(join(dist, path.slice(0, -3)))), path);
  }
});

test("flight mode's list names every file the page needs, and only files that are there, by their sums", () => {
  const sums = JSON.parse(text("sw.js").match(/FILES = (\{.*?\});/)[1]);
  const list = Object.keys(sums);
  for (const path of list) {
    assert.ok(files.includes(path), path);
    assert.equal(createHash("sha256").update(readFileSync(join(dist, path))).digest("hex").slice(0, 16), sums[path], path);
  }
  for (const { path } of [...firstLoad(dist), ...later(dist)]) assert.ok(list.includes(path), path);
});

test("the list of the folder names every file but the compressed copies, and the build", () => {
  const list = JSON.parse(text("files.json"));
  assert.deepEqual([...list.files].sort(), files.filter((path) => !/\.(br|gz)$/.test(path)).sort());
  assert.ok(text("index.html").includes(`name="qitu-build" content="${list.build}"`));
});

test("the folder carries the licence of every package that is in it", () => {
  const notices = text("licences.txt");
  // Of the studio's worker too, in one of the two.
  assert.match(notices + text("licences-studio.txt"), /^csv \d\S* \(.*MIT/m);
  const manifest = readFileSync(join(top, "Cargo.toml"), "utf8");
  const wanted = [...manifest.match(/^app = \[([\s\S]*?)^\]/m)[1].matchAll(/dep:([\w-]+)/g)].map(([, name]) => name);
  // Those of the page's own list, some that only they bring, and the standard library's.
  for (const name of [...wanted, "fast_qr", "tachys", "reactive_graph", "futures-core", "slotmap", "dlmalloc", "hashbrown"]) {
    assert.match(notices, new RegExp(`^${name} \\d\\S* \\([^()]*(MIT|Apache|Zlib|Unicode|BSL)`, "m"), name);
  }
  for (const words of ["The Rust Project", "The Qitu authors", "Apache License", "O*NET", "Unihan", "Greg Johnston"]) assert.ok(notices.includes(words), words);
  assert.doesNotMatch(notices, /\((null|undefined)\)/);
  assert.ok(!notices.includes(top) && !/registry\/src/.test(notices), "a path of the machine that built it");
});

test("what the minifiers take away changes nothing", () => {
  const style = 'a  > b { color : red; /* no */ content: "a ; b /* yes */" }\n@media (min-width: 40rem) { c { margin: calc(1px + 2px) } }';
  assert.equal(minifyStyle(style), 'a > b{color :red;content:"a ; b /* yes */"}@media (min-width:40rem){c{margin:calc(1px + 2px)}}');
  const script = "/** doc\n * more\n */\n  // alone\n  const a = \"// kept\"; // kept too\n\n  b(`/* kept */`);\n";
  assert.equal(minifyScript(script), "const a = \"// kept\"; // kept too\nb(`/* kept */`);\n");
});
