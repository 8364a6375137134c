#!/usr/bin/env bash
# The engine's answers on the host and in headless Chromium, compared to the byte.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QITU_TOOLS:-$PWD/.tools}
export QITU_SAME=${CARGO_TARGET_DIR:-$PWD/target}/same.txt
cargo test --quiet --test same
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER="$tools/bin/wasm-bindgen-test-runner"
export CHROMEDRIVER=${CHROMEDRIVER:-$(command -v chromedriver)}
export WASM_BINDGEN_TEST_TIMEOUT=300
cargo test --target wasm32-unknown-unknown --test same
