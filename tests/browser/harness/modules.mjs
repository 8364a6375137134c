// Packages of Node's own form for a browser, without a bundler: each file as a function under its name.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "../../node_modules");

export const fileOf = (path) => readFileSync(join(packages, path), "utf8");

// A script that defines `require` for these packages, by their names.
export function modules(files) {
  const all = Object.entries(files).map(([name, path]) => `${JSON.stringify(name)}(require, module, exports) {\n${fileOf(path)}\n}`);
  return `const process = { env: { NODE_ENV: "development" } };
const defined = { ${all.join(",\n")} };
const kept = {};
function require(name) {
  if (!kept[name]) {
    kept[name] = { exports: {} };
    defined[name](require, kept[name], kept[name].exports);
  }
  return kept[name].exports;
}
`;
}

// React as its developers run it: it mounts everything twice in StrictMode.
export const react = () => modules({
  react: "react/cjs/react.development.js",
  scheduler: "scheduler/cjs/scheduler.development.js",
  "react-dom": "react-dom/cjs/react-dom.development.js",
  "react-dom/client": "react-dom/cjs/react-dom-client.development.js",
});
