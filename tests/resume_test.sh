#!/bin/sh
# Training killed, or interrupted by Ctrl-C, at several moments goes on to the very file that an
# uninterrupted run writes.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set -- train spiral --epochs 500 --patience 400 --layers 128,128 --dropout 0.1 --schedule cosine --seed 3 \
  --quiet --threads 1
"$GLIA" "$@" --out "$work/whole.glia"

for signal in KILL INT; do
  for wait in 0 0.1 0.3; do
    rm -f "$work/c.ckpt" "$work/part.glia"
    # A shell makes its background commands deaf to SIGINT; env gives them their hearing back.
    env --default-signal=INT "$GLIA" "$@" --out "$work/part.glia" --checkpoint "$work/c.ckpt" 2>"$work/err" &
    pid=$!
    tries=0
    until [ -e "$work/c.ckpt" ] || [ $tries -gt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
    sleep $wait
    kill -$signal $pid 2>/dev/null || true
    status=0
    wait $pid || status=$?
    "$GLIA" "$@" --out "$work/resumed.glia" --resume "$work/c.ckpt"
    cmp "$work/whole.glia" "$work/resumed.glia"
    if [ "$signal" = INT ]; then
      [ "$status" -eq 130 ]
      "$GLIA" verify "$work/part.glia" >/dev/null   # the best so far was saved
      grep -q "c.ckpt" "$work/err"                  # and it says where
    fi
    echo "$signal after $wait s: same file (status $status)"
  done
done
