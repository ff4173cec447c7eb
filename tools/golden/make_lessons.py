#!/usr/bin/python3
"""The numbers each lesson must give, for its standard parameters and for others: lessons/*/expected.json.

A number comes from a case of tests/golden/golden.json, named with the place in its answer, or from
NumPy, here. Tables that glia computes itself are read from the program.

usage: tools/golden/make_lessons.py build/glia
"""
import json
import pathlib
import subprocess
import sys

import numpy as np

import lesson_oracles_basics  # noqa: F401  (they enter themselves into ORACLES)
import lesson_oracles_data  # noqa: F401
import lesson_oracles_networks  # noqa: F401
from lesson_oracles import ORACLES

ROOT = pathlib.Path(__file__).parents[2]
CASES = {c["id"]: c for c in json.loads((ROOT / "tests/golden/golden.json").read_text())["cases"]}


def table(name):
    """Columns of a built-in table as lists of text."""
    text = subprocess.run([sys.argv[1], "data", "show", name, "--csv"], check=True,
                          capture_output=True, text=True).stdout
    rows = [line.split(",") for line in text.splitlines()]
    return {head: [row[i] for row in rows[1:]] for i, head in enumerate(rows[0])}


def from_golden(name, case, path):
    value = CASES[case]["computed"]
    for part in filter(None, path.split("/")):
        value = value[int(part) if isinstance(value, list) else part]
    tolerance = CASES[case]["tolerance"]
    exact = tolerance.get("exact")
    return {"name": name, "value": value,
            "abs": 0 if exact else tolerance.get("abs", 1e-12 if "rel" not in tolerance else 0),
            "rel": 0 if exact else tolerance.get("rel", 0), "from": f"golden {case} /{path}".rstrip("/")}


def entry(number, script):
    if isinstance(number["value"], str):
        case, _, path = number["value"].partition(" ")
        return from_golden(number["name"], case, path) | number["tolerance"]
    value = number["value"]
    value = np.asarray(value, float).ravel().tolist() if np.ndim(value) else float(value)
    return {"name": number["name"], "value": value,
            "abs": number["tolerance"]["abs"], "rel": number["tolerance"]["rel"], "from": script}


def main():
    for folder in sorted((ROOT / "lessons").glob("[0-9]*")):
        lesson = folder.name.split("-", 1)[1]
        script = f"tools/golden/{ORACLES[lesson].__module__}.py"
        runs = []
        for parameters, numbers in ORACLES[lesson](table):
            runs.append({"parameters": {k: str(v) for k, v in parameters.items()},
                         "seed": 0, "numbers": [entry(n, script) for n in numbers]})
        text = json.dumps({"lesson": lesson, "runs": runs}, indent=1)
        (folder / "expected.json").write_text(text + "\n")


main()
