"""For each lesson its runs: parameters, and what the numbers must be, in lesson_oracles_*.py.

golden(name, case, path): a number of tests/golden/golden.json. own(name, value): computed here, in
plain NumPy double, from the lesson's definition.
"""
import numpy as np

ORACLES = {}


def golden(name, case, path="", **tolerance):
    return {"name": name, "value": f"{case} {path}".strip(), "tolerance": tolerance}


def own(name, value, abs=1e-12, rel=1e-9):
    return {"name": name, "value": value, "tolerance": {"abs": abs, "rel": rel}}


def lesson(function):
    ORACLES[function.__name__.replace("_", "-")] = function
    return function


def sigmoid(z):
    return 1 / (1 + np.exp(-z))
