#!/usr/bin/env python3
"""Whole processes: `glia train` on iris.csv beside a scikit-learn script that does the same, by turns.

usage: bench/peers/iris_process.py GLIA [--rounds N] [--csv FILE] [--json FILE]

Both read the CSV, split it 105/23/22, standardise, train 4-16-3 with Adam for 100 epochs in batches
of 16 with a rate of 0.01 and no early stopping, and print the test accuracy; wall time is that of
the process, from start to end. glia also writes the model, fits its baselines and measures every
part: nothing is switched off. The model goes to a file system in memory where there is one, because it
waits until the file is safe on its disk, and scikit-learn's script writes none. A ratio is scikit-learn / glia of one turn. Accuracy is the mean over
as many seeds as rounds. Needs python3-sklearn python3-pandas time.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from runs import run_text, spread, whole_process, write_results  # noqa: E402

EPOCHS, BATCH, HIDDEN, RATE = 100, 16, 16, 0.01

SKLEARN_TURN = f"""
import sys
import warnings
import pandas
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore", ConvergenceWarning)  # all epochs are wanted
path, seed = sys.argv[1], int(sys.argv[2])
table = pandas.read_csv(path)
x, y = table.iloc[:, :-1], table.iloc[:, -1]
x, x_test, y, y_test = train_test_split(x, y, test_size=22, stratify=y, random_state=seed)
x, _, y, _ = train_test_split(x, y, test_size=23, stratify=y, random_state=seed)
scale = StandardScaler().fit(x)
network = MLPClassifier(({HIDDEN},), batch_size={BATCH}, max_iter={EPOCHS}, learning_rate_init={RATE},
                        alpha=0, tol=0, n_iter_no_change={EPOCHS} + 1, random_state=seed)
network.fit(scale.transform(x), y)
assert network.n_iter_ == {EPOCHS}
print(network.score(scale.transform(x_test), y_test))
"""


def run_glia(glia, path, seed, folder):
    command = [glia, "train", path, "--layers", str(HIDDEN), "--epochs", str(EPOCHS), "--batch", str(BATCH),
               "--lr", str(RATE), "--patience", "0", "--seed", str(seed),
               "--out", f"{folder}/model.glia", "--json"]
    seconds, output, peak = whole_process(command)
    result = json.loads(output)
    assert result["epochs"] == EPOCHS, result["epochs"]
    return seconds, result["test"]["accuracy"], peak


def run_sklearn(path, seed):
    seconds, output, peak = whole_process(["/usr/bin/python3", "-c", SKLEARN_TURN, path, str(seed)])
    return seconds, float(output), peak


def show(result):
    print(f"{result['workload']}: ratio {result['ratio']:.1f} ({result['least']:.1f} to {result['most']:.1f}), "
          f"aim 30  glia {result['glia_us'] / 1e3:.1f} ms, scikit-learn {result['peer_us'] / 1e3:.0f} ms")
    print(f"test accuracy, mean of {result['rounds']}: glia {result['glia_accuracy']:.4f}, "
          f"scikit-learn {result['peer_accuracy']:.4f}")
    print(f"peak memory: glia {result['glia_peak_bytes'] / 2**20:.1f} MiB, aim 10 MiB and "
          f"{result['data_bytes'] / 2**20:.2f} MiB of data; "
          f"scikit-learn {result['peer_peak_bytes'] / 2**20:.0f} MiB")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--csv", default=str(HERE.parents[1] / "datasets/iris.csv"))
    parser.add_argument("--json")
    options = parser.parse_args()
    in_memory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=in_memory) as folder:
        run_sklearn(options.csv, 0)  # the first start reads the libraries from disk
        ours, theirs = [], []
        for seed in range(options.rounds):
            ours.append(run_glia(options.glia, options.csv, seed, folder))
            theirs.append(run_sklearn(options.csv, seed))
    result = {"workload": "process-iris-100-epochs", "peer": "scikit-learn", "threads": os.cpu_count(),
              "rounds": options.rounds, **spread([b[0] / a[0] for a, b in zip(ours, theirs)]),
              "glia_us": statistics.median(turn[0] for turn in ours) * 1e6,
              "peer_us": statistics.median(turn[0] for turn in theirs) * 1e6,
              "glia_accuracy": statistics.mean(turn[1] for turn in ours),
              "peer_accuracy": statistics.mean(turn[1] for turn in theirs),
              "glia_peak_bytes": max(turn[2] for turn in ours),
              "peer_peak_bytes": max(turn[2] for turn in theirs),
              "data_bytes": os.path.getsize(options.csv)}
    show(result)
    if options.json:
        version = run_text(["/usr/bin/python3", "-c", "import sklearn; print(sklearn.__version__)"])
        write_results(options.json, [result], glia=run_text([options.glia, "--version"]),
                      peer=f"scikit-learn {version}")


main()
