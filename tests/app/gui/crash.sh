#!/usr/bin/env bash
# crash.sh VOXELSCOPE RUN FOLDER: a window that was killed comes back where it was, says so, and offers the way back
set -euo pipefail
program=$1 run=$2 profile=$3/crash-profile
rm -rf "$profile"
mkdir -p "$profile"
"$program" "$run" --profile "$profile" --do 'select image 2' --do view.layout.slices --do 'set caption "left here"' &
pid=$!
for _ in $(seq 1200); do
  grep -qs 'left here' "$profile"/autosave/*.voxelscope && break
  kill -0 $pid
  sleep 0.1
done
kill -9 $pid
wait $pid 2>/dev/null || true
cat > "$profile/check.vxs" <<'SCRIPT'
wait run open
wait settled
expect state caption "left here"
expect state layout slices
expect widget noticeBar visible
expect text noticeText "ended unexpectedly"
screenshot restored.png
click noticeBack
wait settled
expect widget noticeBar hidden
expect state layout all
SCRIPT
cd "$profile"
"$program" --profile "$profile" --script check.vxs
# closed in order this time: where it was left, without a word
printf 'wait run open\nwait settled\nexpect widget noticeBar hidden\nexpect state layout all\n' > again.vxs
"$program" --profile "$profile" --script again.vxs
