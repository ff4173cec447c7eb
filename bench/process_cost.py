#!/usr/bin/env python3
"""What a process of glia costs beside its work: the start, and memory beside the data.

usage: bench/process_cost.py GLIA [--folder F] [--epochs N] [--json FILE]

Measures `glia --help` (milliseconds, median of 20 after one to warm up; aim: below 20) and the peak
memory of `glia train F` for N epochs with the defaults otherwise, baselines and all (aim: the
pixels as bytes and 60 MB). F is a folder of IDX files; the default is Fashion-MNIST of the package
dataset-fashion-mnist. Needs the package time. Ends with 1 where an aim is missed.
"""
import argparse
import gzip
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

from runs import run_text, whole_process, write_results

STARTS = 20
MOST_HELP_MS = 20
MOST_BESIDE_DATA = 60_000_000  # bytes


def pixel_bytes(folder):
    """Of the training and the test images, by the sizes in front of them."""
    total = 0
    for part in ("train", "t10k"):
        plain = pathlib.Path(folder) / f"{part}-images-idx3-ubyte"
        file = open(plain, "rb") if plain.exists() else gzip.open(f"{plain}.gz")
        with file:
            sizes = [int.from_bytes(file.read(4), "big") for _ in range(4)]
        total += sizes[1] * sizes[2] * sizes[3]
    return total


def help_milliseconds(glia):
    times = []
    for _ in range(STARTS + 1):
        start = time.perf_counter()
        subprocess.run([glia, "--help"], check=True, stdout=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1e3)
    return times[1:]


def peak_of_training(glia, folder, epochs):
    with tempfile.TemporaryDirectory() as out:
        return whole_process([glia, "train", folder, "--epochs", str(epochs), "--out", f"{out}/model.glia"])[2]


def row(name, value, aim, unit):
    result = {"name": name, "value": value, "aim": aim, "unit": unit, "pass": value < aim}
    print(f"{'PASS' if result['pass'] else 'MISS'}  {name:28} {value:8.2f} {unit}, aim below {aim:.2f}")
    return result


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--folder", default="/usr/share/datasets/fashion-mnist")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--json")
    options = parser.parse_args()
    starts = help_milliseconds(options.glia)
    results = [row("help", statistics.median(starts), MOST_HELP_MS, "ms")]
    pixels = pixel_bytes(options.folder)
    peak = peak_of_training(options.glia, options.folder, options.epochs)
    results.append(row("peak memory of training", peak / 1e6, (pixels + MOST_BESIDE_DATA) / 1e6, "MB"))
    print(f"      {pixels / 1e6:.2f} MB of that are pixels")
    if options.json:
        write_results(options.json, results, glia=run_text([options.glia, "--version"]), pixel_bytes=pixels)
    if not all(each["pass"] for each in results):
        sys.exit(1)


main()
