"""Records scikit-learn's fits with sample_weight into tests/golden/weighted_fits.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_weighted_fits.py
"""
import json
import os

import numpy as np
import sklearn
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.linear_model import LinearRegression, LogisticRegression


def logistic(name, x, y, w, c):
    fit = LogisticRegression(C=c, solver="newton-cg", tol=1e-10, max_iter=1000).fit(x, y, sample_weight=w)
    shares = DummyClassifier(strategy="prior").fit(x, y, sample_weight=w)
    return {"name": name, "classes": int(y.max()) + 1, "c": c, "x": x.tolist(), "y": y.tolist(),
            "weights": w.tolist(), "probabilities": fit.predict_proba(x).ravel().tolist(),
            "shares": shares.class_prior_.tolist()}


def least_squares(name, x, y, w):
    fit = LinearRegression().fit(x, y, sample_weight=w)
    mean = DummyRegressor().fit(x, y, sample_weight=w)
    return {"name": name, "x": x.tolist(), "y": y.tolist(), "weights": w.tolist(),
            "predicted": fit.predict(x).ravel().tolist(), "mean": mean.constant_.ravel().tolist()}


def main():
    draw = np.random.default_rng(31)
    x = draw.normal(size=(40, 3)) * [1, 5, 0.2] + [0, 100, -3]
    w = draw.exponential(size=40)
    some = np.where(np.arange(40) % 4 == 0, 0.0, 1.0 + np.arange(40) % 3)
    z = (x - [0, 100, -3]) / [1, 5, 0.2]
    two = (z @ [1, -1, 0.5] + draw.normal(size=40) > 0).astype(int)
    three = np.argmax(z + draw.normal(size=(40, 3)), axis=1)
    y = x @ [2, -0.1, 4] + draw.normal(size=40)
    pair = np.stack([y, x @ [0, 1, 1] + draw.normal(size=40)], axis=1)
    blocks = np.eye(4)[draw.integers(0, 4, 40)]
    cases = {
        "made_by": f"tools/golden/make_weighted_fits.py, scikit-learn {sklearn.__version__}",
        "logistic": [logistic("two", z, two, w, 1.0), logistic("three", z, three, w, 0.5),
                     logistic("zeros", z, three, some, 2.0)],
        "least_squares": [least_squares("one", x, y, w), least_squares("two", x, pair, some),
                          least_squares("dependent columns", np.hstack([x, blocks]), y, w)],
    }
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "tests/golden/weighted_fits.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
