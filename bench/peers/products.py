#!/usr/bin/env python3
"""glia's matrix products beside OpenBLAS's and oneDNN's, by turns.

usage: bench/peers/products.py BUILD [--threads 1,2] [--avx2] [--double] [--rounds N] [--seconds S]
                               [--only TEXT] [--json FILE]

BUILD: a folder with libglia.a. A ratio is glia's GFLOP/s over those of the better library: its median
over the rounds, the least and the most. Every library runs in a process of its own, which is stopped
while the others are timed, so that its threads may spin as they like: OMP_WAIT_POLICY=active is
best for OpenBLAS and oneDNN. OpenBLAS is the OpenMP build. --avx2: all three without AVX-512.
Layouts: NN as stored, TN with A turned, NT with B turned. glia stores a dense weight as [in, out],
so its forward product is NN and that of the input's gradient NT; with [out, in] it is the other way round.
Needs libopenblas-dev libopenblas0-openmp libdnnl-dev.
"""
import argparse
import json
import math
import os
import pathlib
import signal
import statistics
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CPU_FLAGS = next((line for line in open("/proc/cpuinfo") if line.startswith("flags")), "").split()
OPENMP_BLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp"


def dense(name, batch, inputs, outputs, input_gradient=True):
    """The products of a dense layer: weight stored as [inputs, outputs], then as [outputs, inputs]."""
    shapes = [(f"forward {name}", "NN", batch, outputs, inputs), (f"forward {name}", "NT", batch, outputs, inputs),
              (f"dW {name}", "TN", inputs, outputs, batch), (f"dW {name}", "TN", outputs, inputs, batch)]
    if input_gradient:
        shapes += [(f"dX {name}", "NT", batch, inputs, outputs), (f"dX {name}", "NN", batch, inputs, outputs)]
    return shapes


def all_shapes():
    """(name, layout, m, n, k)"""
    shapes = [("square", "NN", side, side, side) for side in (32, 64, 128, 256, 512, 1024, 2048)]
    for batch in (32, 128):
        shapes += dense("784-128", batch, 784, 128, input_gradient=False) + dense("128-10", batch, 128, 10)
    shapes += dense("784-512", 128, 784, 512, input_gradient=False)
    # A square layer's two gradients of the weight are one shape.
    shapes += list(dict.fromkeys(dense("512-512", 128, 512, 512)))
    for name, inputs in (("lstm input", 28), ("lstm state", 64)):
        shapes += [(name, "NN", 64, 256, inputs), (name, "NT", 64, 256, inputs)]
    shapes += [("conv 5x5x1", "NN", 6, 36864, 25), ("conv 5x5x6", "NN", 16, 4096, 150)]
    shapes += dense("784-128", 1, 784, 128, input_gradient=False) + dense("128-10", 1, 128, 10)
    return shapes


class Peer:
    """A process of gemm_peer, stopped except while it answers."""

    def __init__(self, program, library, threads, avx2):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads), OMP_WAIT_POLICY="active",
                           LD_LIBRARY_PATH=OPENMP_BLAS)
        # OpenBLAS 0.3.21 takes CPUs newer than itself for the oldest one.
        if "avx512f" in CPU_FLAGS:
            environment["OPENBLAS_CORETYPE"] = "SkylakeX"
        if avx2:
            environment.update(GLIA_TARGET="avx2", OPENBLAS_CORETYPE="Haswell", ONEDNN_MAX_CPU_ISA="AVX2",
                               DNNL_MAX_CPU_ISA="AVX2")
        self.process = subprocess.Popen([program, library, str(threads)], env=environment, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if threads == 1:
            # On shared machines one core may be slower than another for minutes.
            os.sched_setaffinity(self.process.pid, {max(os.sched_getaffinity(0))})
        self.library = library
        self.target = self.process.stdout.readline().strip()
        self.process.send_signal(signal.SIGSTOP)

    def ask(self, request):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.write(request + "\n")
        answer = self.process.stdout.readline().strip()
        self.process.send_signal(signal.SIGSTOP)
        return answer

    def end(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.stdin.close()
        self.process.wait()


def build(folder, where):
    root = HERE.parent.parent
    program = f"{where}/gemm_peer"
    subprocess.run(["c++", "-std=c++20", "-O2", "-I", str(root), str(HERE / "gemm_peer.cc"), f"{folder}/libglia.a",
                    "-o", program, "-lopenblas", "-ldnnl", "-lz", "-pthread"], check=True)
    return program


def measure(peers, shape, kind, options):
    name, layout, m, n, k = shape
    speeds = {peer.library: [] for peer in peers}
    for peer in peers:
        answer = peer.ask(f"shape {kind} {layout[0]} {layout[1]} {m} {n} {k}")
        if answer != "ok":
            raise SystemExit(f"{peer.library}: {name} {m}x{n}x{k} {layout}: {answer}")
    for _ in range(options.rounds):
        for peer in peers:
            speeds[peer.library].append(float(peer.ask(f"time {options.seconds}")))
    median = {library: statistics.median(each) for library, each in speeds.items()}
    best = max((library for library in median if library != "glia"), key=median.get)
    ratios = sorted(ours / theirs for ours, theirs in zip(speeds["glia"], speeds[best]))
    result = {"shape": f"{name} {m}x{n}x{k}", "layout": layout, "batch_1": m == 1 or (layout == "TN" and k == 1),
              "type": kind, "ratio": statistics.median(ratios), "least": ratios[0], "most": ratios[-1]}
    result.update({f"{library}_gflops": value for library, value in median.items()})
    return result


def print_row(result, libraries):
    figures = " ".join(f"{result[f'{library}_gflops']:9.1f}" for library in libraries)
    print(f"{result['shape']:28} {result['layout']}  {figures}  {result['ratio']:5.2f}  "
          f"{result['least']:.2f} to {result['most']:.2f}", flush=True)


def summarize(results):
    groups = [("training shapes", [each for each in results if not each["batch_1"]]),
              ("batch 1", [each for each in results if each["batch_1"]])]
    for title, group in groups:
        if group:
            mean = math.exp(statistics.fmean(math.log(each["ratio"]) for each in group))
            worst = min(group, key=lambda each: each["ratio"])
            print(f"{title}: geometric mean {mean:.3f}, worst {worst['ratio']:.2f} ({worst['shape']} "
                  f"{worst['layout']}), below 0.80: {sum(each['ratio'] < 0.8 for each in group)} of {len(group)}")


def compare(program, threads, kind, options):
    libraries = ["glia", "openblas"] + (["onednn"] if kind == "float" else [])
    peers = [Peer(program, library, threads, options.avx2) for library in libraries]
    print(f"\n{kind}, {threads} thread{'s' if threads > 1 else ''}; GFLOP/s of " +
          ", ".join(f"{peer.library} ({peer.target})" for peer in peers))
    results = []
    try:
        for shape in all_shapes():
            if options.only in f"{shape[0]} {shape[2]}x{shape[3]}x{shape[4]} {shape[1]}":
                result = measure(peers, shape, kind, options)
                result.update(threads=threads, target=peers[0].target)
                print_row(result, libraries)
                results.append(result)
    finally:
        for peer in peers:
            peer.end()
    summarize(results)
    return results


def machine():
    name = next((line.split(": ")[1].strip() for line in open("/proc/cpuinfo") if "model name" in line), "")
    return f"{name}, {os.cpu_count()} cores"


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("build")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--avx2", action="store_true")
    parser.add_argument("--double", action="store_true")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.01)
    parser.add_argument("--only", default="")
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        program = build(options.build, folder)
        results = [each for threads in options.threads.split(",")
                   for each in compare(program, int(threads), "double" if options.double else "float", options)]
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps({"machine": machine(), "results": results}, indent=1) + "\n")


main()
