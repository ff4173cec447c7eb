"""Records SciPy's tests of paired results and distribution tails into tests/golden/comparisons.json.

Run with Debian's own interpreter (python3-scipy):  /usr/bin/python3 tools/golden/make_comparisons.py
McNemar's exact test is the two-sided binomial test of the rows that only one gets right
(statsmodels computes mcnemar(exact=True) so); the interval of a mean is SciPy's of ttest_rel.
"""
import json
import os

import numpy as np
import scipy
from scipy import stats


def shares(name, both, only_first, only_second, neither):
    n = both + only_first + only_second + neither
    apart = only_first + only_second
    p = stats.binomtest(only_first, apart, 0.5).pvalue if apart else 1.0
    # Agresti and Min 2005: half a row more in each cell.
    b, c, m = only_first + 0.5, only_second + 0.5, n + 2
    half = stats.norm.ppf(0.975) * np.sqrt(b + c - (b - c) ** 2 / m) / m
    low, high = (b - c) / m - half, (b - c) / m + half
    low, high = max(low, -1.0), min(high, 1.0)
    if apart:
        exact = stats.binomtest(only_first, apart).proportion_ci(method="exact")
        low = min(low, (2 * exact.low - 1) * apart / n)
        high = max(high, (2 * exact.high - 1) * apart / n)
    return {"name": name, "cells": [both, only_first, only_second, neither],
            "difference": (only_first - only_second) / n, "low": low, "high": high, "p": p}


def means(name, first, second):
    first, second = np.asarray(first), np.asarray(second)
    test = stats.ttest_rel(first, second)
    n, d = len(first), first - second
    half = stats.t.ppf(0.975, n - 1) * d.std(ddof=1) / np.sqrt(n)
    return {"name": name, "first": first.tolist(), "second": second.tolist(),
            "difference": d.mean(), "low": d.mean() - half, "high": d.mean() + half,
            "p": float(test.pvalue)}


def r_squared(name, truth, first, second):
    """The percentile interval, by SciPy's own draws: near glia's, not equal."""
    def difference(t, a, b):
        spread = ((t - t.mean()) ** 2).sum()
        return (((t - b) ** 2).sum() - ((t - a) ** 2).sum()) / spread
    found = stats.bootstrap((truth, first, second), difference, paired=True, vectorized=False,
                            method="percentile", n_resamples=5000, random_state=0)
    return {"name": name, "truth": truth.tolist(), "first": first.tolist(), "second": second.tolist(),
            "difference": difference(truth, first, second),
            "low": found.confidence_interval.low, "high": found.confidence_interval.high}


def folded(name, values, test_share):
    """Nadeau and Bengio 2003."""
    values = np.asarray(values)
    n = len(values)
    half = stats.t.ppf(0.975, n - 1) * np.sqrt((1 / n + test_share) * values.var(ddof=1))
    return {"name": name, "values": values.tolist(), "test_share": test_share, "mean": values.mean(),
            "low": values.mean() - half, "high": values.mean() + half}


def main():
    draw = np.random.default_rng(4)
    tails = [{"t": t, "freedom": f, "p": 2 * stats.t.sf(t, f)}
             for t in (0.0, 0.1, 1.0, 2.5, 9.0) for f in (1, 2.5, 9, 100, 100000)]
    bounds = [{"level": level, "freedom": f, "t": stats.t.ppf(0.5 + level / 2, f)}
              for level in (0.5, 0.95, 0.999) for f in (1, 4, 29, 1000, 1000000, 1e8)]
    truth = draw.normal(size=80)
    loss = draw.exponential(size=40)
    cases = {
        "made_by": f"tools/golden/make_comparisons.py, scipy {scipy.__version__}, numpy {np.__version__}",
        "student": tails, "student_bounds": bounds,
        "beta": [{"a": a, "b": b, "x": x, "value": float(scipy.special.betainc(a, b, x))}
                 for a, b in ((0.5, 0.5), (1, 3), (20, 2), (3.5, 700), (5000, 5001))
                 for x in (0.001, 0.3, 0.5, 0.9, 0.999)],
        "shares": [shares("nobody errs", 30, 0, 0, 0), shares("even", 80, 5, 5, 10),
                   shares("five to none", 95, 5, 0, 0), shares("six to none", 94, 6, 0, 0),
                   shares("none to nine", 91, 0, 9, 0), shares("many rows", 9000, 310, 240, 450),
                   shares("one row", 0, 1, 0, 0), shares("few rows", 3, 2, 1, 1)],
        "means": [means("losses", loss, loss + draw.normal(0.1, 0.3, 40)),
                  means("clear", loss, loss + draw.normal(0.5, 0.3, 40)),
                  means("three", [1.0, 2.0, 4.5], [1.5, 1.0, 3.0])],
        "folded": [folded("five", [0.91, 0.95, 0.88, 0.93, 0.9], 0.25),
                   folded("ten by three", draw.normal(0.8, 0.05, 30), 1 / 9),
                   folded("equal", [0.5, 0.5, 0.5], 0.5)],
        "r_squared": [r_squared("level", truth, truth + draw.normal(0, 0.5, 80),
                                truth + draw.normal(0, 0.5, 80)),
                      r_squared("clear", truth, truth + draw.normal(0, 0.3, 80),
                                truth + draw.normal(0, 0.9, 80))],
    }
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "tests/golden/comparisons.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, indent=1)
        file.write("\n")


main()
