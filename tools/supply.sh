#!/usr/bin/env bash
# What the program rests on: licences, sources, doubles and known faults (cargo-deny, deny.toml), and a
# bill of materials (CycloneDX) in target/sbom/. Brings both programs, some ten minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=${QITU_TOOLS:-$PWD/.tools}

bring() {
  [ -x "$tools/bin/$1" ] && return
  printf '· %s\n' "$1"
  CARGO_PROFILE_DEV_DEBUG=false CARGO_TARGET_DIR="$tools/target" \
    cargo install --quiet --debug --root "$tools" --locked "$@"
}

bring cargo-deny
bring cargo-cyclonedx

"$tools/bin/cargo-deny" --all-features check licenses bans sources
# The database of advisories is a repository of its own, and not every network lets it through.
if ! "$tools/bin/cargo-deny" --all-features check advisories; then
  known=$("$tools/bin/cargo-deny" --all-features --format json check advisories 2>&1 || true)
  if grep -q '"code":"\(vulnerability\|yanked\|unsound\)"' <<<"$known"; then
    exit 1
  fi
  echo "the database of advisories could not be had: known faults were not looked for" >&2
fi

mkdir -p target/sbom
"$tools/bin/cargo-cyclonedx" cyclonedx --quiet --format json --all-features --override-filename sbom
find . -name sbom.json -not -path './target/*' | while read -r file; do
  package=$(basename "$(dirname "$file")")
  mv "$file" "target/sbom/${package/#./page}.json"
done
ls target/sbom
