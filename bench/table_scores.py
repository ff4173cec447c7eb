#!/usr/bin/env python3
"""Test accuracy on tables, beside scikit-learn's on the same rows, ten seeds each.

usage: bench/table_scores.py GLIA [--csv FILE:TARGET[:DROPPED]]...

Trains with default settings and `--split-out`; an MLPClassifier with its own defaults then learns
from the written training rows behind the same kind of preparation (median, standardised; one column
a category), and both are measured on the written test rows. A result line has the means, the
paired difference network - scikit-learn and its standard error over the seeds. Exits 1 if the
network is more than one standard error below. Needs python3-sklearn and python3-pandas.
"""
import argparse
import json
import math
import pathlib
import statistics
import subprocess
import sys
import tempfile
import warnings

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SEEDS = range(10)


def train_glia(glia, data, flags, seed, folder):
    command = [glia, "train", data, *flags, "--seed", str(seed), "--json", "--quiet",
               "--split-out", folder, "--out", f"{folder}/model.glia"]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def train_sklearn(folder, target, dropped, seed):
    train, test = (pandas.read_csv(f"{folder}/{part}.csv").drop(columns=dropped)
                   for part in ("train", "test"))
    x = train.drop(columns=target)
    x_test = test.drop(columns=target)
    for column in x.columns:
        if not pandas.api.types.is_numeric_dtype(x[column]) or x[column].dtype == bool:
            x[column] = x[column].astype(str)
            x_test[column] = x_test[column].astype(str)
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()),
         make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore"), make_column_selector(dtype_exclude="number")))
    model = make_pipeline(prepare, MLPClassifier(random_state=seed))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(x, train[target].astype(str))
    return accuracy_score(test[target].astype(str), model.predict(x_test))


def compare(glia, data, target, dropped):
    flags = (["--target", target] if target else []) + (["--drop", dropped] if dropped else [])
    ours, linear, peer = [], [], []
    for seed in SEEDS:
        with tempfile.TemporaryDirectory() as folder:
            result = train_glia(glia, data, flags, seed, folder)
            ours.append(result["test"]["accuracy"])
            linear.append(result["baseline"]["logistic regression"]["accuracy"])
            peer.append(train_sklearn(folder, result["target"], [dropped] if dropped else [], seed))
    difference = [a - b for a, b in zip(ours, peer)]
    error = statistics.stdev(difference) / math.sqrt(len(difference))
    mean = statistics.fmean
    ok = mean(difference) >= -error
    print(f"{pathlib.Path(data).stem:10}  network {mean(ours):.4f}  linear {mean(linear):.4f}  "
          f"scikit-learn {mean(peer):.4f}  difference {mean(difference):+.4f} +- {error:.4f}  "
          f"{'ok' if ok else 'BELOW'}", flush=True)
    return ok


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--csv", action="append", default=[])
    options = parser.parse_args()
    cases = [(name, "", "") for name in ("penguins", "iris", "spiral", "circle")]
    cases += [tuple((text.split(":") + ["", ""])[:3]) for text in options.csv]
    results = [compare(options.glia, *case) for case in cases]
    sys.exit(0 if all(results) else 1)


main()
