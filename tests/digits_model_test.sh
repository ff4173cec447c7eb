#!/usr/bin/env bash
# The shipped model: small, whole, and it reads ten drawings, as text and as pictures. Its accuracy needs
# the real test images: GLIA_MNIST=FOLDER.
set -u
cd "$(dirname "$0")/.." || exit 1
model=models/digits.glia
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
complain() {
  echo "FAILED $*"
  failed=1
}

[ "$(wc -c <$model)" -le 500000 ] || complain "$model is above 500 kB"
"$GLIA" verify $model || complain "verify"
# Read by Python as the model file's page says: the tensors are what the parameters need.
python3 - $model <<'PY' || complain "the tensors"
import json, struct, sys
data = open(sys.argv[1], "rb").read()
header = json.loads(data[8:8 + struct.unpack("<Q", data[:8])[0]])
shapes = sorted(t["shape"] for name, t in header.items() if name.endswith(("weight", "bias")))
assert shapes == sorted([[784, 120], [120], [120, 60], [60], [60, 10], [10]]), shapes
PY

mkdir "$work/pictures"
for digit in 0 1 2 3 4 5 6 7 8 9; do
  drawing=examples/drawings/$digit.txt
  "$GLIA" predict $model --pixels $drawing >"$work/text" || complain "$drawing"
  { echo P2 28 28 255; cat $drawing; } >"$work/pictures/$digit.pgm"
  # Ten probabilities that sum to 1, the drawn digit first among them, and the same for the picture.
  "$GLIA" predict $model "$work/pictures/$digit.pgm" | cmp -s - "$work/text" || complain "$digit.pgm differs"
  awk -F, -v digit=$digit 'NR == 2 {
      for (i = 2; i <= NF; ++i) sum += $i
      exit !($1 == digit && NF == 11 && sum > 0.99999 && sum < 1.00001) }' "$work/text" ||
    complain "$drawing: $(tail -1 "$work/text")"
done

"$GLIA" predict $model "$work/pictures" --keep file | awk -F, 'NR > 1 { print $1 ":" $2 }' | tr '\n' ' ' >"$work/all"
expected='0.pgm:0 1.pgm:1 2.pgm:2 3.pgm:3 4.pgm:4 5.pgm:5 6.pgm:6 7.pgm:7 8.pgm:8 9.pgm:9 '
[ "$(cat "$work/all")" = "$expected" ] || complain "the folder: $(cat "$work/all")"

if [ -z "${GLIA_MNIST:-}" ]; then
  echo "NOT TESTED: accuracy on the test images of MNIST; give GLIA_MNIST=FOLDER"
else
  "$GLIA" eval $model "$GLIA_MNIST" --require 'accuracy>=0.981' --quiet || complain "accuracy"
  grep -q '98.19 %' models/README.md || complain "models/README.md says another accuracy"
fi
exit "$failed"
