"""Records scikit-learn's ROC and precision-recall curves into tests/golden/ranking_curves.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_ranking_curves.py
The inputs are stored beside the results, so the test needs neither this script nor NumPy. Curves are
recorded by falling threshold, every point of them.
"""
import json
import os

import numpy as np
import sklearn
from sklearn import metrics as m


def case(name, scores, positive, weights=None):
    scores, positive = np.asarray(scores, dtype=float), np.asarray(positive)
    fpr, tpr, thresholds = m.roc_curve(positive, scores, drop_intermediate=False, sample_weight=weights)
    precision, recall, _ = m.precision_recall_curve(positive, scores, sample_weight=weights)
    return {
        "name": name, "scores": scores.tolist(), "positive": positive.tolist(),
        "weights": [] if weights is None else np.asarray(weights, dtype=float).tolist(),
        "fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": thresholds[1:].tolist(),
        "recall": recall[::-1].tolist(), "precision": precision[::-1].tolist(),
        "roc_auc": m.roc_auc_score(positive, scores, sample_weight=weights),
        "average_precision": m.average_precision_score(positive, scores, sample_weight=weights),
    }


def main():
    rng = np.random.default_rng(20260701)
    positive = rng.integers(0, 2, 80)
    scores = 1 / (1 + np.exp(-(positive - 0.5) - rng.normal(size=80)))
    rare = (rng.random(120) < 0.04).astype(int)
    rare_scores = 0.3 * rare + rng.random(120)
    weights = np.round(rng.random(80) * 3, 2)
    some = np.where(np.arange(80) % 5 == 0, 0.0, weights)
    cases = {"made_with": f"scikit-learn {sklearn.__version__}", "curves": [
        case("two rows", [0.9, 0.1], [1, 0]),
        case("two rows, the wrong way round", [0.1, 0.9], [1, 0]),
        case("one score for all", [0.5] * 6, [1, 0, 0, 1, 0, 0]),
        case("distinct scores", scores, positive),
        case("many ties", np.round(scores * 5) / 5, positive),
        case("perfect", positive, positive),
        case("a rare class", rare_scores, rare),
        case("weights", scores, positive, weights),
        case("weights and ties, some rows of weight 0", np.round(scores * 8) / 8, positive, some),
    ]}
    path = os.path.join(os.path.dirname(__file__), "../../tests/golden/ranking_curves.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
