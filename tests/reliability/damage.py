#!/usr/bin/env python3
"""Cuts a small model at every byte and flips every one of its bits: glia refuses each with exit 4 and one line.

Without `--all` a sample of each. usage: GLIA=build/glia tests/reliability/damage.py [--all]
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "faults"))
from harness import ALL, Verdict, glia, must, scratch  # noqa: E402


def refuse(verdict, folder, place, kind, damaged):
    (folder / "bad.glia").write_bytes(damaged)
    done = glia("verify", "bad.glia", cwd=folder)
    verdict.count(kind)
    lines = done.stderr.count("\n")
    verdict.expect(done.returncode == 4 and done.stdout == "" and lines == 1 and
                   done.stderr.startswith("glia: error: bad.glia: "), place, f"exit {done.returncode}, says {done.stderr!r}")


def main():
    verdict = Verdict("damage")
    folder = scratch()
    must("train", "xor", "--layers", "4", "--epochs", "2", "--quiet", "--baseline", "none", "--out", "good.glia", cwd=folder)
    good = (folder / "good.glia").read_bytes()
    for size in range(0, len(good), 1 if ALL else 173):
        refuse(verdict, folder, f"cut after {size} bytes", "cuts", good[:size])
    for bit in range(0, 8 * len(good), 1 if ALL else 1409):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        refuse(verdict, folder, f"bit {bit % 8} of byte {bit // 8} flipped", "flips", bytes(flipped))
    verdict.count("bytes of the model", len(good))
    verdict.end()


main()
