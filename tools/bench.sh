#!/usr/bin/env bash
# The planner on its tables (benches/bench.rs says what they hold). With `peer` as the first word
# the same questions go to OR-tools CP-SAT too, a sample of each family. Further words are options:
#   make bench ARGS='--only sketch --each'      make bench-peer ARGS='--only generated-60'
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "${1:-}" != peer ]; then
  exec cargo bench --quiet --no-default-features --bench bench -- "$@"
fi

shift
python=.tools/peer/bin/python
if [ ! -x $python ]; then
  python3 -m venv .tools/peer || { echo "bench-peer needs python3 with venv (Debian: apt install python3-venv)" >&2; exit 1; }
  .tools/peer/bin/pip install --quiet ortools==9.15.6755
fi
cargo bench --quiet --no-default-features --bench bench -- --write target/peer "$@"
exec $python benches/peer/cp_sat.py --against target/peer/cases.jsonl
