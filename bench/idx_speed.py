#!/usr/bin/env python3
"""Reading IDX images beside what bounds it: a copy in memory, and zlib where they are packed.

usage: bench/idx_speed.py BENCH [--runs N] [--json FILE]

BENCH is the program build/glia_data_bench (ninja -C build glia_data_bench, needs libbenchmark-dev).
One thread, as many pixels as MNIST's training images, files in the page cache; medians of N runs that
take turns. A share is glia's rate of that of its bound.
"""
import argparse
import json
import statistics
import subprocess

from runs import write_results

# glia's benchmark, what bounds it
BOUNDS = {"idx_in_memory": "copy", "idx_file": "copy", "idx_gzip_file": "zlib_alone"}


def rates(bench, runs):
    """Name -> bytes of pixels a second, the median."""
    names = "|".join(sorted({*BOUNDS, *BOUNDS.values()}))
    command = [bench, f"--benchmark_filter=^({names})$", f"--benchmark_repetitions={runs}",
               "--benchmark_enable_random_interleaving=true", "--benchmark_min_time=0.05",
               "--benchmark_format=json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = {}
    for each in json.loads(done.stdout)["benchmarks"]:
        if each["run_type"] == "iteration":
            found.setdefault(each["run_name"], []).append(each["bytes_per_second"])
    return {name: statistics.median(values) for name, values in found.items()}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("bench")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--json")
    options = parser.parse_args()
    measured = rates(options.bench, options.runs)
    results = [{"name": name, "bytes_per_second": measured[name], "bound": bound,
                "bound_bytes_per_second": measured[bound], "share": measured[name] / measured[bound]}
               for name, bound in BOUNDS.items()]
    for each in results:
        print(f"{each['name']:14} {each['bytes_per_second'] / 1e6:6.0f} MB/s, {each['share']:.0%} of "
              f"{each['bound']} ({each['bound_bytes_per_second'] / 1e6:.0f} MB/s)")
    if options.json:
        write_results(options.json, results)


main()
