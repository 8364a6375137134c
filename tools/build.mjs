// Builds the folder to deploy: cargo → wasm-split → wasm-bindgen → wasm-opt → hashed names → precompressed copies.
//
//   node tools/build.mjs          the real thing, into dist/
//   node tools/build.mjs --dev    quick: debug wasm, nothing optimised or compressed, into target/dev/
//
// Every address in the result is relative, so the folder works from any path of any static host.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { licences, licencesOfStudio } from "./licences.mjs";
import { minifyScript, minifyStyle } from "./minify.mjs";
import { forPlanning, sum as sumOf } from "./planning.mjs";
import { policy } from "./policy.mjs";
import { mergeShared } from "./pieces.mjs";
import { report } from "./size.mjs";
import { shorten, withoutClasses, withoutRelocations } from "./tidy.mjs";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const dev = process.argv.includes("--dev");
const target = process.env.CARGO_TARGET_DIR ?? join(top, "target");
const tools = process.env.QITU_TOOLS ?? join(top, ".tools");
const cache = join(target, "build-cache");
const out = dev ? join(target, "dev") : join(top, "dist");
// Built aside and put in place at the end, so that a failed build leaves the last good folder.
const stage = join(target, "stage");

// One program: the page, and the planner when a worker starts it.
const program = { package: "qitu", bin: "qitu-app", features: ["--features", "app"], profile: dev ? "dev" : "page" };
// Another one, which riders never fetch: what works for academy staff.
const studio = { package: "qitu-studio-worker", bin: "qitu-studio", features: [], profile: program.profile };

// What wasm-opt may use: everything Chromium 96 and iOS 16.4 know, and nothing newer.
const wasmFeatures = ["reference-types", "bulk-memory", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "multivalue"];

const read = (path) => readFileSync(join(top, path), "utf8");
const sum = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 12);
const run = (command, args, env = {}) =>
  execFileSync(command, args, { cwd: top, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...env } });

// What LLVM leaves undone, because it suits processors and not a stack machine that browsers compile
// again: counters made of sums, values kept aside for later or fetched before a loop. No slower,
// and 3 % smaller.
const undone = ["disable-lsr", "enable-load-pre=false", "disable-machine-licm", "disable-machine-cse"];

// A standard library built for the page: for bytes, and without the machinery that words a panic. A
// panic is a trap then, which the page catches (`public/boot.js`). The switches are not
// promised by Rust yet, so the compiler is asked first.
const lean = {
  flags: ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none",
    ...undone.map((pass) => `-Cllvm-args=-${pass}`)],
  cargo: ["-Zbuild-std=core,alloc,std", "-Zbuild-std-features=optimize_for_size"],
  env: { RUSTC_BOOTSTRAP: "1" },
};
const ready = { flags: [], cargo: [], env: {} };

const ask = (...args) => execFileSync("rustc", args, { cwd: top, stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...lean.env } }).toString().trim();
const library = () => join(ask("--print", "sysroot"), "lib/rustlib/src/rust/library");

function standardLibrary() {
  try {
    if (!existsSync(library())) throw new Error("its sources are not here (rustup component add rust-src)");
    ask(...lean.flags, "--print", "cfg");
    return lean;
  } catch (error) {
    console.warn(`The standard library is used as it comes: ${error.status ? "this compiler does not know the switches" : error.message}.`);
    console.warn("The page works the same, but its first load is about 30 KB larger than it should be.");
    return ready;
  }
}

// Paths of this machine would make the bytes differ from builder to builder: they are cut from the wasm.
function flags(std) {
  const home = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const sources = join(home, "registry", "src");
  const roots = existsSync(sources) ? readdirSync(sources).map((name) => join(sources, name)) : [];
  // Without it every nesting of elements is a type of its own, and the page several times as large.
  const erase = "--cfg=erase_components";
  // The relocations are what the program is cut along.
  return [erase, "-Clink-args=--emit-relocs", ...std.flags, ...[...roots, library(), top].map((path) => `--remap-path-prefix=${path}/=`)].join("\x1f");
}

function compile({ package: name, bin, features, profile }) {
  const wasm = "wasm32-unknown-unknown";
  const std = dev ? ready : standardLibrary();
  run("cargo", ["build", "--target", wasm, "--package", name, ...features, "--profile", profile, "--bin", bin, ...std.cargo],
    dev ? {} : { ...std.env, CARGO_ENCODED_RUSTFLAGS: flags(std) });
  return join(target, wasm, profile === "dev" ? "debug" : profile, `${bin}.wasm`);
}

// Cuts the screens that come later out of the page's program: the main piece, the others, and the
// script that brings them.
function split(wasm) {
  const folder = join(target, "split");
  rmSync(folder, { recursive: true, force: true });
  run(join(tools, "bin", "wasm-split-cli"), [wasm, folder]);
  const script = mergeShared(folder, readFileSync(join(folder, "__wasm_split.js"), "utf8"), binaryen);
  const pieces = readdirSync(folder).filter((name) => name.endsWith(".wasm") && name !== "main.wasm").sort();
  return { main: join(folder, "main.wasm"), pieces: pieces.map((name) => join(folder, name)), script };
}

// wasm-bindgen's script and the one that brings pieces import each other; here they become one file.
function joinScripts(glue, script) {
  const own = script.replace(/^import .*$/gm, "").replace("initSync(undefined, undefined)", "wasm")
    // The page itself says that a piece did not come, and offers to try again.
    .replaceAll("console.error(e)", "console.warn(e)")
    // A host that serves wasm under another type still serves its bytes.
    .replaceAll("WebAssembly.instantiateStreaming(src, imports)", "src.then((answer) => (answer.ok ? answer.arrayBuffer() : Promise.reject(new Error(`${answer.url} did not come`)))).then((bytes) => WebAssembly.instantiate(bytes, imports))");
  const lines = [...glue.matchAll(/^import \* as (\w+) from ["']\.\/__wasm_split\.js["'];?$/gm)];
  const exported = [...own.matchAll(/^export const (\w+)/gm)].map(([, id]) => id);
  const bare = lines.reduce((text, [line]) => text.replace(line, ""), glue);
  const names = lines.map(([, name]) => `const ${name} = loaders;\n`);
  return `${bare}${own.replaceAll(/^export const/gm, "const")}const loaders = { ${exported.join(", ")} };\n${names.join("")}`;
}

function bind(name, wasm) {
  const folder = join(target, "bound", dev ? "dev" : "page", name);
  mkdirSync(folder, { recursive: true });
  const names = dev ? [] : ["--remove-name-section", "--remove-producers-section"];
  run(join(tools, "bin", "wasm-bindgen"), ["--target", "web", "--no-typescript", "--keep-lld-exports", ...names, "--out-dir", folder, "--out-name", name, wasm]);
  return { glue: readFileSync(join(folder, `${name}.js`), "utf8"), wasm: join(folder, `${name}_bg.wasm`) };
}

function tidied(script, wasm) {
  const short = shorten(script, readFileSync(wasm));
  const path = wasm.replace(".wasm", "_tidy.wasm");
  writeFileSync(path, short.wasm);
  return { glue: short.text, wasm: path };
}

const binaryen = (program, args) =>
  run("node", [join(top, "tests/node_modules/binaryen/bin", program), ...wasmFeatures.map((feature) => `--enable-${feature}`), ...args]);

function optimise(path, level = "-Oz") {
  const bytes = readFileSync(path);
  if (dev) return bytes;
  // Nothing lies in the first kilobyte, below the stack, so an address may be summed up in the access
  // itself. What LLVM nested is taken apart first and put together anew: 1 % smaller.
  const how = ["--low-memory-unused", "--flatten", "--rereloop", level, level, "--strip-debug", "--strip-producers"];
  return cached(`${digest(bytes)}${digest([...how, ...wasmFeatures].join())}.wasm`, (place) =>
    binaryen("wasm-opt", [...how, path, "-o", place]));
}

function cached(name, make) {
  mkdirSync(cache, { recursive: true });
  const place = join(cache, name);
  if (!existsSync(place)) {
    make(`${place}.part`);
    renameSync(`${place}.part`, place);
  }
  return readFileSync(place);
}

function put(path, content) {
  const place = join(stage, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
  return path;
}

const hashed = (name, extension, content) => put(`assets/${name}.${digest(content)}.${extension}`, content);

// The files that a piece is made of: its own, and those it shares with others.
function partsOf(name, script) {
  const shared = script.match(new RegExp(`__wasm_split_load_${name} = .*?, \\[([^\\]]*)\\]`, "s"))?.[1];
  if (shared === undefined) return [];
  return [`split_${name}`, ...shared.split(",").map((each) => each.trim().replace(/^__/, "")).filter(Boolean)];
}

// What a piece is called says when it is fetched: the plan's screen and the planner with the first plan,
// others later.
const FIRST = { chunk_plan: "plan", chunk_planner: "planner", chunk_common: "planner-common" };

function putPieces(pieces, script, text) {
  text = text.replace("{{further}}", partsOf("further", script).map((name) => `"./${name}.wasm"`).join());
  for (const piece of pieces) {
    const name = basename(piece, ".wasm");
    const level = name === "chunk_planner" || name === "chunk_common" ? "-O3" : "-Oz";
    const path = hashed(FIRST[name] ?? `later-${name.replace(/^split_/, "")}`, "wasm", optimise(piece, level));
    text = text.replaceAll(basename(piece), path.slice("assets/".length));
  }
  return text;
}

function build() {
  const whole = compile(program);
  const { main, pieces, script } = dev ? { main: whole, pieces: [], script: "" } : split(whole);
  const bound = bind("app", main);
  const joined = `${script ? joinScripts(withoutClasses(bound.glue), script) : bound.glue}\n${read("public/start.js")}`;
  const { glue, wasm } = dev ? { glue: joined, wasm: bound.wasm } : tidied(joined, bound.wasm);
  const wasmPath = hashed("app", "wasm", optimise(wasm));
  const text = putPieces(pieces, script, glue.replaceAll("app_bg.wasm", wasmPath.slice("assets/".length)));
  return { script: hashed("app", "js", dev ? text : minifyScript(text)), wasm: wasmPath };
}

// The studio's worker: its program, and its script, which is named after the build: the page then knows
// where it is without a word about it.
function buildStudio() {
  const whole = compile(studio);
  const bare = join(target, "studio.wasm");
  writeFileSync(bare, withoutRelocations(readFileSync(whole)));
  const { glue, wasm } = bind("studio", bare);
  const path = hashed("studio", "wasm", optimise(wasm));
  const text = `${glue.replaceAll("studio_bg.wasm", path.slice("assets/".length))}\n${read("public/studio.js")}`;
  return dev ? text : minifyScript(text);
}

// The style of a folder: tokens first, then the ground, then one file per part and page; paper last, so
// that it wins.
function style(name, folder) {
  const rank = (name) => ({ "tokens.css": 0, "base.css": 1, "print.css": 3 })[name] ?? 2;
  const names = readdirSync(join(top, folder)).filter((name) => name.endsWith(".css"))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const text = names.map((name) => `/* ${name} */\n${read(join(folder, name))}`).join("\n");
  return hashed(name, "css", dev ? text : minifyStyle(text));
}

function files(folder, base = folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name), base) : [relative(base, join(folder, entry.name))]).sort();
}

function fill(template, values) {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key) => {
    if (!(key in values)) throw new Error(`nothing to put in {{${key}}}`);
    return values[key];
  });
}

// JSON is written for people in the sources; riders pay for every byte.
const compact = (path, bytes) => (!dev && path.endsWith(".json") ? Buffer.from(JSON.stringify(JSON.parse(bytes))) : bytes);

// What a first plan is made from, as a file beside the whole catalogue. Gives its path, and by what the
// page knows it for the one that the build made.
function firstCatalogue(path) {
  const whole = read(`public/${path}`);
  const text = forPlanning(whole);
  const book = JSON.parse(whole);
  return { first: put(path.replace(/json$/, "first.json"), text), firstSum: sumOf(text), builtBook: book.id, checked: book.checked };
}

// By these the service worker knows a file from an error page that calls itself one.
const sums = (paths) => Object.fromEntries(paths.map((path) => [path, sum(readFileSync(join(stage, path)))]));

// Data may be changed by hand on the host: it is known by the format that it names.
function forms(paths) {
  const data = paths.filter((path) => path.startsWith("catalogue/"));
  return Object.fromEntries(data.map((path) => {
    const content = JSON.parse(readFileSync(join(stage, path)));
    if (!Array.isArray(content) && !content.format) throw new Error(`${path} names no format`);
    return [path, content.format ?? "list"];
  }));
}

function compress() {
  const worth = /\.(html|js|css|wasm|json|svg|txt|webmanifest)$/;
  // A copy beside a list that is written by hand would be served in its place.
  for (const path of files(stage).filter((name) => worth.test(name) && name !== "embed.json")) {
    const bytes = readFileSync(join(stage, path));
    const size = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    put(`${path}.br`, cached(`${digest(bytes)}.br`, (place) => writeFileSync(place, brotliCompressSync(bytes, { params: size }))));
    put(`${path}.gz`, cached(`${digest(bytes)}.gz`, (place) => writeFileSync(place, gzipSync(bytes, { level: 9 }))));
  }
}

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });

const app = build();
const studioScript = buildStudio();
const special = ["boot.js", "embedded.js", "offline.js", "start.js", "studio.js", "sw.js"];
for (const path of files(join(top, "public")).filter((name) => !special.includes(name) && !name.endsWith(".md"))) {
  put(path, compact(path, readFileSync(join(top, "public", path))));
}
const script = (name) => {
  const text = read(`public/${name}.js`);
  return hashed(name, "js", dev ? text : minifyScript(text));
};
put("licences.txt", licences(top, program.features, library()));
put("licences-studio.txt", licencesOfStudio(top, program.features));
const page = {
  csp: policy,
  ...firstCatalogue("catalogue/modern-rider-academy.json"),
  app: app.script,
  appWasm: app.wasm,
  worker: app.script,
  catalogue: "catalogue/modern-rider-academy.json",
  style: style("style", "style"),
  laterStyle: style("later-style", "style/later"),
  boot: script("boot"),
  offline: script("offline"),
  embedded: script("embedded"),
};
// The build is named after what is in it: the same sources give the same name everywhere.
page.build = digest(JSON.stringify(page) + digest(studioScript) + files(stage).map((path) => digest(readFileSync(join(stage, path)))).join());
put("index.html", fill(read("index.html"), page));
put(`assets/studio.${page.build}.js`, studioScript);

// What flight mode needs. What is only for hosts (the embedding example, the list of those who embed, the
// schemas) and only for staff stays out.
if (!dev) {
  const offline = files(stage).filter((path) => !/^embed-|^embed\.json$|schema\.json$|^sw-off\.js$|^assets\/studio\.|^licences-studio\.txt$/.test(path));
  put("sw.js", fill(read("public/sw.js"), { build: page.build, first: page.first, files: JSON.stringify(sums(offline)), forms: JSON.stringify(forms(offline)) }));
}

// What somebody needs who takes the whole planner elsewhere: each file but the compressed copies.
put("files.json", `${JSON.stringify({ build: page.build, files: [...files(stage), "files.json"] })}\n`);

if (!dev) compress();
rmSync(out, { recursive: true, force: true });
cpSync(stage, out, { recursive: true });

if (dev) console.log(`built ${relative(top, out)} (${(statSync(join(out, app.wasm)).size / 1e6).toFixed(1)} MB of unoptimised wasm)`);
else report(out);
