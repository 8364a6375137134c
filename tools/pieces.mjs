// Puts the planner's files together. wasm-split makes a file of every set of functions that the same
// pieces share, which is two dozen small ones for a first plan; each costs a request, and brotli finds
// little in so little. They become two: what only the planner's worker needs, and what it has in
// common with pieces of the page.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Reader, importsOf } from "./tidy.mjs";

const WORKER = ["engine", "advice"];

// Merges the files in the folder and gives the script that knows of it. `binaryen` runs a program.
export function mergePlanner(folder, script, binaryen) {
  const chunks = [...script.matchAll(/\/\* (.*) \*\/\nconst __(chunk_\d+) = makeLoad\([\s\S]*?\n, \[\]\);\n/g)]
    .map(([text, users, name]) => ({ text, name, users: users.split(", ") }))
    .filter(({ users }) => users.includes("engine"));
  const isOwn = ({ users }) => users.every((user) => WORKER.includes(user));
  const groups = {
    chunk_planner: [...chunks.filter(isOwn), { name: "split_engine" }],
    chunk_common: chunks.filter((chunk) => !isOwn(chunk)),
  };
  const into = new Map();
  for (const [file, parts] of Object.entries(groups)) {
    merge(folder, file, parts.map(({ name }) => name), binaryen);
    for (const { name } of parts) into.set(name, file);
  }
  const [first] = chunks;
  const loader = (file) => first.text.replace(/\/\*.*\*\/\n/, "").replaceAll(first.name, file);
  let text = script.replace(first.text, Object.keys(groups).map(loader).join(""));
  for (const chunk of chunks) text = text.replace(chunk.text, "");
  text = text
    .replace(/, \[(__chunk_\d+[^\]]*)\]/g, (_, list) => `, [${[...new Set(list.split(", ").map((each) => renamed(each, into)))].filter(Boolean).join(", ")}]`)
    .replace(/(__wasm_split_load_engine = wrapAsyncCb\()makeLoad\([\s\S]*?\]\)\);/, "$1() => Promise.all([__chunk_planner(), __chunk_common()]));")
    // Merged files ask for the same things by another name.
    .replace(/\{ __wasm_split: \{ *\} \}/, "((own) => ({ __wasm_split: own, shared: own }))({})");
  return text;
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
