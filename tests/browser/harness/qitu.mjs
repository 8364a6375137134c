// The command line, built where it is not there or is not of today.

import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const top = join(dirname(fileURLToPath(import.meta.url)), "../../..");

export function qitu(...args) {
  const run = spawnSync("cargo", ["run", "--quiet", "--package", "qitu-cli", "--", "--lang", "en", ...args], { cwd: top, encoding: "utf8" });
  return { code: run.status, out: run.stdout, err: run.stderr };
}
