#!/usr/bin/env bash
# Everything that must hold, the cheap first. Prints the time of each stage; stops at the first failure.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
wasm=wasm32-unknown-unknown
# What only repeated builds read is half of what a first one writes (4 of 8 GB), and a disk runs full.
[ -d "${CARGO_TARGET_DIR:-target}" ] || export CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}
times=()

stage() {
  local name=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if ! "$@"; then
    printf '\nFAILED: %s, after %d s\n' "$name" $((SECONDS - began)) >&2
    exit 1
  fi
  times+=("$(printf '%4d s  %s' $((SECONDS - began)) "$name")")
}

set_up() { bash tools/setup.sh; }
format() { cargo fmt --check && cargo fmt --check --manifest-path python/Cargo.toml; }
lint() {
  cargo clippy --quiet --workspace --all-targets -- -D warnings &&
    cargo clippy --quiet --features app --bin qitu-app --target $wasm -- -D warnings
}
# The page's own unit tests touch no browser; they need the page's feature.
on_the_host() {
  cargo test --quiet --workspace &&
    cargo test --quiet --package qitu --features app --lib
}
# Says so and goes on where there is no Python, or no way to its packages.
from_python() { bash tools/cohort.sh tables; }
in_wasm() { bash tools/wasm-test.sh; }
build() { node tools/build.mjs; }
tools_and_size() { node --test tests/tools/; }

# A journey may stumble on a machine that is busy with something else. Up to three that failed are
# made once more, alone, and named: what is broken fails twice. A file that failed outside of its
# journeys is named by its path and run whole.
journeys() {
  local log=target/journeys.txt failed name same again=0
  mkdir -p target
  node --test --test-concurrency=2 tests/browser/ | tee "$log" && return 0
  mapfile -t failed < <(sed -n 's/^not ok [0-9]* - //p' "$log")
  ((${#failed[@]} >= 1 && ${#failed[@]} <= 3)) || return 1
  for name in "${failed[@]}"; do
    printf '\nonce more, alone: %s\n' "$name"
    if [[ $name == /*.test.mjs ]]; then
      node --test --test-concurrency=1 "$name" || again=1
      continue
    fi
    # What means something in a pattern, or is escaped in a name, stands for any character.
    same=$(LC_ALL=C.UTF-8 sed 's/\\//g; s/[^[:alnum:] ]/./g' <<<"$name")
    node --test --test-concurrency=1 --test-name-pattern="^$same\$" tests/browser/ | tee "$log" || again=1
    grep -q '^# pass [1-9]' "$log" || again=1
  done
  return $again
}

stage "set-up" set_up
stage "format" format
stage "lint" lint
stage "tests on the host" on_the_host
stage "tests from Python" from_python
stage "tests in wasm, in a browser" in_wasm
stage "build" build
stage "size and tools" tools_and_size
stage "journeys in a browser" journeys

printf '\nall green in %d min %02d s\n' $((SECONDS / 60)) $((SECONDS % 60))
printf '%s\n' "${times[@]}"
