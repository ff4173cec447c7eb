#!/usr/bin/env python3
"""Default settings on ten real tables, beside scikit-learn's on the same rows.

usage: bench/ten_tables.py GLIA FOLDER... [--json FILE] [--markdown FILE] [--seeds N] [--first SEED]
                           [--only NAME,..] [--flags "..."] [--reuse FILE] [--both]

The tables: iris, penguins and titanic (files of these names in a FOLDER), wine, breast_cancer,
digits and diabetes of scikit-learn, anes96, fair and engel of statsmodels (its files in a FOLDER,
such as /usr/lib/python3/dist-packages/statsmodels/datasets). For each seed glia splits the table, 70 %
to train, 15 % each to validate and test, trains with its defaults and writes the parts. The peers,
with their defaults, learn from the written training rows behind the preparation that their manual
asks for (median, standardised; a column for each category); --both gives them the validation rows
too, by which glia chooses its epoch. All are measured on the test rows: accuracy of classes, R^2 of
numbers. A table counts as won when glia's mean is not more than one standard error of the paired
difference below the best peer's. Exits 1 if fewer than eight of ten are. Needs python3-sklearn,
python3-pandas.

--reuse takes the peers' scores from an earlier --json of the same seeds. --flags goes to glia train.
"""
import argparse
import datetime
import json
import math
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import warnings

import pandas
import sklearn
from sklearn import datasets
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

PEERS = ("MLP", "linear", "forest")
AIM = 8


class Table:
    """name, where it is from, target; dropped: columns that give the target away."""

    def __init__(self, name, source, target, numbers=False, dropped=()):
        self.name, self.source, self.target = name, source, target
        self.numbers, self.dropped = numbers, list(dropped)

    def frame(self, folders):
        if self.source == "scikit-learn":
            bunch = getattr(datasets, f"load_{self.name}")(as_frame=True)
            table = bunch.frame.rename(columns={"target": self.target})
            if not self.numbers:
                table[self.target] = [f"c{value}" for value in table[self.target]]
            return table
        for folder in folders:
            for path in sorted(pathlib.Path(folder).rglob(f"{self.name}.csv")):
                table = pandas.read_csv(path, sep=None, engine="python")
                return table.rename(columns=lambda name: name.strip("'")).drop(columns=self.dropped)
        sys.exit(f"ten_tables: no {self.name}.csv in {', '.join(folders) or 'any folder'}")


TABLES = [
    Table("iris", "file", "species"),
    Table("penguins", "file", "species"),
    Table("titanic", "file", "survived", dropped=["alive"]),
    Table("wine", "scikit-learn", "class"),
    Table("breast_cancer", "scikit-learn", "class"),
    Table("digits", "scikit-learn", "class"),
    Table("diabetes", "scikit-learn", "progression", numbers=True),
    Table("anes96", "statsmodels", "vote"),
    Table("fair", "statsmodels", "affairs", numbers=True),
    Table("engel", "statsmodels", "foodexp", numbers=True),
]


def train_glia(options, table, csv, seed, folder):
    command = [options.glia, "train", csv, "--target", table.target, "--seed", str(seed), "--json", "--quiet",
               "--task", "regress" if table.numbers else "classify", "--baseline", "none",
               "--split-out", folder, "--out", f"{folder}/model.glia", *shlex.split(options.flags)]
    result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result["test"]["r2" if table.numbers else "accuracy"], result["seconds"]


def peer_models(table, seed):
    if table.numbers:
        return MLPRegressor(random_state=seed), Ridge(), RandomForestRegressor(random_state=seed)
    return (MLPClassifier(random_state=seed), LogisticRegression(),
            RandomForestClassifier(random_state=seed))


def train_peers(table, folder, seed, both):
    parts = {part: pandas.read_csv(f"{folder}/{part}.csv") for part in ("train", "validation", "test")}
    known = pandas.concat([parts["train"], parts["validation"]]) if both else parts["train"]
    x, x_test = known.drop(columns=table.target), parts["test"].drop(columns=table.target)
    for column in x.columns:
        if not pandas.api.types.is_numeric_dtype(x[column]) or x[column].dtype == bool:
            x[column] = x[column].astype(str)
            x_test[column] = x_test[column].astype(str)
    kind = float if table.numbers else str
    y, y_test = known[table.target].astype(kind), parts["test"][table.target].astype(kind)
    score = r2_score if table.numbers else accuracy_score
    scores = []
    for model in peer_models(table, seed):
        prepare = make_column_transformer(
            (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()),
             make_column_selector(dtype_include="number")),
            (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="number")))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            fitted = make_pipeline(prepare, model).fit(x, y)
        scores.append(score(y_test, fitted.predict(x_test)))
    return scores


def standard_error(values):
    return statistics.stdev(values) / math.sqrt(len(values)) if len(values) > 1 else 0.0


def compare(options, table, earlier):
    frame = table.frame(options.folders)
    scores = {"glia": []} | {peer: [] for peer in PEERS}
    seconds = []
    for i in range(options.seeds):
        seed = options.first + i
        with tempfile.TemporaryDirectory() as folder:
            csv = f"{folder}/{table.name}.csv"
            frame.to_csv(csv, index=False)
            score, took = train_glia(options, table, csv, seed, folder)
            scores["glia"].append(score)
            seconds.append(took)
            peers = [earlier[peer][i] for peer in PEERS] if earlier else train_peers(table, folder, seed, options.both)
            for peer, value in zip(PEERS, peers):
                scores[peer].append(value)
    means = {name: statistics.fmean(values) for name, values in scores.items()}
    best = max(PEERS, key=means.get)
    differences = [a - b for a, b in zip(scores["glia"], scores[best])]
    error = standard_error(differences)
    return {"table": table.name, "rows": len(frame), "metric": "R^2" if table.numbers else "accuracy",
            "source": table.source, "scores": scores, "means": means,
            "errors": {name: standard_error(values) for name, values in scores.items()}, "best": best,
            "difference": statistics.fmean(differences), "difference_error": error,
            # One seed that differs by a row is one standard error exactly, up to rounding.
            "within": statistics.fmean(differences) >= -error - 1e-12,
            "seconds": statistics.fmean(seconds)}


def line_of(result):
    peers = "  ".join(f"{peer} {result['means'][peer]:.4f}" for peer in PEERS)
    return (f"{result['table']:14} glia {result['means']['glia']:.4f}  {peers}  "
            f"to {result['best']} {result['difference']:+.4f} +- {result['difference_error']:.4f}  "
            f"{'ok' if result['within'] else 'BELOW'}  {result['seconds']:.2f} s")


def markdown(options, results):
    won = sum(result["within"] for result in results)
    version = subprocess.run([options.glia, "--version"], check=True, capture_output=True, text=True).stdout.split("\n")[0]
    rows = [
        "# Default settings on ten real tables", "",
        f"{version} beside scikit-learn {sklearn.__version__}, all with their defaults; mean ± standard error over",
        f"{options.seeds} seeds, each another split. Written by `bench/ten_tables.py` on {datetime.date.today()}; what the",
        "script does stands at its head. The last column is the paired difference to the best peer; **bold** where glia is",
        "not more than one standard error below it.", "",
        "The peers learn from " + ("the training and the validation rows, glia from the training rows; it chooses the epoch by the others."
                                   if options.both else "the same training rows; glia also chooses its epoch by the validation rows."), "",
        "| table | rows | metric | glia | MLP | logistic / ridge | random forest | difference to the best |",
        "|---|---:|---|---:|---:|---:|---:|---:|"]
    for result in results:
        cells = [f"{result['means'][name]:.3f} ± {result['errors'][name]:.3f}" for name in ("glia", *PEERS)]
        difference = f"{result['difference']:+.3f} ± {result['difference_error']:.3f}"
        rows.append(f"| {result['table']} | {result['rows']:,} | {result['metric']} | " + " | ".join(cells) +
                    f" | {'**' + difference + '**' if result['within'] else difference} |")
    return "\n".join([*rows, "", f"Within one standard error of the best: {won} of {len(results)}.", ""])


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("folders", nargs="*")
    parser.add_argument("--json")
    parser.add_argument("--markdown")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--flags", default="")
    parser.add_argument("--reuse")
    parser.add_argument("--both", action="store_true")
    options = parser.parse_args()
    earlier = {}
    if options.reuse and os.path.exists(options.reuse):
        known = json.loads(pathlib.Path(options.reuse).read_text(encoding="utf-8"))
        if (known["first"], known["both"]) != (options.first, options.both):
            parser.error(f"{options.reuse}: made with other seeds or rows")
        earlier = {result["table"]: result["scores"] for result in known["tables"]}
    only = options.only.split(",") if options.only else [table.name for table in TABLES]
    results = []
    for table in TABLES:
        if table.name not in only:
            continue
        scores = earlier.get(table.name)
        results.append(compare(options, table, scores if scores and len(scores["MLP"]) >= options.seeds else None))
        print(line_of(results[-1]), flush=True)
    if options.json:
        document = {"first": options.first, "both": options.both, "flags": options.flags, "tables": results}
        pathlib.Path(options.json).write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    if options.markdown:
        pathlib.Path(options.markdown).write_text(markdown(options, results), encoding="utf-8")
    won = sum(result["within"] for result in results)
    print(f"within one standard error of the best: {won} of {len(results)}")
    sys.exit(0 if won >= min(AIM, len(results)) else 1)


main()
