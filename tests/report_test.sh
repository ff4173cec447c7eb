#!/usr/bin/env bash
# The pages of `--report`, of train and of eval: well-formed and whole by themselves (tests/report/page.py), with the numbers of
# --json in them, the same bytes for the same run, and nothing of the data read as markup.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
check="$root/tests/report/page.py"

"$GLIA" train penguins --epochs 20 --quiet --json --out classes.glia --report classes.html >classes.json
"$GLIA" train exam-scores --epochs 5 --quiet --report numbers.html --out m.glia
"$GLIA" train circle --epochs 5 --quiet --report two.html --out m.glia
"$GLIA" train digits --epochs 3 --quiet --importance 0 --report many.html --out m.glia
"$GLIA" train complement-bits --epochs 5 --quiet --report answers.html --out m.glia
"$GLIA" train iris --epochs 5 --folds 3 --quiet --report folds.html --out m.glia
"$GLIA" train iris --model ridge --task regress --target sepal_length --quiet --report ridge.html --out m.glia
"$GLIA" train iris --model knn:3 --quiet --report knn.html --out m.glia
"$GLIA" train iris --trials 3 --epochs 5 --quiet --report trials.html --out m.glia
"$GLIA" train iris --epochs 0 --quiet --report none.html --out m.glia
"$GLIA" train xor --epochs 5 --quiet --report known.html --out m.glia
"$GLIA" train iris --split 100,0,0 --epochs 5 --quiet --report all.html --out m.glia
python3 "$check" en classes.html numbers.html two.html many.html answers.html folds.html ridge.html knn.html trials.html \
  none.html known.html all.html
"$GLIA" train penguins --epochs 20 --quiet --lang zh --report zh.html --out m.glia
python3 "$check" zh zh.html

# Pictures of 2 x 2 pixels: no columns.
mkdir -p photos/dark photos/bright
for i in 0 1 2 3 4 5 6 7 8 9; do
  echo "P2 2 2 255 24$i 250 23$i 255" >photos/bright/$i.pgm
  echo "P2 2 2 255 $i 1$i 0 2$i" >photos/dark/$i.pgm
done
"$GLIA" train photos --layers 4 --epochs 5 --quiet --report images.html --out m.glia
python3 "$check" en images.html

# Names that would be markup, a class with a newline, more classes than a matrix shows, a weight for each row.
python3 - <<'PY'
import csv
with open("hostile.csv", "w", newline="", encoding="utf-8") as file:
    table = csv.writer(file)
    table.writerow(["<script>alert(1)</script>", 'a"b\' onload=x', "北京 & co", "w", "</title><b>"])
    for i in range(200):
        name = ["<img src=x onerror=alert(1)>", "two\nlines", '"quoted" \'text\'', "</td></table>"][i % 4]
        table.writerow([i % 4 + i / 300, ["<i>", "&amp;", "]]>"][i % 3], (i * 7) % 13, 1 + i % 3, name])
with open("classes.csv", "w") as file:
    file.write("x,y\n" + "".join(f"{i % 40},c{i % 40}\n" for i in range(800)))
PY
"$GLIA" train hostile.csv --epochs 10 --quiet --report hostile.html --out m.glia
"$GLIA" train hostile.csv --weight w --epochs 10 --quiet --report weighted.html --out m.glia
cp m.glia hostile.glia
"$GLIA" train classes.csv --epochs 10 --quiet --report forty.html --out m.glia
python3 "$check" en hostile.html weighted.html forty.html

# Pages of evaluations: of each task, of a fit without a network, of pictures, of names that would be markup.
evaluate() { "$GLIA" eval "$@" --quiet; }
evaluate classes.glia penguins --json --report e-classes.html >e-classes.json
evaluate m.glia classes.csv --report e-forty.html
evaluate hostile.glia hostile.csv --report e-hostile.html
evaluate hostile.glia hostile.csv --weight w --json --report e-weighted.html >e-weighted.json
cp hostile.glia '<b>&"m.glia'
evaluate '<b>&"m.glia' hostile.csv --report e-named.html
"$GLIA" train exam-scores --epochs 5 --quiet --out m.glia
evaluate m.glia exam-scores --json --report e-numbers.html >e-numbers.json
"$GLIA" train complement-bits --epochs 5 --quiet --out m.glia
evaluate m.glia complement-bits --report e-answers.html
"$GLIA" train iris --model knn:3 --quiet --out m.glia
evaluate m.glia iris --report e-knn.html
"$GLIA" train iris --model ridge --task regress --target sepal_length --quiet --out m.glia
evaluate m.glia iris --report e-ridge.html
"$GLIA" train photos --layers 4 --epochs 5 --quiet --out m.glia
evaluate m.glia photos --report e-images.html
python3 "$check" en e-*.html
evaluate classes.glia penguins --lang zh --report zh-eval.html
python3 "$check" zh zh-eval.html

# The same run, the same bytes; threads show in the command alone.
mkdir again
(cd again && "$GLIA" train penguins --epochs 20 --quiet --json --out classes.glia --report classes.html >/dev/null)
cmp classes.html again/classes.html
for threads in 1 3; do
  (cd again && "$GLIA" train penguins --epochs 20 --quiet --threads $threads --out t.glia --report t$threads.html)
done
cmp <(grep -v '^<pre>' again/t1.html) <(grep -v '^<pre>' again/t3.html)
cp classes.glia again
(cd again && evaluate classes.glia penguins --json --report e-classes.html >/dev/null)
cmp e-classes.html again/e-classes.html
for threads in 1 3; do
  (cd again && evaluate classes.glia penguins --threads $threads --report e$threads.html)
done
cmp <(grep -v '^<pre>' again/e1.html) <(grep -v '^<pre>' again/e3.html)

PYTHONPATH="$root/tests/report" python3 - <<'PY'
import hashlib, json
from page import tables_of, text_of

def number(text):
    return float(text.replace(",", ""))

def sum_of(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()

def scores_of(page, begin):
    return {row[0]: row for row in next(t for c, t in tables_of(page).items() if c.startswith(begin))[0]}

# To the digits shown; without any only large numbers are rounded.
def same(text, value):
    _, point, digits = text.partition(".")
    return abs(number(text) - value) <= (0.500001 * 10.0 ** -len(digits) if point or abs(value) >= 1000 else 0)

# The metrics of a part of a result and their intervals, as the page has them.
def same_scores(scores, part, metrics):
    for metric in metrics:
        assert same(scores[metric][1], part[metric]), (metric, scores[metric])
        shown, interval = scores[metric][2], part["intervals"][metric]
        if interval == [None, None]:
            assert shown == "-", (metric, shown)
            continue
        low, high = shown.split(" to ")
        assert same(low, interval[0]) and same(high, interval[1]), metric

# Numbers of the page are those of the result, to the digits shown.
result = json.load(open("classes.json"))
text, tables = text_of("classes.html"), tables_of("classes.html")
test = result["test"]
scores = scores_of("classes.html", "On 51 rows")
same_scores(scores, test, ("accuracy", "f1_macro", "roc_auc", "pr_auc", "brier", "loss"))
for baseline in result["baseline"]:
    assert baseline in scores["metric"], baseline
matrix = tables["Which class is taken for which"][0]
assert matrix[0][1:] == test["confusion"]["labels"]
assert [[int(cell) for cell in row[1:]] for row in matrix[1:]] == test["confusion"]["counts"]
# The areas of the curves, one for each class, have the metric as their mean.
areas = next(t for t in tables["class by class"] if "roc_auc" in t[0])
for metric in ("roc_auc", "pr_auc"):
    column = [number(row[areas[0].index(metric)]) for row in areas[1:]]
    assert abs(sum(column) / len(column) - test[metric]) < 1e-4, metric
for warning in result["warnings"]:
    assert warning in text, warning
importance = next(t for c, t in tables.items() if c.startswith("Shuffling"))[0]
assert [row[0] for row in importance[1:]] == [each["column"] for each in result["importance"]]
for name in ("flipper_length_mm", "island", "glia train penguins --epochs 20", str(result["seed"])):
    assert name in text, name
assert sum_of("classes.glia") in text
assert sum_of("hostile.csv") in text_of("hostile.html")

# What the data holds is read as text.
for page in ("hostile.html", "e-hostile.html"):
    text = text_of(page)
    for name in ("<script>alert(1)</script>", 'a"b\' onload=x', "北京 & co", "<img src=x onerror=alert(1)>",
                 "two lines", "\"quoted\" 'text'", "</td></table>", "</title><b>", "<i>", "&amp;", "]]>"):
        assert name in text, (page, name)
assert '<b>&"m.glia on hostile.csv: evaluation report' in text_of("e-named.html")

# So it is with the pages of evaluations.
for task, page, metrics in (("classes", "penguins", {"accuracy", "zero_one_loss", "roc_auc", "brier", "loss"}),
                            ("weighted", "hostile.csv", {"accuracy", "f1_macro", "pr_auc"}),
                            ("numbers", "exam-scores", {"r2", "mae", "mse"})):
    result = json.load(open(f"e-{task}.json"))
    model = {"classes": "classes.glia", "weighted": "hostile.glia", "numbers": "m.glia"}[task]
    scores = scores_of(f"e-{task}.html", f"{model} on {result['rows']} rows of {page}")
    same_scores(scores, result, metrics)
    text = text_of(f"e-{task}.html")
    for warning in result["warnings"]:
        assert warning in text, warning
    for mistake in result["mistakes"]:
        assert str(mistake["truth"]).replace("\n", " ") in text, mistake

# Each kind of run has its own parts.
assert "ROC curve" in text_of("two.html") and "precision-recall" in text_of("answers.html") + text_of("two.html")
assert "Predictions beside the truth" in text_of("numbers.html") and "ROC" not in text_of("numbers.html")
assert "fold by fold" in tables_of("folds.html")
assert "ROC curve" in text_of("folds.html")
assert "ROC curve" not in text_of("known.html"), "curves of rows that were trained on"
assert "How it learned" not in text_of("ridge.html") + text_of("knn.html")
assert "the 6 with the least area" in text_of("many.html")
assert "2 x 2 grey pixels" in text_of("images.html")
assert "Which class is taken for which" not in tables_of("forty.html"), "a matrix of 40 classes"
text = text_of("e-classes.html")
for name in ("classes.glia on penguins: evaluation report", "flipper_length_mm", "dense(units=64)",
             "glia eval classes.glia penguins --json --report e-classes.html --quiet", sum_of("classes.glia")):
    assert name in text, name
assert sum_of("hostile.csv") in text_of("e-weighted.html") and "every row counts by its w" in text_of("e-weighted.html")
assert "How it learned" not in text and "What it looks at" not in text
matrix = tables_of("e-classes.html")["Which class is taken for which"][0]
counts = json.load(open("e-classes.json"))["confusion"]
assert matrix[0][1:] == counts["labels"] and [[int(n) for n in row[1:]] for row in matrix[1:]] == counts["counts"]
assert "Predictions beside the truth" in text_of("e-numbers.html") and "ROC" not in text_of("e-numbers.html")
assert "answer by answer" in tables_of("e-answers.html")
assert "knn:3" in text_of("e-knn.html") and "735 stored numbers" in text_of("e-knn.html")
assert "ridge" in text_of("e-ridge.html") and "'sepal_length' is a number" in text_of("e-ridge.html")
assert "2 x 2 grey pixels" in text_of("e-images.html")
assert "Which class is taken for which" not in tables_of("e-forty.html")
assert "评估报告" in text_of("zh-eval.html") and "The score" not in text_of("zh-eval.html")
assert "保留第" in text_of("zh.html") and "The score" not in text_of("zh.html")
print("numbers and names as they are in the result")
PY
