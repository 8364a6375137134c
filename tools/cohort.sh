#!/usr/bin/env bash
# Builds the Python package and tests it: `cohort.sh tables` with tables alone, and nothing where there
# is no Python or no way to its packages; `cohort.sh engines` with pandas, Polars, Spark and Dask too.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QITU_TOOLS:-$PWD/.tools}
what=${1:-tables}
home=$tools/python
target=${CARGO_TARGET_DIR:-$PWD/target}

say() { printf '· %s\n' "$*"; }

# Without the package's tools there is nothing to test. That is no fault of the package, unless
# somebody asked for these tests alone.
leave() {
  printf 'not tested: the Python package, since %s\n' "$*" >&2
  [ "$what" = tables ] && exit 0
  exit 1
}

apt_has() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
  say "from the Debian archive: $*"
  export DEBIAN_FRONTEND=noninteractive
  timeout 300 apt-get update -qq && timeout 300 apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

command -v python3 >/dev/null || leave "there is no python3 here"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 9))' || leave "$(python3 --version) is older than 3.9"

if ! "$home/bin/python" -m pip --version >/dev/null 2>&1; then
  rm -rf "$home"
  if ! python3 -m venv "$home" >/dev/null 2>&1; then
    rm -rf "$home"
    [ "$what" = engines ] && apt_has python3-venv && python3 -m venv "$home" >/dev/null ||
      leave "python3 cannot make an environment of its own (on Debian: apt-get install python3-venv)"
  fi
fi
python=$home/bin/python

# Packages that are there are not asked for again.
bring() {
  local missing=() name
  for name in "$@"; do
    "$python" -m pip show --quiet "${name%%[[<>=]*}" >/dev/null 2>&1 || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Python packages: ${missing[*]}"
  timeout 600 "$python" -m pip install --quiet --disable-pip-version-check --retries 1 --timeout 30 "${missing[@]}"
}

bring 'maturin>=1.9,<2' 'pyarrow>=14' || leave "maturin and pyarrow cannot be installed"
timeout 300 cargo fetch --quiet --manifest-path python/Cargo.toml || leave "the crates that it is built with cannot be fetched"

cli=$target/debug/qitu
if [ "$what" = engines ] || [ ! -x "$cli" ]; then
  cargo build --quiet --profile test --package qitu-cli
fi

# An engine for its tables is built for speed; for the small tests it is built soon.
wheels=$target/python/wheels
rm -rf "$wheels"
PATH=$home/bin:$PATH CARGO_NET_OFFLINE=true CARGO_TARGET_DIR=$target/python CARGO_INCREMENTAL=0 \
  "$home/bin/maturin" build --quiet --manifest-path python/Cargo.toml --interpreter "$python" \
  --compatibility linux --out "$wheels"
"$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --force-reinstall "$wheels"/*.whl

tests() { (cd python/tests && QITU_CLI=$cli "$python" -W ignore::ResourceWarning -m unittest "$@"); }

if [ "$what" = tables ]; then
  tests test_tables
  exit 0
fi

missing=()
bring pandas || missing+=(pandas)
bring polars || missing+=(Polars)
bring 'dask[dataframe]' distributed || missing+=(Dask)
bring 'pyspark>=3.5,<4' setuptools || missing+=(PySpark)
command -v java >/dev/null || apt_has default-jre-headless || missing+=("a JRE, which Spark needs")
for name in "${missing[@]}"; do
  printf 'cannot be installed here, and is not tested: %s\n' "$name" >&2
done
tests test_tables test_frames
command -v java >/dev/null || exec "$python" -c 'import sys; sys.exit("Spark was not tested: there is no java")'
tests -v test_engines
