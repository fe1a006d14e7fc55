#!/usr/bin/env bash
# One command from a bare Debian to a tested Voxelscope: installs what is missing, builds, runs every test.
# Arguments go to ctest, e.g. `packaging/test.sh -R blip`.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
"$here/setup.sh"
"$here/build.sh"
cd "$here/.."
export CTEST_OUTPUT_ON_FAILURE=1
exec ctest --preset release "$@"
