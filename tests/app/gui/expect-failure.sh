#!/usr/bin/env bash
# expect-failure.sh VOXELSCOPE RUN: a failing expectation ends the program with status 1 and names file and line
set -uo pipefail
script=$(mktemp --suffix=.vxs)
trap 'rm -f "$script"' EXIT
printf 'wait settled\nexpect state layout single\n' > "$script"
message=$("$1" "$2" --script "$script" 2>&1)
status=$?
echo "$message"
[ $status -eq 1 ] && [[ "$message" == *"$script:2: layout is \"all\", not single"* ]]
