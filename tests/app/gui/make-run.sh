#!/usr/bin/env bash
# make-run.sh CLI FOLDER: a tiny run in FOLDER/run; kept between calls
set -euo pipefail
cli=$1 folder=$2
mkdir -p "$folder"
rm -rf "$folder/wizard-store"
[ -f "$folder/.complete" ] && exit 0
rm -rf "$folder/subject" "$folder/store" "$folder/run"
"$cli" synthesize "$folder/subject" --preset tiny
"$cli" prepare "$folder/subject" --subject 1 --betas b3 --mask brain --out "$folder/store"
"$cli" features "$folder/store" --encoder demo --mode multimodal
"$cli" train "$folder/store" --head ridge --out "$folder/run"
touch "$folder/.complete"
