// Builds the peers into target/peers/{react,leptos} (README.md says what they are). What React needs from
// npm is brought first, into .tools/peers.
//
//   node benches/peers/build.mjs [folder of the built planner]      for its style sheet; dist/ when not said

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const top = join(here, "../..");
const tools = process.env.QITU_TOOLS ?? join(top, ".tools");
const target = process.env.CARGO_TARGET_DIR ?? join(top, "target");
const packages = ["react@19.3.1", "react-dom@19.3.1", "esbuild@0.28.2"];

const run = (command, args, env = {}) => execFileSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });

function bring() {
  const folder = join(tools, "peers");
  if (!existsSync(join(folder, "node_modules/.bin/esbuild")) || !existsSync(join(folder, "node_modules/react-dom"))) {
    console.log(`· ${packages.join(", ")}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
    run("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", ...packages]);
  }
  return join(folder, "node_modules");
}

function react(out) {
  const modules = bring();
  run(join(modules, ".bin/esbuild"), [join(here, "react/app.jsx"), "--bundle", "--minify", "--format=esm", "--jsx=automatic",
    "--define:process.env.NODE_ENV=\"production\"", `--outfile=${join(out, "app.js")}`, "--log-level=warning"], { NODE_PATH: modules });
}

function leptos(out) {
  const wasm = "wasm32-unknown-unknown";
  run("cargo", ["build", "--quiet", "--release", "--locked", "--target", wasm, "--manifest-path", join(here, "leptos/Cargo.toml")], { CARGO_TARGET_DIR: target });
  run(join(tools, "bin/wasm-bindgen"), ["--target", "web", "--no-typescript", "--out-dir", out, "--out-name", "peer", join(target, wasm, "release/qitu-peer.wasm")]);
  const features = ["bulk-memory", "bulk-memory-opt", "sign-ext", "nontrapping-float-to-int", "mutable-globals", "reference-types", "multivalue"];
  const bound = join(out, "peer_bg.wasm");
  run("node", [join(top, "tests/node_modules/binaryen/bin/wasm-opt"), ...features.map((name) => `--enable-${name}`), "-Oz", bound, "-o", bound]);
  writeFileSync(join(out, "app.js"), 'import start from "./peer.js";\nstart();\n');
}

function compress(out) {
  for (const name of readdirSync(out)) {
    const bytes = readFileSync(join(out, name));
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  }
}

/** Builds each peer; gives their folders by name. */
export function peers(dist = join(top, "dist")) {
  const style = readdirSync(join(dist, "assets")).find((name) => /^style\.\w+\.css$/.test(name));
  const built = {};
  for (const [name, make] of Object.entries({ react, leptos })) {
    const out = join(target, "peers", name);
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    copyFileSync(join(here, "index.html"), join(out, "index.html"));
    copyFileSync(join(dist, "assets", style), join(out, "style.css"));
    copyFileSync(join(dist, "catalogue/situations.json"), join(out, "situations.json"));
    make(out);
    compress(out);
    built[name] = out;
  }
  return built;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(peers(process.argv[2]));
