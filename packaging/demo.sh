#!/usr/bin/env bash
# One command from a bare Debian to the window: installs what is missing, builds, makes the synthetic subject, extracts
# features, trains a head and opens the window on a trial. Without a display it renders the same window and a figure to
# PNG. Everything it makes lies in one folder (first argument, else ~/voxelscope-demo) and is kept for the next time.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
demo="${1:-${VOXELSCOPE_DEMO:-$HOME/voxelscope-demo}}"
"$here/setup.sh"
"$here/build.sh" voxelscope voxelscope-cli voxelscope-neural
bin="$(cd "$here/.." && pwd)/build/release/bin"
mkdir -p "$demo"

# a stage that was finished leaves a stamp; one that was interrupted is continued by the command itself
stage() {
  local stamp="$demo/.$1-done"
  shift
  [ -f "$stamp" ] && return
  "$bin/voxelscope-cli" "$@"
  touch "$stamp"
}
stage synthesize synthesize "$demo/subject" --preset demo
stage prepare prepare "$demo/subject" --subject 1 --betas b3 --mask brain --out "$demo/store"
stage features features "$demo/store" --encoder demo --mode multimodal
stage train train "$demo/store" --head ridge --split shared --out "$demo/run-ridge"
stage evaluate evaluate "$demo/run-ridge" --metric report

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$bin/voxelscope" "$demo/run-ridge"
fi
"$bin/voxelscope" "$demo/run-ridge" --screenshot "$demo/window.png" --size 1600x1000
"$bin/voxelscope-cli" figure compare3d "$demo/run-ridge" --out "$demo/compare3d.png"
echo
echo "No display here, so the window and a figure were rendered to files:"
echo "  $demo/window.png"
echo "  $demo/compare3d.png"
echo "Open the window on a machine with a display: $bin/voxelscope $demo/run-ridge"
