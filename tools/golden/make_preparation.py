"""Records scikit-learn's imputation, scaling and one-hot encoding into tests/golden/preparation.json.

Run with Debian's own interpreter (python3-sklearn):
    /usr/bin/python3 tools/golden/make_preparation.py
Fitted on the rows of datasets/penguins.csv whose number, from 0, is no multiple of 3; applied to
every ninth row and two empty ones. Feature names are stored, so the order of columns does not matter.
"""
import csv
import json
import os

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
TEXTS = ["island", "sex"]


def main():
    with open(os.path.join(ROOT, "datasets", "penguins.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    table = np.array([[float(r[n]) if r[n] else np.nan for n in NUMBERS] +
                      [r[n] or np.nan for n in TEXTS] for r in rows], dtype=object)
    train = [i for i in range(len(rows)) if i % 3 != 0]
    shown = sorted({*range(0, len(rows), 9), 3, 339})  # 3 and 339 have no measurement
    cases = []
    for numbers, texts, scaling in [("mean", "own", "standard"), ("median", "own", "minmax"),
                                    ("median", "most_frequent", "standard")]:
        fill_text = (SimpleImputer(strategy="constant", fill_value="(missing)") if texts == "own"
                     else SimpleImputer(strategy="most_frequent"))
        one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
        scaler = StandardScaler() if scaling == "standard" else MinMaxScaler()
        pipe = ColumnTransformer([
            ("n", make_pipeline(SimpleImputer(strategy=numbers), scaler), list(range(4))),
            ("t", make_pipeline(fill_text, one_hot), [4, 5])])
        pipe.fit(table[train])
        names = NUMBERS + [f"{t}={c}" for t, cats in zip(TEXTS, one_hot_of(pipe).categories_)
                           for c in cats]
        cases.append({"numbers": numbers, "texts": texts, "scaling": scaling, "features": names,
                      "values": pipe.transform(table[shown]).tolist()})
    out = {"scikit_learn": sklearn.__version__, "rows": shown, "cases": cases}
    with open(os.path.join(ROOT, "tests", "golden", "preparation.json"), "w") as file:
        json.dump(out, file, separators=(",", ":"))
        file.write("\n")


def one_hot_of(pipe):
    return pipe.named_transformers_["t"][-1]


main()
