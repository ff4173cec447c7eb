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
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression, Perceptron, Ridge
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures

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


def softmax(name, x, y, c=1.0):
    """Weights for each class, also where there are two."""
    x = np.round(x, 6)
    fit = LogisticRegression(C=c, tol=1e-10, max_iter=2000, solver="newton-cg", multi_class="multinomial").fit(x, y)
    return {"name": name, "penalty": 1.0 / c, "classes": int(y.max()) + 1, "x": x.tolist(), "y": y.tolist(),
            "probabilities": fit.predict_proba(x).tolist()}


def ridge(name, x, y, penalty):
    x = np.round(x, 6)
    y = np.round(y.reshape(len(x), -1), 6)
    fit = Ridge(alpha=penalty, solver="cholesky" if x.shape[0] > x.shape[1] else "svd").fit(x, y)
    return {"name": name, "penalty": penalty, "x": x.tolist(), "y": y.tolist(),
            "coefficients": fit.coef_.T.tolist(), "intercept": fit.intercept_.tolist()}


def perceptron(name, x, y, passes):
    """scikit-learn keeps the last weights; the pocket is NumPy's, after the same passes."""
    x = np.round(x, 6)
    sign = np.where(y == 1, 1.0, -1.0)
    w, b, done = np.zeros(x.shape[1]), 0.0, 0
    best = (int(np.sum((x @ w + b > 0) != (y == 1))), w.copy(), b)
    for done in range(1, passes + 1):
        changed = False
        for row, s in zip(x, sign):
            if s * (row @ w + b) <= 0:
                w, b, changed = w + s * row, b + s, True
        wrong = int(np.sum((x @ w + b > 0) != (y == 1)))
        if wrong < best[0] or not changed:
            best = (wrong, w.copy(), b)
        if not changed:
            break
    theirs = Perceptron(shuffle=False, tol=None, max_iter=done, penalty=None).fit(x, y)
    if not (np.allclose(theirs.coef_[0], w, 1e-12) and np.isclose(theirs.intercept_[0], b)):
        raise SystemExit(f"{name}: {theirs.coef_} {theirs.intercept_} against {w} {b}")
    return {"name": name, "x": x.tolist(), "y": y.tolist(), "limit": passes, "passes": done,
            "mistakes": best[0], "separated": not changed, "coefficients": best[1].tolist(), "intercept": best[2]}


def polynomial(name, x, degree):
    x = np.round(x, 6)
    return {"name": name, "degree": degree, "x": x.tolist(),
            "products": PolynomialFeatures(degree, include_bias=False).fit_transform(x).tolist()}


def curve(name, x, y, degree, penalty):
    """Ridge (or logistic regression) of the products."""
    x = np.round(x, 3)
    classes = y.dtype == int
    last = (LogisticRegression(C=1 / penalty, tol=1e-10, max_iter=3000, solver="newton-cg") if classes
            else Ridge(alpha=penalty, solver="cholesky") if penalty else LinearRegression())
    fit = make_pipeline(PolynomialFeatures(degree, include_bias=False), last).fit(x, y)
    case = {"name": name, "method": f"polynomial:{degree}:{penalty}", "x": x.tolist(), "y": y.tolist(),
            "answers": (fit.predict_proba(x) if classes else fit.predict(x)).tolist()}
    if classes:
        case["classes"] = int(y.max()) + 1
    return case


def knn(name, x, y, asked, k, distance):
    """No two distances are so close that float could not tell them apart."""
    kind = KNeighborsClassifier if y.dtype == int else KNeighborsRegressor
    fit = kind(k, metric=distance, algorithm="brute").fit(x, y)
    apart = np.sort(fit.kneighbors(asked, n_neighbors=len(x))[0], axis=1)
    if np.diff(apart, axis=1).min() < 2e-6:
        raise SystemExit(f"{name}: equal distances")
    case = {"name": name, "method": f"knn:{k}:{distance}", "x": x.tolist(), "y": y.tolist(), "asked": asked.tolist(),
            "answers": (fit.predict_proba(asked) if y.dtype == int else fit.predict(asked)).tolist()}
    if y.dtype == int:
        case["classes"] = int(y.max()) + 1
    return case


def kmeans(name, x, clusters):
    """From given centres to the end; and the best of many drawn ones."""
    x = np.round(x, 6)
    start = x[:: len(x) // clusters][:clusters]
    fit = KMeans(clusters, init=start, n_init=1, tol=0, max_iter=1000, algorithm="lloyd").fit(x)
    best = KMeans(clusters, n_init=50, tol=0, random_state=0).fit(x)
    return {"name": name, "clusters": clusters, "x": x.tolist(), "start": start.tolist(),
            "centres": fit.cluster_centers_.tolist(), "labels": fit.labels_.tolist(), "inertia": fit.inertia_,
            "best_inertia": best.inertia_}


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
    cases["softmax"] = [
        softmax("iris, standardised", standard(iris.data), iris.target),
        softmax("iris, two classes", standard(iris.data)[50:], iris.target[50:] - 1),
        softmax("iris, two classes, C 0.1", standard(iris.data)[50:], iris.target[50:] - 1, 0.1),
    ]
    cases["ridge"] = [
        ridge("three features of different size", x, y, 1.0),
        ridge("two targets, strong", x, np.stack([y, np.sin(x[:, 0])], axis=1), 250.0),
        ridge("constant column", np.hstack([x, np.full((60, 1), 7.1)]), y, 0.5),
        ridge("column given twice", np.hstack([x, x[:, :1]]), y, 0.01),
        ridge("more features than rows", wide, wide[:, 0] + rng.normal(size=30), 3.0),
        ridge("no penalty", x, y, 0.0),
    ]
    cases["perceptron"] = [
        perceptron("iris, separable", iris.data[:100], iris.target[:100], 1000),
        perceptron("iris, not separable", standard(iris.data)[50:], iris.target[50:] - 1, 50),
        perceptron("xor", np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0]), 20),
        perceptron("and", np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1]), 20),
    ]
    rng = np.random.default_rng(20240503)
    cases["polynomial"] = [
        polynomial("one feature", rng.normal(size=(4, 1)), 5),
        polynomial("two features, cubes", rng.normal(size=(5, 2)), 3),
        polynomial("four features", rng.normal(size=(3, 4)), 2),
        polynomial("degree 1", rng.normal(size=(3, 4)), 1),
    ]
    curve_x = np.round(rng.uniform(-2, 2, size=(40, 2)), 3)
    ring = (np.hypot(curve_x[:, 0], curve_x[:, 1]) < 1.3).astype(int)
    wave = np.sin(2 * curve_x[:, 0]) + 0.5 * curve_x[:, 1] ** 2
    cases["curve"] = [
        curve("a wave, ridge", curve_x, wave, 4, 0.5),
        curve("a wave, least squares", curve_x, wave, 3, 0),
        curve("a ring", curve_x, ring, 2, 1.0),
        curve("iris", standard(iris.data), iris.target.astype(int), 2, 1.0),
    ]
    few = np.round(rng.normal(size=(30, 3)), 6)
    asked = np.round(rng.normal(size=(7, 3)), 6)
    three = (np.arange(30) % 3).astype(int)
    numbers = np.round(np.stack([few[:, 0] * few[:, 1], few.sum(axis=1)], axis=1), 4)
    cases["knn"] = [
        knn("classes, nearest", few, three, asked, 1, "euclidean"),
        knn("classes, five", few, three, asked, 5, "euclidean"),
        knn("classes, four, manhattan", few, three, asked, 4, "manhattan"),
        knn("classes, seven, chebyshev", few, three, asked, 7, "chebyshev"),
        knn("two numbers", few, numbers, asked, 3, "euclidean"),
        knn("all rows", few, numbers, asked, 30, "manhattan"),
    ]
    cases["kmeans"] = [
        kmeans("iris", iris.data, 3),
        kmeans("noise", rng.normal(size=(60, 4)), 5),
        kmeans("one cluster", rng.normal(size=(10, 2)), 1),
    ]
    with open(os.path.join(ROOT, "tests", "golden", "classic.json"), "w") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
