#!/bin/sh
# Training killed, or interrupted by Ctrl-C, at several moments goes on to the very file that an
# uninterrupted run writes.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() {
  "$GLIA" train spiral --epochs 150 --patience 60 --dropout 0.1 --schedule cosine --seed 3 --quiet --threads 1 "$@"
}
run --out "$work/whole.glia"

for signal in KILL INT; do
  for wait in 0.05 0.15 0.3; do
    rm -f "$work/c.ckpt" "$work/part.glia"
    run --out "$work/part.glia" --checkpoint "$work/c.ckpt" 2>"$work/err" &
    pid=$!
    sleep $wait
    kill -$signal $pid 2>/dev/null || true
    status=0
    wait $pid || status=$?
    resume=
    [ ! -e "$work/c.ckpt" ] || resume="--resume $work/c.ckpt"
    # shellcheck disable=SC2086  # a flag and its value, or nothing
    run --out "$work/resumed.glia" $resume
    cmp "$work/whole.glia" "$work/resumed.glia"
    if [ "$signal" = INT ] && [ "$status" -ne 0 ]; then
      [ "$status" -eq 130 ]
      "$GLIA" verify "$work/part.glia" >/dev/null   # the best so far was saved
      grep -q "$work/c.ckpt" "$work/err"            # and it says where
    fi
    echo "$signal after $wait s: same file (status $status)"
  done
done
find "$work" -name '.glia-*' | grep -q . && [ "$signal" != KILL ] && { echo "a temporary file stayed"; exit 1; }
exit 0
