#!/bin/sh
# A new process predicts the held-back rows with the bytes that training wrote, in any row order and
# from any of its files; a script of another language recomputes the printed accuracy from them.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$GLIA" train penguins --json --quiet --epochs 40 --split-out "$work/parts" --out "$work/m.glia" >"$work/r.json"
"$GLIA" predict "$work/m.glia" "$work/parts/test.csv" >"$work/again.csv"
cmp "$work/parts/test-predictions.csv" "$work/again.csv"
"$GLIA" predict "$work/m.glia" - <"$work/parts/test.csv" >"$work/stdin.csv"
cmp "$work/again.csv" "$work/stdin.csv"

# Backwards, columns reordered, and one row at a time.
python3 - "$work" <<'PY'
import csv, json, subprocess, sys, os
work = sys.argv[1]
glia = os.environ["GLIA"]
rows = list(csv.reader(open(f"{work}/parts/test.csv")))
head, body = rows[0], rows[1:]
expected = list(csv.reader(open(f"{work}/again.csv")))

def predict(head, body):
    with open(f"{work}/in.csv", "w", newline="") as f:
        csv.writer(f).writerows([head] + body)
    out = subprocess.run([glia, "predict", f"{work}/m.glia", f"{work}/in.csv"], check=True,
                         capture_output=True, text=True).stdout
    return list(csv.reader(out.splitlines()))

assert predict(head, body[::-1])[1:] == expected[1:][::-1], "row order matters"
order = list(range(len(head)))[::-1]
assert predict([head[i] for i in order], [[r[i] for i in order] for r in body]) == expected, "column order"
for i in range(5):
    assert predict(head, [body[i]])[1] == expected[1 + i], "one row alone"

target = head.index("species")
right = sum(row[target] == answer[0] for row, answer in zip(body, expected[1:]))
printed = json.load(open(f"{work}/r.json"))["test"]["accuracy"]
assert abs(right / len(body) - printed) < 1e-12, (right / len(body), printed)
print("accuracy", printed, "recomputed from", len(body), "rows")
PY

# The same file for 1, 2 and 3 threads.
for threads in 1 2 3; do
  "$GLIA" train penguins --quiet --epochs 10 --threads $threads --out "$work/t$threads.glia"
done
cmp "$work/t1.glia" "$work/t2.glia"
cmp "$work/t1.glia" "$work/t3.glia"
