#!/bin/sh
# A search for settings from the command line: reproducible, repeatable by hand, blind to test rows.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
train() { "$GLIA" train "$@" --quiet --baseline none; }
# value RESULT EXPRESSION. In a variable first: a failure inside of [ ] would be an empty text, and fail nothing.
value() { python3 -c 'import json,sys; print(eval(sys.argv[2], {"r": json.load(open(sys.argv[1]))}))' "$@"; }

train iris --trials 11 --threads 1 --json --epochs 60 --out "$work/a.glia" >"$work/a.json"
train iris --trials 11 --threads 2 --json --epochs 60 --out "$work/b.glia" >"$work/b.json"
cmp "$work/a.glia" "$work/b.glia"
[ "$(value "$work/a.json" 'len(r["trials"])')" = 11 ]
[ "$(value "$work/a.json" 'r["trials"] == sorted(r["trials"], key=lambda t: t["trial"])')" = True ]
# Nothing is better than the winner, the usual settings (trial 1) among them.
[ "$(value "$work/a.json" 'min((t["val_loss"], t["trial"]) for t in r["trials"])[1] == [t["trial"] for t in r["trials"] if t["best"]][0]')" = True ]

# The winner by hand: the same weights and scores.
flags=$(value "$work/a.json" '" ".join("--layers %s --lr %r --batch %d --weight-decay %r --dropout %r" % (",".join(map(str, t["layers"])), t["rate"], t["batch"], t["weight_decay"], t["dropout"]) for t in r["trials"] if t["best"])')
# shellcheck disable=SC2086
train iris $flags --json --epochs 60 --out "$work/c.glia" >"$work/c.json"
found=$(value "$work/a.json" 'r["test"]')
by_hand=$(value "$work/c.json" 'r["test"]')
[ "$found" = "$by_hand" ]

# Wrong labels in the test rows change neither the trials nor the choice.
"$GLIA" data show iris --csv >"$work/iris.csv"
tail -n 30 "$work/iris.csv" >"$work/rows"
head -n 1 "$work/iris.csv" | cat - "$work/rows" >"$work/right.csv"
sed 's/virginica/setosa/' "$work/right.csv" >"$work/wrong.csv"
for test in right wrong; do
  train "$work/iris.csv" --test "$work/$test.csv" --trials 5 --json --epochs 30 --out "$work/d.glia" >"$work/$test.json"
done
right=$(value "$work/right.json" 'r["trials"]')
wrong=$(value "$work/wrong.json" 'r["trials"]')
[ "$right" = "$wrong" ]
right=$(value "$work/right.json" 'r["test"]')
wrong=$(value "$work/wrong.json" 'r["test"]')
[ "$right" != "$wrong" ]

# Words, in both languages; flags that the user gives are not searched.
"$GLIA" train iris --trials 3 --lr 0.01 --baseline none --progress none --epochs 20 --out "$work/e.glia" >"$work/out"
grep -q '3 settings tried on the validation rows' "$work/out"
"$GLIA" train iris --lang zh --trials 3 --baseline none --progress none --epochs 20 --out "$work/e.glia" >"$work/out"
grep -q '在验证行上试过 3 组设置' "$work/out"
train iris --trials 4 --lr 0.01 --json --epochs 10 --out "$work/f.glia" >"$work/f.json"
[ "$(value "$work/f.json" '{t["rate"] for t in r["trials"]}')" = "{0.01}" ]

# A time that is over at once: the usual settings alone.
train iris --budget 0.001 --json --epochs 10 --out "$work/g.glia" >"$work/g.json"
[ "$(value "$work/g.json" 'len(r["trials"])')" = 1 ]

# Refused.
if "$GLIA" train xor --trials 3 --out "$work/h.glia" 2>"$work/err"; then exit 1; fi
grep -q 'validation rows' "$work/err"
if "$GLIA" train iris --trials 3 --checkpoint "$work/c" --out "$work/h.glia" 2>"$work/err"; then exit 1; fi
grep -q 'leave --resume and --checkpoint out' "$work/err"
