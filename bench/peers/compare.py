#!/usr/bin/env python3
"""glia beside its peers: each workload by turns (glia, peer, glia, peer, ...), and the ratio.

usage: bench/peers/compare.py GLIA [--rounds N] [--threads N] [--only TEXT] [--json FILE]

A ratio is peer / glia of one turn: above 1, glia is faster. Printed: the median of the ratios, their
least and most, and the medians in microseconds. torch runs on the OpenMP build of OpenBLAS with
active waiting and denormals flushed, with one thread or N, whichever is faster in that turn. Needs python3-torch
libopenblas0-openmp libfann-dev gcc; a peer that is not installed is named and left out.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OPENMP_BLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp"

# workload, peer, threads (None: as asked)
PAIRS = [
    ("train-784-128-10-batch-32", "torch", None),
    ("train-784-128-10-batch-128", "torch", None),
    ("train-784-512-512-10-batch-128", "torch", None),
    ("train-784-30-10-batch-1", "fann", 1),
    ("train-4-16-3-batch-16", "fann", 1),
    ("train-2-4-1-batch-1", "fann", 1),
    ("train-1-5-1-batch-1", "fann", 1),
    ("predict-784-128-10-rows-1", "torch", 1),
    ("predict-784-128-10-rows-1000", "torch", None),
]


def run_glia(glia, workload, threads):
    command = [glia, "bench", workload, "--threads", str(threads), "--seconds", "0.5", "--json"]
    results = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["results"]
    return next(each["median"] for each in results if each["name"] == workload)


def run_torch(workload, threads):
    """At the better of one thread and `threads`: more are not always faster."""
    return min(run_torch_once(workload, count) for count in {1, threads})


def run_torch_once(workload, threads):
    environment = dict(os.environ, LD_LIBRARY_PATH=OPENMP_BLAS, OMP_WAIT_POLICY="active",
                       OMP_NUM_THREADS=str(threads), OPENBLAS_NUM_THREADS=str(threads))
    command = ["/usr/bin/python3", str(HERE / "torch_peer.py"), workload, str(threads)]
    return float(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)


def build_fann(folder):
    program = f"{folder}/fann_peer"
    subprocess.run(["cc", "-O2", str(HERE / "fann_peer.c"), "-o", program, "-lfann", "-lm"], check=True,
                   capture_output=True)
    return lambda workload, _: float(subprocess.run([program, workload], check=True,
                                                    capture_output=True).stdout)


def find_peers(folder):
    peers = {}
    if subprocess.run(["/usr/bin/python3", "-c", "import torch"], capture_output=True).returncode == 0:
        peers["torch"] = run_torch
    else:
        print("torch is not installed (python3-torch): left out")
    try:
        peers["fann"] = build_fann(folder)
    except (OSError, subprocess.CalledProcessError):
        print("FANN is not installed (libfann-dev): left out")
    return peers


def compare(options, workload, name, peer, threads):
    ours, theirs = [], []
    for _ in range(options.rounds):
        ours.append(run_glia(options.glia, workload, threads))
        theirs.append(peer(workload, threads))
    ratios = sorted(b / a for a, b in zip(ours, theirs))
    result = {"workload": workload, "peer": name, "threads": threads, "rounds": options.rounds,
              "ratio": statistics.median(ratios), "least": ratios[0], "most": ratios[-1],
              "glia_us": statistics.median(ours), "peer_us": statistics.median(theirs)}
    print(f"{workload:31} {name:6} {threads} thread{'s' if threads > 1 else ' '}  "
          f"ratio {result['ratio']:6.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})  "
          f"glia {result['glia_us']:9.3f} us  {name} {result['peer_us']:9.3f} us", flush=True)
    return result


def run_text(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def machine():
    name = next((line.split(": ")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "")
    return f"{name}, {os.cpu_count()} cores"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="")
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        peers = find_peers(folder)
        results = [compare(options, workload, name, peers[name], threads or options.threads)
                   for workload, name, threads in PAIRS
                   if name in peers and options.only in workload]
    if options.json:
        document = {"machine": machine(), "glia": run_text([options.glia, "--version"]),
                    "torch": run_text(["/usr/bin/python3", "-c", "import torch; print(torch.__version__)"]),
                    "results": results}
        pathlib.Path(options.json).write_text(json.dumps(document, indent=1) + "\n")


main()
