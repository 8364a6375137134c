// Puts small files together. wasm-split makes a file of every set of functions that the same pieces
// share: two dozen for a first plan, a dozen for what moves it. Each costs a request, and brotli finds
// little in so little. Five are made of them: what only the planner's worker needs, what it has in
// common with pieces of the page, the plan's screen, and what reading a kept plan (further) and moving
// one (tune) share with the pieces that come later.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Reader, importsOf } from "./tidy.mjs";

const WORKER = ["engine", "advice"];

const isOfWorker = (user) => WORKER.includes(user);

// Which chunks go into which file, by the pieces that use them, and the piece that goes with them.
const GROUPS = [
  ["chunk_planner", (users) => users.includes("engine") && users.every(isOfWorker), "engine"],
  ["chunk_common", (users) => users.includes("engine") && !users.every(isOfWorker)],
  ["chunk_plan", (users) => users.includes("plan") && !users.includes("engine"), "plan"],
  ["chunk_further", (users) => users.includes("further") && !users.some((user) => user === "plan" || isOfWorker(user))],
  ["chunk_tune", (users) => users.includes("tune") && !users.some((user) => ["further", "plan"].includes(user) || isOfWorker(user))],
];

// Merges the files in the folder and gives the script that knows of it. `binaryen` runs a program.
export function mergeShared(folder, script, binaryen) {
  const chunks = [...script.matchAll(/\/\* (.*) \*\/\nconst __(chunk_\d+) = makeLoad\([\s\S]*?\n, \[\]\);\n/g)]
    .map(([text, users, name]) => ({ text, name, users: users.split(", ") }));
  const into = new Map();
  let text = script;
  for (const [file, holds, piece] of GROUPS) {
    const parts = chunks.filter(({ users }) => holds(users));
    if (parts.length === 0) continue;
    merge(folder, file, [...parts.map(({ name }) => name), ...(piece ? [`split_${piece}`] : [])], binaryen);
    parts.forEach(({ name, text: loader }, index) => {
      into.set(name, file);
      text = text.replace(loader, index ? "" : loader.replace(/\/\*.*\*\/\n/, "").replaceAll(name, file));
    });
  }
  text = text.replace(/, \[(__chunk_\d+[^\]]*)\]/g, (_, list) => `, [${[...new Set(list.split(", ").map((each) => renamed(each, into)))].filter(Boolean).join(", ")}]`);
  // A piece that went into a file with what it shares is that file, and the others that it uses.
  for (const [, , piece] of GROUPS.filter(([, , piece]) => piece)) {
    const loader = new RegExp(`(__wasm_split_load_${piece} = wrapAsyncCb\\()makeLoad\\([\\s\\S]*?, \\[([^\\]]*)\\]\\)\\);`);
    text = text.replace(loader, "$1() => Promise.all([$2].map((load) => load())));");
  }
  return text
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
