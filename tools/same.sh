#!/usr/bin/env bash
# Builds what is committed once more, in another folder and with nothing built before, and says which files
# differ from those of dist/, which has to be of the same commit. A whole build: 5 to 15 minutes, 3 GB.
set -euo pipefail
cd "$(dirname "$0")/.."
top=$PWD
export QITU_TOOLS=${QITU_TOOLS:-$top/.tools}
folder=$(mktemp -d)
trap 'git worktree remove --force "$folder/elsewhere"; rm -rf "$folder"' EXIT
git worktree add --quiet --detach "$folder/elsewhere" HEAD
ln -s "$top/tests/node_modules" "$folder/elsewhere/tests/node_modules"
(cd "$folder/elsewhere" && CARGO_TARGET_DIR="$folder/target" node tools/build.mjs)
if diff -rq dist "$folder/elsewhere/dist"; then
  echo "the same bytes in two folders: $(find dist -type f | wc -l) files"
else
  echo "the builds differ" >&2
  exit 1
fi
