#!/usr/bin/env bash
# Brings what the build and the tests need, and skips what is there. `setup.sh build` leaves the browser out.
#
# Needs to start from: rustup, make, gcc and Node.js 20 or newer. Everything else comes from rustup,
# crates.io, npm and (for the browser of the tests) the Debian archive.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QITU_TOOLS:-$PWD/.tools}
what=${1:-all}
missing=()

say() { printf '· %s\n' "$*"; }
need() { command -v "$1" >/dev/null || missing+=("$1: $2"); }

need rustup "install from https://rustup.rs"
need gcc "install with: apt-get install gcc (cargo links build scripts with it)"
need node "install Node.js 20 or newer"
need npm "comes with Node.js"
if command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  missing+=("node: $(node -v) is too old, 20 or newer is needed")
fi
if [ ${#missing[@]} -gt 0 ]; then
  printf 'missing: %s\n' "${missing[@]}" >&2
  exit 1
fi

# A full disk stops a compiler in the middle, with an error that is lost among others.
gigabytes=$([ "$what" = build ] && echo 3 || echo 6)
free=$(df -Pk . | awk 'NR == 2 { print int($4 / 1024 / 1024) }')
if [ ! -d "${CARGO_TARGET_DIR:-target}" ] && [ "${free:-$gigabytes}" -lt "$gigabytes" ]; then
  printf 'too little room: a first build writes about %s GB, and %s GB are free here\n' "$gigabytes" "$free" >&2
  exit 1
fi

# The toolchain file alone installs nothing where automatic installs are turned off.
if ! rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown ||
  ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
  say "Rust: stable, rustfmt, clippy, wasm32-unknown-unknown"
  rustup toolchain install stable --profile minimal --component rustfmt --component clippy --target wasm32-unknown-unknown
fi

# The sources of the standard library: the page is built with one of its own, for bytes.
if [ ! -d "$(rustc --print sysroot)/lib/rustlib/src/rust/library" ]; then
  say "the sources of Rust's standard library"
  rustup component add rust-src || say "they did not come: the page will be about 30 KB larger"
fi

# Unoptimised: it builds in a third of the time and runs as well. Its own lock file may name
# versions that a mirror does not have yet; then newer or older ones do.
bring() {
  local install=(cargo install --quiet --force --debug --root "$tools" "$@")
  export CARGO_PROFILE_DEV_DEBUG=false CARGO_TARGET_DIR="$tools/target"
  "${install[@]}" --locked 2>/dev/null || "${install[@]}"
  unset CARGO_PROFILE_DEV_DEBUG CARGO_TARGET_DIR
}

# wasm-bindgen's program must be the very version of the crate it reads the output of.
wanted=$(grep -A1 '^name = "wasm-bindgen"$' Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p')
if [ "$("$tools/bin/wasm-bindgen" --version 2>/dev/null)" != "wasm-bindgen $wanted" ] || [ ! -x "$tools/bin/wasm-bindgen-test-runner" ]; then
  say "wasm-bindgen-cli $wanted (about two minutes on two cores)"
  bring "wasm-bindgen-cli@$wanted" --bin wasm-bindgen --bin wasm-bindgen-test-runner
fi

# What cuts the page into pieces reads the marks of wasm_split_helpers 0.2.
splitter=0.2.4
if [ ! -x "$tools/bin/wasm-split-cli" ] || ! grep -q "wasm_split_cli_support $splitter " "$tools/.crates.toml"; then
  say "wasm-split-cli $splitter (about a minute)"
  bring "wasm_split_cli_support@$splitter" --features build-binary
fi

if [ ! -f tests/node_modules/.package-lock.json ] || [ tests/package-lock.json -nt tests/node_modules/.package-lock.json ]; then
  say "npm packages under tests/"
  npm ci --prefix tests --no-audit --no-fund --loglevel=error
  touch tests/node_modules/.package-lock.json
fi

[ "$what" = build ] && exit 0

# The browser of the tests, its driver, and letters for Chinese in the screenshots.
packages=()
command -v chromium >/dev/null || command -v google-chrome >/dev/null || packages+=(chromium)
command -v chromedriver >/dev/null || packages+=(chromium-driver)
fc-list :lang=zh 2>/dev/null | grep -q . || packages+=(fontconfig fonts-noto-cjk)
if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "from the Debian archive: ${packages[*]}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
  else
    printf 'cannot install here (no root, or no apt): %s\n' "${packages[*]}" >&2
    printf 'please install them, then run again; without them the browser tests cannot run\n' >&2
    exit 1
  fi
fi
