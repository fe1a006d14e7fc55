#!/usr/bin/env bash
# Configures (once) and builds the release preset; arguments are targets, none means everything.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -f build/release/build.ninja ] || cmake --preset release >/dev/null
cmake --build --preset release ${1:+--target "$@"}
