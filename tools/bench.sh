#!/usr/bin/env bash
# The planner on its tables (benches/bench.rs says what they hold). With `peer` as the first word
# the same questions go to OR-tools CP-SAT too, a sample of each family; with `worker`, to the
# planner as it runs in Chromium. Further words are options:
#   make bench ARGS='--only sketch --each'      make bench-peer ARGS='--only generated-60'
#   make bench-worker ARGS='--only generated-654 --slow 4'
set -euo pipefail
cd "$(dirname "$0")/.."

native() { cargo bench --quiet --bench bench -- "$@"; }

case ${1:-} in
  peer) shift ;;
  worker)
    shift
    bash tools/setup.sh
    [ -d dist ] || node tools/build.mjs
    native --write target/worker "$@"
    exec node benches/worker.mjs target/worker/cases.jsonl "$@"
    ;;
  *)
    native "$@"
    exit
    ;;
esac

python=.tools/peer/bin/python
if [ ! -x $python ]; then
  python3 -m venv .tools/peer || { echo "bench-peer needs python3 with venv (Debian: apt install python3-venv)" >&2; exit 1; }
  .tools/peer/bin/pip install --quiet ortools==9.15.6755
fi
native --write target/peer "$@"
exec $python benches/peer/cp_sat.py --against target/peer/cases.jsonl
