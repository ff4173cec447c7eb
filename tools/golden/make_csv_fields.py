#!/usr/bin/env python3
"""Writes tests/data/csv_fields.json: CSV texts made by Python's csv module, and what it reads back.

Each entry: {"delimiter", "text", "rows": [[field, ...], ...]}. The texts mix delimiters, line ends,
quoting styles, quotes, newlines and characters outside ASCII. Fields have no blanks at their ends
unless everything is quoted, and no empty rows occur: there glia differs on purpose.

usage: tools/golden/make_csv_fields.py > tests/data/csv_fields.json
"""
import csv
import io
import json
import random

random.seed(20240501)
PIECES = ["a", "b", "1", "2.5", "-3", "x y", "é", "好", "😀", "'", "=f()", "#", "\\", "NA", "0x1f"]
SPECIAL = ['"', '""', ",", ";", "\t", "|", "\n", "\r\n", "\r"]


def field(quoted_all):
    parts = random.choices(PIECES, k=random.choice([0, 1, 1, 2, 3]))
    if random.random() < 0.35:
        parts.insert(random.randrange(len(parts) + 1), random.choice(SPECIAL))
    text = "".join(parts)
    if quoted_all and random.random() < 0.2:
        text = " " + text + "\t"
    return text if quoted_all else text.strip(" \t")


cases = []
while len(cases) < 400:
    delimiter = random.choice(",;\t|")
    end = random.choice(["\n", "\r\n", "\r"])
    quoting = random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])
    columns = random.randint(2, 5)
    rows = [[field(quoting != csv.QUOTE_MINIMAL) for _ in range(columns)]
            for _ in range(random.randint(1, 5))]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    text = out.getvalue()
    if random.random() < 0.3 and not text.endswith(delimiter + end):
        text = text[:-len(end)]
    # What it reads is the oracle: its writer leaves a CR unquoted where lines end in LF.
    read = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if all(read):
        cases.append({"delimiter": delimiter, "text": text, "rows": read})

print("[")
print(",\n".join(json.dumps(case, ensure_ascii=False) for case in cases))
print("]")
