"""Records scikit-learn's metrics on fixed predictions into tests/golden/metrics.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_metrics.py
The inputs are stored beside the results, so the test needs neither this script nor NumPy. A null
result means that scikit-learn has none there (it raises); glia must then give a reason.
"""
import json
import os
import warnings

import numpy as np
import scipy
import scipy.stats
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")


def number(function):
    try:
        value = float(function())
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def one_hot(truth, classes):
    return (np.asarray(truth)[:, None] == np.arange(classes)).astype(int)


def classification(name, truth, probabilities):
    truth, p = np.asarray(truth), np.asarray(probabilities, dtype=float)
    classes = p.shape[1]
    labels = list(range(classes))
    predicted = p.argmax(axis=1)
    if classes == 2:
        roc = lambda: m.roc_auc_score(truth, p[:, 1])
        pr = lambda: m.average_precision_score(truth, p[:, 1]) if truth.any() else float("nan")
    else:
        complete = len(set(truth)) == classes
        roc = lambda: m.roc_auc_score(truth, p, multi_class="ovr", average="macro", labels=labels)
        pr = lambda: (m.average_precision_score(one_hot(truth, classes), p, average="macro")
                      if complete else float("nan"))
    return {
        "name": name, "classes": classes, "truth": truth.tolist(), "probabilities": p.tolist(),
        "loss": number(lambda: m.log_loss(truth, p, labels=labels)),
        "accuracy": number(lambda: m.accuracy_score(truth, predicted)),
        "zero_one_loss": number(lambda: m.zero_one_loss(truth, predicted)),
        "precision_macro": number(lambda: m.precision_score(truth, predicted, average="macro")),
        "recall_macro": number(lambda: m.recall_score(truth, predicted, average="macro")),
        "f1_macro": number(lambda: m.f1_score(truth, predicted, average="macro")),
        "roc_auc": number(roc), "pr_auc": number(pr),
        "confusion": m.confusion_matrix(truth, predicted, labels=labels).tolist(),
    }


def multi_label(name, truth, probabilities):
    truth, p = np.asarray(truth), np.asarray(probabilities, dtype=float)
    yes = (p > 0.5).astype(int)
    mean = np.mean([m.log_loss(truth[:, t], p[:, t], labels=[0, 1]) for t in range(p.shape[1])])
    return {
        "name": name, "targets": p.shape[1], "truth": truth.tolist(), "probabilities": p.tolist(),
        "loss": float(mean), "accuracy": m.accuracy_score(truth, yes),
        "target_accuracy": 1.0 - m.hamming_loss(truth, yes),
        "f1_macro": m.f1_score(truth, yes, average="macro"),
        "roc_auc": number(lambda: m.roc_auc_score(truth, p, average="macro")),
        "pr_auc": number(lambda: m.average_precision_score(truth, p, average="macro")),
    }


def regression(name, truth, predicted):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    return {
        "name": name, "targets": 1 if truth.ndim == 1 else truth.shape[1],
        "truth": truth.ravel().tolist(), "predicted": predicted.ravel().tolist(),
        "mse": number(lambda: m.mean_squared_error(truth, predicted)),
        "mae": number(lambda: m.mean_absolute_error(truth, predicted)),
        "r2": number(lambda: m.r2_score(truth, predicted)),
    }


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def main():
    rng = np.random.default_rng(20240501)
    cases = {"made_with": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}"}

    t2 = rng.integers(0, 2, 60)
    p2 = softmax(np.stack([0.8 * (1 - t2), 0.8 * t2], axis=1) + rng.normal(size=(60, 2)))
    t4 = rng.integers(0, 4, 90)
    p4 = softmax(1.2 * one_hot(t4, 4) + rng.normal(size=(90, 4)))
    tied = np.round(p2[:, 1] * 4) / 4
    few = np.round(p4 * 3) + 1  # Many equal probabilities within and across rows.
    t4_gap = np.where(t4 == 2, 0, t4)
    hard = one_hot(t4, 4).astype(float)
    hard[::7] = np.roll(hard[::7], 1, axis=1)  # Certain, and wrong in every seventh row.
    never = p4.copy()
    never[:, 3] = 0.0
    cases["classification"] = [
        classification("two classes", t2, p2),
        classification("two classes with ties", t2, np.stack([1 - tied, tied], axis=1)),
        classification("two classes, constant prediction", t2, np.tile([0.3, 0.7], (60, 1))),
        classification("two classes, undecided", t2, np.tile([0.5, 0.5], (60, 1))),
        classification("two classes, perfect", t2, one_hot(t2, 2)),
        classification("two classes, always wrong", t2, 1 - one_hot(t2, 2)),
        classification("two classes, only class 0", np.zeros(20, int), p2[:20]),
        classification("two classes, only class 1", np.ones(20, int), p2[:20]),
        classification("two classes, one row", [1], [[0.25, 0.75]]),
        classification("four classes", t4, p4),
        classification("four classes with ties", t4, few / few.sum(axis=1, keepdims=True)),
        classification("four classes, constant prediction", t4, np.tile([.1, .2, .3, .4], (90, 1))),
        classification("four classes, class 2 absent", t4_gap, p4),
        classification("four classes, class 3 never predicted", t4,
                       never / never.sum(axis=1, keepdims=True)),
        classification("four classes, certain and sometimes wrong", t4, hard),
    ]
    tm = rng.integers(0, 2, (40, 3))
    pm = 1 / (1 + np.exp(-(2.0 * tm - 1.0 + rng.normal(size=(40, 3)))))
    cases["multi_label"] = [
        multi_label("three targets", tm, pm),
        multi_label("three targets with ties", tm, np.round(pm * 4) / 4),
        multi_label("two targets, the second always yes",
                    np.stack([tm[:, 0], np.ones(40, int)], axis=1), pm[:, :2]),
    ]
    y = rng.normal(size=50) * 3 + 10
    e = rng.normal(size=50)
    y2 = np.stack([y, 100 * rng.normal(size=50)], axis=1)
    cases["regression"] = [
        regression("one target", y, y + e),
        regression("worse than the mean", y, -y),
        regression("constant prediction", y, np.full(50, y.mean())),
        regression("perfect", y, y),
        regression("constant truth, perfect", np.full(8, 2.5), np.full(8, 2.5)),
        regression("constant truth, wrong", np.full(8, 2.5), np.arange(8.0)),
        regression("one row", [1.0], [3.0]),
        regression("large offset", y + 1e6, y + e + 1e6),
        regression("two targets", y2, y2 + np.stack([e, 50 * e[::-1]], axis=1)),
    ]
    cases["wilson"] = []
    for hits, rows in [(0, 1), (1, 1), (0, 10), (10, 10), (3, 10), (51, 52), (8765, 10000)]:
        for level in (0.95, 0.99):
            ci = scipy.stats.binomtest(hits, rows).proportion_ci(level, method="wilson")
            cases["wilson"].append({"hits": hits, "rows": rows, "level": level,
                                    "low": float(ci.low), "high": float(ci.high)})

    path = os.path.join(os.path.dirname(__file__), "..", "..", "tests", "golden", "metrics.json")
    with open(path, "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
