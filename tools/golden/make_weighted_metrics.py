"""Records scikit-learn's metrics with sample_weight into tests/golden/weighted_metrics.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_weighted_metrics.py
"""
import json
import os

import numpy as np
import sklearn
from sklearn import metrics as m


def one_hot(truth, classes):
    return np.eye(classes)[truth]


def classification(name, truth, p, w):
    classes = p.shape[1]
    predicted = p.argmax(axis=1)
    if classes == 2:
        scores, target = p[:, 1], truth
        brier = m.brier_score_loss(truth, p[:, 1], sample_weight=w)
    else:
        scores, target = p, one_hot(truth, classes)
        brier = np.average(((p - target) ** 2).sum(axis=1), weights=w)
    return {"name": name, "classes": classes, "truth": truth.tolist(),
            "probabilities": p.ravel().tolist(), "weights": w.tolist(),
            "loss": m.log_loss(truth, p, sample_weight=w, labels=list(range(classes))),
            "accuracy": m.accuracy_score(truth, predicted, sample_weight=w),
            "f1_macro": m.f1_score(truth, predicted, average="macro", sample_weight=w),
            "roc_auc": m.roc_auc_score(target, scores, average="macro", sample_weight=w),
            "pr_auc": m.average_precision_score(target, scores, average="macro", sample_weight=w),
            "brier": float(brier)}


def multi_label(name, truth, p, w):
    predicted = (p > 0.5).astype(int)
    columns = range(truth.shape[1])
    return {"name": name, "targets": truth.shape[1], "truth": truth.ravel().tolist(),
            "probabilities": p.ravel().tolist(), "weights": w.tolist(),
            "loss": float(np.mean([m.log_loss(truth[:, t], p[:, t], sample_weight=w) for t in columns])),
            "accuracy": m.accuracy_score(truth, predicted, sample_weight=w),
            "target_accuracy": float(np.average((truth == predicted).mean(axis=1), weights=w)),
            "f1_macro": m.f1_score(truth, predicted, average="macro", sample_weight=w),
            "roc_auc": m.roc_auc_score(truth, p, average="macro", sample_weight=w),
            "pr_auc": m.average_precision_score(truth, p, average="macro", sample_weight=w),
            "brier": float(np.mean([m.brier_score_loss(truth[:, t], p[:, t], sample_weight=w)
                                    for t in columns]))}


def regression(name, truth, predicted, w):
    targets = 1 if truth.ndim == 1 else truth.shape[1]
    return {"name": name, "targets": targets, "truth": truth.ravel().tolist(),
            "predicted": predicted.ravel().tolist(), "weights": w.tolist(),
            "mse": m.mean_squared_error(truth, predicted, sample_weight=w),
            "mae": m.mean_absolute_error(truth, predicted, sample_weight=w),
            "r2": m.r2_score(truth, predicted, sample_weight=w)}


def main():
    draw = np.random.default_rng(8)

    def probabilities(truth, classes):
        z = draw.normal(size=(len(truth), classes)) + 1.5 * one_hot(truth, classes)
        p = np.exp(z)
        return p / p.sum(axis=1, keepdims=True)

    two, three = draw.integers(0, 2, 60), draw.integers(0, 3, 60)
    ties = np.round(probabilities(two, 2), 1)
    y, y2 = draw.normal(size=50), draw.normal(size=(50, 2)) * [1, 20]
    labels = draw.integers(0, 2, (50, 3))
    w = draw.exponential(size=60)
    some = np.where(np.arange(60) % 3 == 0, 0.0, 2.0)
    cases = {
        "made_by": f"tools/golden/make_weighted_metrics.py, scikit-learn {sklearn.__version__}",
        "classification": [classification("two", two, probabilities(two, 2), w),
                           classification("three", three, probabilities(three, 3), w),
                           classification("equal", three, probabilities(three, 3), np.full(60, 3.0)),
                           classification("zeros", two, probabilities(two, 2), some),
                           classification("ties", two, ties, w)],
        "multi_label": [multi_label("three answers", labels,
                                    np.clip(0.3 * labels + 0.7 * draw.random((50, 3)), 0.01, 0.99), w[:50])],
        "regression": [regression("one", y, y + draw.normal(0, 0.4, 50), w[:50]),
                       regression("two", y2, y2 + draw.normal(0, 2, (50, 2)), w[:50])],
    }
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "tests/golden/weighted_metrics.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
