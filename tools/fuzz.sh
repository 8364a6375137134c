#!/usr/bin/env bash
# Fuzzes each reader for so many seconds (60), from its corpus: `make fuzz`, `make fuzz ARGS="600 table"`.
# What fails is in fuzz/artifacts/; what is new is left in fuzz/corpus/ for `cargo fuzz cmin`.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QITU_TOOLS:-$PWD/.tools}
seconds=${1:-60}
targets=("${@:2}")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(sed -n 's/^name = "\([a-z]*\)"$/\1/p' fuzz/Cargo.toml)

if [ ! -x "$tools/bin/cargo-fuzz" ]; then
  echo "· cargo-fuzz"
  CARGO_TARGET_DIR="$tools/target" cargo install --quiet --debug --root "$tools" --locked cargo-fuzz
fi

status=0
for target in "${targets[@]}"; do
  echo "== $target, $seconds s"
  # No sanitizer: those want a nightly compiler, and the code has no `unsafe` of its own.
  "$tools/bin/cargo-fuzz" run --sanitizer none "$target" -- \
    -max_total_time="$seconds" -max_len=20000 -timeout=20 -print_final_stats=1 -verbosity=0 || status=1
done
exit $status
