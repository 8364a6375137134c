// The licences and notices of everything that is in the built folder, as one text: the project's own, each
// crate's of the program, the standard library's, and the data's.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const NAMES = /^(licen[cs]e|copying|copyright|notice|unlicense)/i;
const LINE = "-".repeat(72);

const mit = (owners) => `MIT License

Copyright (c) ${owners}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

// The crates that the program is compiled from. What runs only while it is built (build scripts, procedural
// macros, tests) is not in the folder.
function crates(folder, ...options) {
  const answer = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--filter-platform", "wasm32-unknown-unknown", ...options],
    { cwd: folder, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, RUSTC_BOOTSTRAP: "1" } });
  const { packages, resolve } = JSON.parse(answer);
  const known = new Map(packages.map((one) => [one.id, one]));
  const nodes = new Map(resolve.nodes.map((one) => [one.id, one]));
  const found = new Set();
  const visit = (id) => {
    const isMacro = known.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
    if (found.has(id) || isMacro) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodes.get(id).deps) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(resolve.root);
  return [...found].map((id) => known.get(id));
}

// The texts in a crate's package. Where it may be taken under MIT, the alternatives are left out.
function textsOf({ name, license, authors, repository, manifest_path }) {
  const folder = dirname(manifest_path);
  const all = readdirSync(folder).filter((file) => NAMES.test(file)).sort();
  const mayBeMit = /\bMIT\b/.test(license ?? "") && (!/\bAND\b/.test(license) || /\(MIT OR|OR MIT\)/.test(license));
  const isMit = all.some((file) => /mit/i.test(file));
  const files = mayBeMit && isMit ? all.filter((file) => !/apache|^copying|unlicense/i.test(file)) : all;
  if (files.length) return files.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  if (mayBeMit) return [mit(authors?.length ? authors.join(", ") : `the authors of ${name}${repository ? `, ${repository}` : ""}`)];
  throw new Error(`${name} says ${license ?? "nothing"} about its licence, and its package has no text of it`);
}

// The same text once, with all that it is the text of.
function gathered(packages) {
  const by = new Map();
  for (const one of packages) {
    for (const text of textsOf(one)) by.set(text, [...(by.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const parts = [...by].map(([text, names]) => [[...new Set(names)].sort(), text]);
  return parts.sort(([one], [other]) => (one[0] < other[0] ? -1 : 1)).map(([names, text]) => `${LINE}\n${names.join("\n")}\n\n${text}\n`);
}

// The standard library's sources name its own crates; those without a package of their own are its parts.
function standard(library) {
  const title = `${LINE}\nThe Rust standard library (MIT OR Apache-2.0)\n\n${mit("The Rust Project Contributors")}\n`;
  if (!existsSync(join(library, "sysroot/Cargo.toml"))) return [title];
  const all = crates(join(library, "sysroot"), "--offline").filter(({ license }) => license);
  const others = all.filter(({ manifest_path }) => manifest_path.includes("/vendor/"));
  const builtins = join(library, "compiler-builtins/LICENSE.txt");
  const more = existsSync(builtins) ? [`${LINE}\ncompiler_builtins\n\n${readFileSync(builtins, "utf8").trim()}\n`] : [];
  return [title, ...more, ...gathered(others)];
}

const ofOthers = (packages) => packages.filter(({ source }) => source !== null);
const ofPage = (top, features) => ofOthers(crates(top, "--no-default-features", ...features));

// What the studio's worker contains beside what the page does: riders need not keep it.
export function licencesOfStudio(top, features) {
  const known = new Set(ofPage(top, features).map(({ id }) => id));
  const more = ofOthers(crates(join(top, "crates/studio-worker"))).filter(({ id }) => !known.has(id));
  return [
    "Qitu 骑途: licences and notices of what is in the studio's worker beside the packages in licences.txt\n",
    ...gathered(more),
  ].join("\n");
}

export function licences(top, features, library) {
  const read = (file) => readFileSync(join(top, file), "utf8").trim();
  const all = ofPage(top, features);
  const check = JSON.parse(read("public/catalogue/check.json"));
  return [
    "Qitu 骑途: licences and notices of what is in this folder\n",
    "Qitu may be used under the MIT licence or the Apache licence 2.0, as you like.\n",
    `${LINE}\nQitu (MIT)\n\n${read("LICENSE-MIT")}\n`,
    `${LINE}\nQitu (Apache-2.0)\n\n${read("LICENSE-APACHE")}\n`,
    `${LINE}\nData\n\nThe catalogue quotes figures of publishers that it names, with date and address; their texts are theirs.\n\n${check.attribution.zh}\n\n${check.attribution.en}\n\n${check.licence}\n\nHow Chinese characters are read, and their simplified forms, are made from the Unicode Han Database (Unihan, version 15; Unicode-3.0, whose text stands below).\n`,
    `${LINE}\nThe program contains code of the following packages.\n`,
    ...gathered(all),
    ...standard(library),
  ].join("\n");
}
