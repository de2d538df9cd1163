#!/usr/bin/env bash
# Prints a sum over what jars are built from: names and contents, neither times nor where the checkout lies, so that a copy
# of a checkout has the sum of its original. With a file as argument it writes the sum there: the build calls it so, to mark
# what a jar was built from. (Every module counts for every jar: a sum of a few megabytes is cheaper than being wrong.)
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
sum=$(
  # Not each of these folders has to be there.
  { find pom.xml ./*/pom.xml ./*/*/pom.xml db/accounts ./*/src/main ./*/src/build ./*/*/src/main -type f -print0 2>/dev/null || true; } \
    | LC_ALL=C sort -z | xargs -0 cksum | cksum
)
if [[ $# -eq 0 ]]; then
  printf '%s\n' "$sum"
else
  printf '%s\n' "$sum" >"$1"
fi
