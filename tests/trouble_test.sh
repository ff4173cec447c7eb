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

# While training, once each, with the epoch; the end says it again.
said() { # said EPOCHS FLAGS...: of a run of so many epochs, what standard error said of trouble
  epochs=$1
  shift
  "$GLIA" train "$@" --epochs "$epochs" --baseline none --threads 1 --progress plain --out "$work/m.glia" >"$work/out" 2>"$work/err"
}
# before LINE-PATTERN EPOCHS: it was said once, at an epoch before the last, and before the line of progress of the last.
before() {
  [ "$(grep -c "$1" "$work/err")" = 1 ]
  at=$(grep "^glia: warning: epoch [0-9]*: $1" "$work/err" | sed 's/^glia: warning: epoch \([0-9]*\).*/\1/')
  [ "$at" -ge 1 ]
  [ "$at" -lt "$2" ]
  sed -n "/$1/,\$p" "$work/err" | grep -q "^epoch $2/$2"
}
said 40 spiral --layers 16,16 --activation tanh --optimizer sgd --lr 30
before 'training diverges: .*try --lr 3$' 40
said 20 spiral --layers 32,32 --optimizer sgd --lr 1
before 'the learning rate 1 is too large: .*try --lr 0.1$' 20
said 10 circle --layers 16,16 --init normal:0:0.05 --lr 1
before '.* are dead: 0 for every row' 10
said 2 circle --layers 64,64,64,64,64 --init normal:0:2
grep -q '^glia: warning: before the first epoch: the gradients of .* explode' "$work/err"
grep -q '^- the gradients of .* explode' "$work/out"
said 20 spiral --layers 32,32 --optimizer sgd --lr 1 --lang zh
grep -q '^glia: 警告: 第 [0-9]* 轮：学习率 1 太大' "$work/err"
# What only the whole run shows is not said before its end; a healthy run says nothing; nor does --quiet.
silent() { [ "$(grep -c warning "$work/err")" = 0 ]; }
said 40 circle --lr 1e-6
silent
said 40 circle
silent
said 20 spiral --layers 32,32 --optimizer sgd --lr 1 --quiet
[ ! -s "$work/err" ]
# The bar makes way for the line: the terminal's line is cleared just before.
"$GLIA" train spiral --layers 32,32 --optimizer sgd --lr 1 --epochs 20 --baseline none --progress bar --out "$work/m.glia" >"$work/out" 2>"$work/err"
LC_ALL=C grep -q "$(printf '\r\033\\[Kglia: warning: epoch [0-9]*: the learning rate 1 is')" "$work/err"

# In the report, in words.
"$GLIA" train circle --lr 1e-6 --epochs 40 --baseline none --progress none --out "$work/m.glia" >"$work/out"
grep -q '^Trouble in training:$' "$work/out"
grep -q '^- the learning rate 1e-06 is too small' "$work/out"
[ "$(grep -c 'too small' "$work/out")" = 1 ]
"$GLIA" train circle --lang zh --lr 1e-6 --epochs 40 --baseline none --progress none --out "$work/m.glia" >"$work/out"
grep -q '学习率 1e-06 太小' "$work/out"
