#!/bin/sh
# Every built-in table is trained on by name; the learnable ones reach what they must, and none is
# told of trouble that it does not have.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# value JSON PART NAME: a number of the result
value() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))[sys.argv[2]][sys.argv[3]])' "$@"; }

# train NAME PART METRIC LEAST [FLAGS]
train() {
  name=$1 part=$2 metric=$3 least=$4
  shift 4
  "$GLIA" train "$name" --json --quiet --threads 1 --out "$work/m.glia" "$@" >"$work/r.json" 2>"$work/err"
  "$GLIA" verify "$work/m.glia" >/dev/null
  found=$(value "$work/r.json" "$part" "$metric")
  echo "$name: $part $metric $found, at least $least"
  awk "BEGIN { exit !($found >= $least) }"
  grep -q '"diagnosis":\[\]' "$work/r.json"
}

train iris test accuracy 0.9
train penguins test accuracy 0.95
train digits test accuracy 0.94 --epochs 20
train temperature test r2 0.99
train temperature-humidity test r2 0.99
train complement-bits train accuracy 1
train xor train accuracy 1
train x7x7 train accuracy 1
train sine-noisy test r2 0.9
train target-curve test r2 0.99
train exam-scores test r2 0.9
train flowers test accuracy 0.95
train black-box train r2 0.99
train warm-cold test accuracy 0.95
train circle test accuracy 0.97
train spiral test accuracy 0.97
train spiral3 test accuracy 0.95
train gauss test accuracy 0.97
