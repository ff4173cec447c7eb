#!/usr/bin/env python3
"""Whether threads cost time on a busy machine: one thread and two by turns while other jobs hold the cores.

usage: bench/busy_machine.py GLIA [--pairs N] [--hogs N] [--threads N] [--json FILE]

Starts as many endless loops as there are cores (--hogs), then runs `glia bench train-784-128-10-batch-128` with
one thread and with N, by turns. A ratio is the time with one thread over the time with N of the same pair:
above 1, threads help; the median should not be below 0.9.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

WORKLOAD = "train-784-128-10-batch-128"


def run_glia(glia, threads):
    command = [glia, "bench", WORKLOAD, "--threads", str(threads), "--seconds", "0.5", "--json"]
    results = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["results"]
    return next(each["median"] for each in results if each["name"] == WORKLOAD)


def measure(options):
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(options.hogs)]
    try:
        return [(run_glia(options.glia, 1), run_glia(options.glia, options.threads)) for _ in range(options.pairs)]
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--pairs", type=int, default=9)
    parser.add_argument("--hogs", type=int, default=os.cpu_count())
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json")
    options = parser.parse_args()
    pairs = measure(options)
    ratios = sorted(one / many for one, many in pairs)
    result = {"workload": WORKLOAD, "hogs": options.hogs, "threads": options.threads, "pairs": options.pairs,
              "ratio": statistics.median(ratios), "least": ratios[0], "most": ratios[-1],
              "one_thread_us": statistics.median(one for one, _ in pairs),
              "threads_us": statistics.median(many for _, many in pairs)}
    print(f"{WORKLOAD} beside {options.hogs} busy jobs: {options.threads} threads against one, "
          f"{result['ratio']:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}) of {options.pairs} pairs; "
          f"1 thread {result['one_thread_us']:.0f} us, {options.threads} threads {result['threads_us']:.0f} us")
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(result, indent=1) + "\n")


main()
