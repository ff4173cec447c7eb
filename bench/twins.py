#!/usr/bin/env python3
"""Networks of odd sizes beside their round neighbours: the time for each operation, by turns.

usage: bench/twins.py GLIA [--rounds N] [--threads N] [--json FILE]

A ratio is the odd network's time for each multiply-add of its products over its neighbour's, in
one turn; far above 1, the kernels are made for the round sizes. Printed: the median of the ratios,
their least and most.
"""
import argparse
import os
import statistics

from runs import Results, glia_bench, run_text, spread

# odd, round, threads (None: as asked)
TWINS = [
    ("train-783-129-11-batch-33", "train-784-128-10-batch-32", None),
    ("train-3-5-1-batch-1", "train-2-4-1-batch-1", 1),
]


def compare(options, odd, neighbour, threads):
    turns = [[glia_bench(options.glia, name, threads) for name in (odd, neighbour)]
             for _ in range(options.rounds)]
    ratios = [a["median"] / a["flops"] / (b["median"] / b["flops"]) for a, b in turns]
    result = {"workload": odd, "neighbour": neighbour, "threads": threads, **spread(ratios),
              "us": statistics.median(a["median"] for a, _ in turns),
              "neighbour_us": statistics.median(b["median"] for _, b in turns),
              "flops": turns[0][0]["flops"], "neighbour_flops": turns[0][1]["flops"]}
    print(f"{odd:26} {result['us']:8.3f} us  {neighbour:26} {result['neighbour_us']:8.3f} us  for each "
          f"operation {result['ratio']:.2f} ({result['least']:.2f} to {result['most']:.2f})", flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json")
    options = parser.parse_args()
    results = Results(options.json, glia=run_text([options.glia, "--version"]))
    for odd, neighbour, threads in TWINS:
        if not results.has(workload=odd):
            results.add(compare(options, odd, neighbour, threads or options.threads))


main()
