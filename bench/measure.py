#!/usr/bin/env python3
"""Measures everything that docs/performance.md shows, into FOLDER, and writes the page.

usage: bench/measure.py GLIA FOLDER [--part NAME]... [--threads N] [--rounds N]

About twenty minutes on 2 quiet cores. Parts are measured one after another; what FOLDER already has is
kept, so an interrupted run goes on where it was: delete a file, or all of FOLDER, to measure anew.
--part does one of them alone, without writing the page. What each part needs: bench/peers/peers.py, and
`ninja -C build csv_reader glia_data_bench`; FOLDER must have room for a CSV file of 1 GB. A
peer that is not installed is left out. NODE_PATH says where onnxruntime-node is.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers"))
from peers import PYTHON, blas_environment  # noqa: E402

FASHION_MNIST = os.environ.get("GLIA_FASHION_MNIST", "/usr/share/datasets/fashion-mnist")


def bench(options, threads, *names):
    return [options.glia, "bench", *names, "--threads", str(threads), "--json"]


def script(name, options, *words):
    return [sys.executable, str(HERE / name), options.glia, *words]


def beside(name, options):
    """A program of the same build that is only built when asked for: ninja -C build NAME."""
    return str(pathlib.Path(options.glia).parent / name)


def compare(options, *words):
    return script("peers/compare.py", options, "--threads", str(options.threads),
                  "--rounds", str(options.rounds), *words)


# name -> the command. Those of `glia bench` print their JSON; the scripts go on with a file they began.
PARTS = {
    "one": lambda options, _: bench(options, 1),
    "many": lambda options, _: bench(options, options.threads),
    "scaling": lambda options, _: bench(options, options.threads, "scaling"),
    "twins": lambda options, file: script("twins.py", options, "--threads", str(options.threads),
                                          "--rounds", str(options.rounds), "--json", file),
    "peers": lambda options, file: compare(options, "--json", file),
    "peers_avx2": lambda options, file: compare(options, "--avx2", "--json", file),
    "images": lambda options, file: [PYTHON, str(HERE / "image_scores.py"), options.glia, "--json", file,
                                     f"fashion-mnist={FASHION_MNIST}"],
    "csv": lambda options, file: [PYTHON, str(HERE / "csv_speed.py"), beside("csv_reader", options),
                                  "--file", str(pathlib.Path(options.folder) / "mixed.csv"),
                                  "--rounds", str(options.rounds), "--json", file],
    "idx": lambda options, file: [PYTHON, str(HERE / "idx_speed.py"), beside("glia_data_bench", options),
                                  "--json", file],
    "process": lambda options, file: script("process_cost.py", options, "--folder", FASHION_MNIST,
                                            "--json", file),
    "iris": lambda options, file: script("peers/iris_process.py", options, "--json", file),
}
WHOLE = ("csv", "idx", "process", "iris")  # these do not go on with a file they began


def measure(name, options):
    file = pathlib.Path(options.folder) / f"{name}.json"
    command = PARTS[name](options, str(file))
    prints = command[:2] == [options.glia, "bench"]
    if (prints or name in WHOLE) and file.exists():
        return
    start = time.monotonic()
    environment = {**os.environ, **blas_environment(options.threads, False)} if name == "images" else None
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE if prints else None)
    if prints and done.returncode == 0:
        file.write_bytes(done.stdout)
    failed = f", ended with {done.returncode}" if done.returncode else ""
    print(f"{name}: {time.monotonic() - start:.0f} s{failed}", flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("folder")
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    options.glia = str(pathlib.Path(options.glia).resolve())
    pathlib.Path(options.folder).mkdir(parents=True, exist_ok=True)
    for name in options.part or PARTS:
        measure(name, options)
    if not options.part:
        subprocess.run([sys.executable, str(HERE / "report.py"), options.folder], check=True)


main()
