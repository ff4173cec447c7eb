"""Records what scikit-learn's splitters promise into tests/golden/splits.json.

Run with Debian's own interpreter (python3-sklearn):  /usr/bin/python3 tools/golden/make_splits.py
Which rows go where is a matter of the generator; how many of each class or group size a fold gets
is not, and glia must get the same.
"""
import json
import os

import numpy as np
import sklearn
from sklearn.model_selection import GroupKFold, KFold, StratifiedKFold


def stratified(name, classes, folds):
    """Counts [fold][class]; classes appear in their order, as scikit-learn numbers them so."""
    classes = np.asarray(classes)
    found = [np.bincount(classes[test], minlength=classes.max() + 1).tolist()
             for _, test in StratifiedKFold(folds, shuffle=True, random_state=0).split(classes, classes)]
    return {"name": name, "classes": classes.tolist(), "folds": folds, "counts": sorted(found)}


def grouped(name, groups, folds):
    groups = np.asarray(groups)
    sizes = [len(test) for _, test in GroupKFold(folds).split(groups, groups=groups)]
    return {"name": name, "groups": groups.tolist(), "folds": folds, "sizes": sorted(sizes)}


def main():
    draw = np.random.default_rng(0)

    def in_order(classes):
        """Renumbered by first appearance."""
        order = {c: i for i, c in enumerate(dict.fromkeys(classes.tolist()))}
        return [order[c] for c in classes.tolist()]

    cases = {
        "made_by": f"tools/golden/make_splits.py, scikit-learn {sklearn.__version__}",
        "stratified": [
            stratified("even", in_order(np.arange(30) % 3), 5),
            stratified("uneven", in_order(draw.choice(4, 101, p=[0.6, 0.25, 0.1, 0.05])), 5),
            stratified("two folds", in_order(draw.choice(2, 17, p=[0.7, 0.3])), 2),
            stratified("ten folds", in_order(draw.choice(3, 344, p=[0.45, 0.2, 0.35])), 10)],
        "plain": [{"rows": rows, "folds": folds,
                   "sizes": sorted(len(test) for _, test in KFold(folds, shuffle=True).split(np.zeros(rows)))}
                  for rows, folds in ((10, 3), (11, 5), (5, 5), (400, 7))],
        "grouped": [
            grouped("patients", draw.integers(0, 12, 100), 4),
            grouped("one large", np.concatenate([np.zeros(50, int), draw.integers(1, 20, 60)]), 5),
            grouped("as many folds", np.repeat(np.arange(4), [1, 2, 3, 4]), 4)],
    }
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    with open(os.path.join(root, "tests/golden/splits.json"), "w", encoding="utf-8") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


main()
