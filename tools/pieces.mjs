// Puts small files together. wasm-split makes a file of every set of functions that the same pieces
// share: two dozen for a first plan, a dozen for what moves it. Each costs a request, and brotli finds
// little in so little. Four are made of them: what only the planner's worker needs, what it has in
// common with pieces of the page, and what reading a kept plan (further) and moving one (tune) share
// with the pieces that come later.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const WORKER = ["engine", "advice"];

const isOfWorker = (user) => WORKER.includes(user);

// Which chunks go into which file, by the pieces that use them.
const GROUPS = [
  ["chunk_planner", (users) => users.includes("engine") && users.every(isOfWorker), ["split_engine"]],
  ["chunk_common", (users) => users.includes("engine") && !users.every(isOfWorker), []],
  ["chunk_further", (users) => users.includes("further") && !users.some(isOfWorker), []],
  ["chunk_tune", (users) => users.includes("tune") && !users.some((user) => user === "further" || isOfWorker(user)), []],
];

// Merges the files in the folder and gives the script that knows of it. `binaryen` runs a program.
export function mergeShared(folder, script, binaryen) {
  const chunks = [...script.matchAll(/\/\* (.*) \*\/\nconst __(chunk_\d+) = makeLoad\([\s\S]*?\n, \[\]\);\n/g)]
    .map(([text, users, name]) => ({ text, name, users: users.split(", ") }));
  const into = new Map();
  let text = script;
  for (const [file, holds, more] of GROUPS) {
    const parts = chunks.filter(({ users }) => holds(users));
    if (parts.length === 0) continue;
    merge(folder, file, [...parts.map(({ name }) => name), ...more], binaryen);
    parts.forEach(({ name, text: loader }, index) => {
      into.set(name, file);
      text = text.replace(loader, index ? "" : loader.replace(/\/\*.*\*\/\n/, "").replaceAll(name, file));
    });
  }
  return text
    .replace(/, \[(__chunk_\d+[^\]]*)\]/g, (_, list) => `, [${[...new Set(list.split(", ").map((each) => renamed(each, into)))].filter(Boolean).join(", ")}]`)
    .replace(/(__wasm_split_load_engine = wrapAsyncCb\()makeLoad\([\s\S]*?\]\)\);/, "$1() => Promise.all([__chunk_planner(), __chunk_common()]));")
    // Merged files ask for the same things by another name.
    .replace(/\{ __wasm_split: \{ *\} \}/, "((own) => ({ __wasm_split: own, shared: own }))({})");
}

const renamed = (loader, into) => {
  const file = into.get(loader.trim().replace(/^__/, ""));
  return file ? `__${file}` : loader.trim();
};

// All of them import the page's memory, table and stack; a module between them and the page makes one
// import of each out of theirs.
function merge(folder, file, names, binaryen) {
  const at = (name) => join(folder, name);
  const kinds = { 1: ["table", "funcref"], 2: ["memory", ""], 3: ["global", ""] };
  const lines = importsOf(readFileSync(at(`${names[0]}.wasm`))).map(({ name, kind, type }) => {
    const [word, of] = kinds[kind];
    return `(import "shared" "${name}" (${word} $${name} ${kind === 3 ? "(mut i32)" : `${least(type)} ${of}`})) (export "${name}" (${word} $${name}))`;
  });
  writeFileSync(at("between.wat"), `(module ${lines.sort().join("\n")})`.replace(/ \(export/g, "\n(export"));
  binaryen("wasm-as", [at("between.wat"), "-o", at("between.part")]);
  binaryen("wasm-merge", [at("between.part"), "__wasm_split", ...names.flatMap((name) => [at(`${name}.wasm`), name]), "-o", at(`${file}.wasm`)]);
  for (const name of [...names.map((each) => `${each}.wasm`), "between.wat", "between.part"]) rmSync(at(name));
}

// The least size that an import of a table or a memory asks for.
function least(type) {
  const reader = new Reader(type);
  if (type[0] === 0x70) reader.byte();
  reader.byte();
  return reader.number();
}

// What stands in a wasm file, byte by byte.
class Reader {
  constructor(bytes) { Object.assign(this, { bytes, at: 0 }); }
  byte() { return this.bytes[this.at++]; }
  take(length) { return this.bytes.subarray(this.at, this.at += length); }
  name() { return this.take(this.number()).toString(); }
  number() {
    let [value, unit] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      unit *= 128;
      if (byte < 128) return value;
    }
  }
}

function read(wasm) {
  const at = new Reader(wasm);
  at.take(8);
  const sections = [];
  while (at.at < wasm.length) sections.push({ id: at.byte(), body: at.take(at.number()) });
  return sections;
}

// What a program asks for: names, kind (0 a function, 1 a table, 2 a memory, 3 a global) and its type.
function importsOf(wasm) {
  const at = new Reader(read(wasm).find(({ id }) => id === 2)?.body ?? Buffer.from([0]));
  return Array.from({ length: at.number() }, () => {
    const [module, name, kind] = [at.name(), at.name(), at.take(importLength(at))];
    return { module, name, kind: kind[0], type: kind.subarray(1) };
  });
}

// What stands after an import's names: of a function, a table, a memory or a global.
function importLength(reader) {
  const at = Object.assign(new Reader(reader.bytes), { at: reader.at });
  const kind = at.byte();
  if (kind === 3) at.take(2);
  else if (kind === 0) at.number();
  else {
    if (kind === 1) at.byte();
    const most = at.number() & 1;
    at.number();
    if (most) at.number();
  }
  return at.at - reader.at;
}
