#!/usr/bin/env python3
"""glia beside its peers: each workload by turns (glia, peer, glia, peer, ...), and the ratio.

usage: bench/peers/compare.py GLIA [--rounds N] [--threads N] [--only TEXT] [--avx2] [--json FILE]

A ratio is peer / glia of one turn: above 1, glia is faster. Printed: the median of the ratios, their
least and most, and the medians in microseconds. A peer runs on one thread and on N, and counts as
the faster of the two in each turn; what is a third slower in the first turn is not tried again.
--avx2 forbids both sides the instructions after AVX2. A FILE that is there keeps its results, and
only what is missing is measured. peers.py says what each peer needs; one that is not installed is left out.
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile

from peers import find_peers

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from runs import Results, glia_bench, run_text, spread  # noqa: E402

# workload, peer, threads (None: as asked)
PAIRS = [
    ("train-784-128-10-batch-32", "libtorch", None),
    ("train-784-128-10-batch-128", "libtorch", None),
    ("train-784-512-512-10-batch-128", "torch", None),
    ("train-784-30-10-batch-1", "fann", 1),
    ("train-4-16-3-batch-16", "fann", 1),
    ("train-4-16-3-batch-16-sigmoid", "fann", 1),
    ("train-2-4-1-batch-1", "fann", 1),
    ("train-1-5-1-batch-1", "fann", 1),
    ("predict-784-128-10-rows-1", "libtorch", None),
    ("predict-784-128-10-rows-1", "onnxruntime", None),
    ("predict-784-128-10-rows-1000", "libtorch", None),
    ("predict-784-128-10-rows-1000", "onnxruntime", None),
]
HOPELESS = 4 / 3


def fastest(ways):
    """Microseconds of the best way, its name, and the ways worth another try."""
    times = [(way.run(), way) for way in ways]
    best, way = min(times, key=lambda each: each[0])
    return best, way.name, [other for time, other in times if time <= HOPELESS * best]


def compare(options, workload, name, peer, threads):
    target = "avx2" if options.avx2 else ""
    ways = peer.ways(workload, threads, options.avx2)
    ours, theirs, chosen = [], [], []
    for _ in range(options.rounds):
        ours.append(glia_bench(options.glia, workload, threads, target)["median"])
        time, way, ways = fastest(ways)
        theirs.append(time)
        chosen.append(way)
    result = {"workload": workload, "peer": name, "threads": threads, "target": target,
              "rounds": options.rounds, **spread([b / a for a, b in zip(ours, theirs)]),
              "glia_us": statistics.median(ours), "peer_us": statistics.median(theirs),
              "peer_version": peer.version, "peer_ran_on": statistics.mode(chosen)}
    print(f"{workload:31} {name:11} {threads} thread{'s' if threads > 1 else ' '}  "
          f"ratio {result['ratio']:6.2f} ({result['least']:.2f} to {result['most']:.2f})  "
          f"glia {result['glia_us']:9.3f} us  {name} {result['peer_us']:9.3f} us, "
          f"{result['peer_ran_on']}", flush=True)
    return result


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="")
    parser.add_argument("--avx2", action="store_true")
    parser.add_argument("--json")
    options = parser.parse_args()
    results = Results(options.json, glia=run_text([options.glia, "--version"]),
                      target="avx2" if options.avx2 else "")
    wanted = [pair for pair in PAIRS
              if options.only in pair[0] and not results.has(workload=pair[0], peer=pair[1])]
    with tempfile.TemporaryDirectory() as folder:
        peers = find_peers(folder, sorted({name for _, name, _ in wanted}))
        for workload, name, threads in wanted:
            if name in peers:
                results.add(compare(options, workload, name, peers[name], threads or options.threads))


main()
