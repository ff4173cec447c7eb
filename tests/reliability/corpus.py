#!/usr/bin/env python3
"""Every file of tests/data/*.cases through the real program: the same table, or the same message and exit code.

usage: GLIA=build/glia tests/reliability/corpus.py
"""
import csv
import gzip
import os
import re
import struct
import subprocess
import sys
import tempfile

from case_files import byte_cases

GLIA = os.path.realpath(os.environ["GLIA"])
CODE = re.compile(r" \[E\d{4}\]$", re.M)


def labels_of(count):
    return struct.pack(">II", 0x801, count) + bytes(count)


def images_of(count):
    return struct.pack(">IIII", 0x803, count, 1, 1) + bytes(count)


# File of cases: the name the cases give their file, what stands beside it, and the command.
KINDS = {
    "csv.cases": ("case.csv", lambda case: None, ["data", "show", "case.csv", "--csv"]),
    "jsonl.cases": ("case.jsonl", lambda case: None, ["data", "show", "case.jsonl", "--csv"]),
    "xlsx.cases": ("t.xlsx", lambda case: None, ["data", "show", "t.xlsx", "--csv"]),
    "gzip.cases": ("case.gz", lambda case: None, ["data", "show", "case.gz", "--csv"]),
    "idx_images.cases": ("case.idx", lambda case: labels_of(shape_of(case)), ["data", "show", "case.idx,beside"]),
    "idx_labels.cases": ("case.idx", lambda case: images_of(shape_of(case)), ["data", "show", "beside,case.idx"]),
}


def shape_of(case):
    """How many images or labels `reads [2, 2, 3] ...` or `reads 030709` has; 1 for what is refused."""
    if case.reads is None:
        return 1
    shape = re.match(r"\[(\d+)", case.reads)
    return int(shape.group(1)) if shape else len(case.reads) // 2


def matches_table(expected, rows):
    """Whether `a = 1, NA | b = 'x'` is what a CSV reader finds in the program's output. Only the library knows whether a
    column is numbers or text, so either way of writing it will do."""
    def shown(text):
        return "".join({"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(c, c) for c in text)
    head, body = rows[0], rows[1:]
    rest = expected
    for i, name in enumerate(head):
        cells = [row[i] for row in body]
        ways = []
        for pattern in ("{}", "'{}'"):
            told = ", ".join("NA" if cell == "" else pattern.format(shown(cell)) for cell in cells)
            ways.append((shown(name) + " = " + told) if cells else shown(name) + " =")
        found = next((way for way in ways if rest.startswith(way) and rest[len(way):][:3] in ("", " | ")), None)
        if found is None:
            return False
        rest = rest[len(found):].removeprefix(" | ")
    return rest == ""


def run(folder, arguments):
    done = subprocess.run([GLIA, *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120)
    return done.returncode, done.stdout.decode(), CODE.sub("", done.stderr.decode())


def fault_of(case, file, folder):
    """What is wrong with the program's answer; None if nothing is."""
    name, beside, command = KINDS[file]
    with open(f"{folder}/{name}", "wb") as out:
        out.write(case.bytes)
    other = beside(case)
    if other is not None:
        with open(f"{folder}/beside", "wb") as out:
            out.write(other)
    code, out, err = run(folder, command)
    if case.error is not None:
        told = f"glia: error: {case.error}\n"
        return None if (code, out, err) == (case.exit, "", told) else f"exit {code}, says {err!r}; expected {case.exit}, {told!r}"
    if file == "gzip.cases":
        # What it holds is text; the same text in a plain file gives the same.
        with open(f"{folder}/{name}", "wb") as plain:
            plain.write(gzip.decompress(case.bytes))
        expected = run(folder, command)
        return None if (code, out, err) == expected else f"exit {code}, {err!r}; the same in a plain file: {expected}"
    if code != 0 or any(not line.startswith("glia: warning: ") for line in err.splitlines()):
        return f"exit {code}, says {err!r}; expected a table"
    if file not in ("csv.cases", "jsonl.cases", "xlsx.cases"):
        return None
    rows = list(csv.reader(out.splitlines(keepends=True)))
    return None if matches_table(case.reads, rows) else f"reads {rows}; expected {case.reads}"


def main():
    os.environ.update(LC_ALL="C.UTF-8", TERM="dumb")
    tried, failed = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for file in KINDS:
            for case in byte_cases(file):
                tried += 1
                fault = fault_of(case, file, folder)
                if fault is not None:
                    failed += 1
                    print(f"FAILED {file}: {case.name}: {fault}")
    print(f"{tried} files through the program, {failed} failed")
    sys.exit(0 if tried > 200 and failed == 0 else 1)


main()
