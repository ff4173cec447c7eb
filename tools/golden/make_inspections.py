"""Records scikit-learn's calibration, Brier score and permutation importance into
tests/golden/inspections.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_inspections.py
"""
import json
import os

import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression
from sklearn.metrics import brier_score_loss


def curve(name, confidence, right, bins):
    confidence, right = np.asarray(confidence), np.asarray(right)
    shares, means = calibration_curve(right, confidence, n_bins=bins, strategy="uniform")
    # Expected calibration error from scikit-learn's own bins: empty ones are left out by it.
    of = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence)
    counts = np.bincount(of, minlength=bins)
    counts = counts[counts > 0]
    error = float((counts * np.abs(shares - means)).sum() / counts.sum())
    return {"name": name, "confidence": confidence.tolist(), "right": right.tolist(), "bins": bins,
            "counts": counts.tolist(), "confidences": means.tolist(), "shares": shares.tolist(),
            "error": error}


def brier(name, truth, probabilities):
    truth, p = np.asarray(truth), np.asarray(probabilities)
    if p.shape[1] == 2:
        value = brier_score_loss(truth, p[:, 1])
    else:  # Brier 1950: scikit-learn 1.2 has the binary one only
        value = ((p - np.eye(p.shape[1])[truth]) ** 2).sum(axis=1).mean()
    return {"name": name, "truth": truth.tolist(), "probabilities": p.tolist(), "value": float(value)}


def importance(draw):
    """A linear model, so that glia's test can have equal predictions from its numbers alone."""
    x = draw.normal(size=(120, 3)) * [1.0, 2.0, 0.1]
    y = x @ [1.5, -0.7, 0.0] + draw.normal(0, 0.4, 120)
    model = LinearRegression().fit(x, y)
    found = permutation_importance(model, x, y, scoring="r2", n_repeats=2000, random_state=0)
    return {"x": x.tolist(), "y": y.tolist(), "weights": model.coef_.tolist(),
            "bias": float(model.intercept_), "repeats": 2000, "score": float(model.score(x, y)),
            "means": found.importances_mean.tolist(), "deviations": found.importances_std.tolist()}


def main():
    draw = np.random.default_rng(2)
    p = draw.beta(4, 1.5, 300)
    three = draw.dirichlet([1, 1, 2], 40)
    two = draw.beta(2, 2, 50)
    cases = {
        "made_by": f"tools/golden/make_inspections.py, scikit-learn {sklearn.__version__}",
        "calibration": [
            curve("true", np.round(p, 6), (draw.random(300) < p).astype(int), 10),
            curve("too sure", np.round(p, 6), (draw.random(300) < p * p).astype(int), 5),
            curve("on the edges", [0.0, 0.1, 0.2, 0.5, 0.5, 0.9, 1.0, 1.0], [0, 0, 1, 1, 0, 1, 1, 0], 10)],
        "brier": [brier("two", (draw.random(50) < two).astype(int), np.stack([1 - two, two], axis=1)),
                  brier("three", draw.integers(0, 3, 40), three)],
        "importance": importance(draw),
    }
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "tests/golden/inspections.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
