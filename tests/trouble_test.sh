#!/bin/sh
# What goes wrong in training is named, with the flag to try: each trouble provoked, in both
# languages. That default runs of the built-in sets have none stands in builtin_sets_test.sh.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# train EXPECTED-CODE DATA [FLAGS]: the code is among those named, once, with a text and a flag.
train() {
  code=$1
  shift
  "$GLIA" train "$@" --json --quiet --baseline none --threads 1 --out "$work/m.glia" >"$work/r.json" 2>"$work/err"
  python3 - "$code" "$work/r.json" <<'PY'
import json, sys
code, path = sys.argv[1:]
found = json.load(open(path))["diagnosis"]
print(code, [trouble["code"] for trouble in found])
named = [trouble for trouble in found if trouble["code"] == code]
assert len(named) == 1, found
assert named[0]["flag"].startswith("--") and named[0]["flag"] in named[0]["text"], named
assert len(found) == len({trouble["code"] for trouble in found})
PY
}

train vanishing_gradients circle --layers 16,16,16,16,16,16,16,16 --activation sigmoid --optimizer sgd --epochs 6
train exploding_gradients circle --layers 64,64,64,64,64 --init normal:0:2 --epochs 2
train dead_units circle --layers 16,16 --init normal:0:0.05 --lr 1 --epochs 10
train saturation circle --activation tanh --init uniform:-20:20 --epochs 5 --lr 0.0001
train rate_too_small circle --lr 1e-6 --epochs 40
train rate_too_large spiral --layers 32,32 --optimizer sgd --lr 1 --epochs 20
train diverging spiral --layers 16,16 --activation tanh --optimizer sgd --lr 30 --epochs 40
train underfitting spiral --layers none
train underfitting circle --layers none

# Labels that have nothing to do with the columns, and a wide network that learns them by heart.
python3 - >"$work/few.csv" <<'PY'
import random
random.seed(1)
print(",".join(f"x{i}" for i in range(20)) + ",label")
for row in range(80):
    print(",".join(f"{random.gauss(0, 1):.3f}" for _ in range(20)) + f",{'ab'[random.random() < 0.5]}")
PY
train overfitting "$work/few.csv" --layers 256,256

# In the report, in words.
"$GLIA" train circle --lr 1e-6 --epochs 40 --baseline none --progress none --out "$work/m.glia" >"$work/out"
grep -q '^Trouble in training:$' "$work/out"
grep -q '^- the learning rate 1e-06 is too small' "$work/out"
[ "$(grep -c 'too small' "$work/out")" = 1 ]
"$GLIA" train circle --lang zh --lr 1e-6 --epochs 40 --baseline none --progress none --out "$work/m.glia" >"$work/out"
grep -q '学习率 1e-06 太小' "$work/out"
