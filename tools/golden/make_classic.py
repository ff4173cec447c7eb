"""Records scikit-learn's linear fits, to full convergence, into tests/golden/classic.json.

Run with Debian's own interpreter (python3-sklearn, python3-pandas is not needed):
    /usr/bin/python3 tools/golden/make_classic.py
The prepared matrices are stored beside the coefficients, so the test needs neither this script nor
NumPy. Features are rounded to 6 digits before the fit, so both sides see the same numbers.
"""
import csv
import json
import os
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression

warnings.simplefilter("ignore")
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def standard(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


def penguins():
    """Numbers imputed by the mean and standardised; island and sex one-hot, missing as zeros."""
    with open(os.path.join(ROOT, "datasets", "penguins.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    x = np.array([[float(r[n]) if r[n] not in ("", "NA") else np.nan for n in numbers] for r in rows])
    x = standard(np.where(np.isnan(x), np.nanmean(x, axis=0), x))
    one_hot = []
    for name in ("island", "sex"):
        for value in sorted({r[name] for r in rows} - {"", "NA"}):
            one_hot.append([float(r[name] == value) for r in rows])
    species = sorted({r["species"] for r in rows})
    x = np.round(np.hstack([x, np.array(one_hot).T]), 6)
    return x, np.array([species.index(r["species"]) for r in rows])


def logistic(name, x, y, c=1.0):
    x = np.round(x, 6)
    # newton-cg goes further than lbfgs, until rounding ends its line search, of which it warns.
    fit = LogisticRegression(C=c, tol=1e-10, max_iter=1000, solver="newton-cg").fit(x, y)
    wrong = fit.predict_proba(x) - np.eye(int(y.max()) + 1)[y]
    wrong = wrong[:, 1:] if fit.coef_.shape[0] == 1 else wrong
    gradient = x.T @ wrong + fit.coef_.T / c
    if max(abs(gradient).max(), abs(wrong.sum(axis=0)).max()) > 2e-6:
        raise SystemExit(f"{name}: not converged: {abs(gradient).max()}, {wrong.sum(axis=0)}")
    return {"name": name, "c": c, "classes": int(y.max()) + 1, "x": x.tolist(), "y": y.tolist(),
            "coefficients": fit.coef_.T.tolist(), "intercept": fit.intercept_.tolist(),
            "probabilities": np.round(fit.predict_proba(x[:5]), 9).tolist()}


def least_squares(name, x, y, unique=True):
    x = np.round(x, 6)
    y = np.round(y.reshape(len(x), -1), 6)
    fit = LinearRegression().fit(x, y)
    return {"name": name, "x": x.tolist(), "y": y.tolist(), "predicted": fit.predict(x).tolist(),
            "coefficients": fit.coef_.T.tolist() if unique else None,
            "intercept": fit.intercept_.tolist()}


def main():
    rng = np.random.default_rng(20240502)
    iris = load_iris()
    pen_x, pen_y = penguins()
    line = np.linspace(-2, 2, 24)[:, None]
    wide = rng.normal(size=(30, 60))
    cases = {"made_with": f"scikit-learn {sklearn.__version__}"}
    cases["logistic"] = [
        logistic("iris, standardised", standard(iris.data), iris.target),
        logistic("iris, raw, C 0.1", iris.data, iris.target, 0.1),
        logistic("iris, two classes", standard(iris.data)[50:], iris.target[50:] - 1),
        logistic("iris, separable classes", standard(iris.data)[:100], iris.target[:100]),
        logistic("penguins", pen_x, pen_y),
        logistic("one feature, separable, weak penalty", line, (line[:, 0] > 0.5).astype(int), 100.0),
        logistic("more features than rows", wide, np.arange(30) % 3),
    ]
    x = rng.normal(size=(60, 3)) * [1.0, 10.0, 0.01] + [0.0, 500.0, 3.0]
    y = x @ [2.0, -0.3, 50.0] + 1.0 + rng.normal(size=60)
    group = np.eye(3)[np.arange(60) % 3]
    cases["least_squares"] = [
        least_squares("three features of different size", x, y),
        least_squares("two targets", x, np.stack([y, np.sin(x[:, 0])], axis=1)),
        # scikit-learn gives the constant a coefficient of 9, made of rounding; the predictions agree.
        least_squares("constant column", np.hstack([x, np.full((60, 1), 7.1)]), y, False),
        least_squares("one-hot block", np.hstack([x, group]), y + group @ [3.0, -1.0, 2.0], False),
        least_squares("column given twice", np.hstack([x, x[:, :1]]), y, False),
        least_squares("more features than rows", wide, wide[:, 0] + rng.normal(size=30), False),
        least_squares("nearly dependent", np.hstack([x[:, :1], x[:, :1] + 1e-3 * x[:, 1:2]]), y),
    ]
    with open(os.path.join(ROOT, "tests", "golden", "classic.json"), "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
