"""The peers of compare.py: built into a folder, each with the ways it can run a workload."""
import dataclasses
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from runs import processor_flags, run_text  # noqa: E402

PYTHON = "/usr/bin/python3"  # another one first on PATH has no torch
OPENMP_BLAS = "/usr/lib/x86_64-linux-gnu/openblas-openmp"


@dataclasses.dataclass
class Way:
    """A command that prints microseconds, and what it needs in the environment."""
    name: str
    command: list
    environment: dict

    def run(self):
        done = subprocess.run(self.command, check=True, capture_output=True,
                              env={**os.environ, **self.environment})
        return float(done.stdout.split()[-1])


@dataclasses.dataclass
class Peer:
    version: str
    ways: object  # (workload, threads, avx2) -> [Way]


def blas_environment(threads, avx2):
    """One pool of threads for torch and its BLAS, which waits actively: with the BLAS's own pool,
    torch is slower on two threads than on one.

    The BLAS is told its instructions. OpenBLAS 0.3.21 knows no processor later than Ice Lake and takes
    the code of 2004 (Prescott) there: products are four times slower than need be.
    """
    wide = "avx512f" in processor_flags() and not avx2
    environment = {"LD_LIBRARY_PATH": OPENMP_BLAS, "OMP_WAIT_POLICY": "active",
                   "OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads),
                   "OPENBLAS_CORETYPE": "SkylakeX" if wide else "Haswell",
                   # Else tensors of each step may go back to the system: 1.5 of 5.2 ms a step.
                   "MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(4 << 30)}
    if avx2:
        environment.update(ATEN_CPU_CAPABILITY="avx2", ONEDNN_MAX_CPU_ISA="AVX2",
                           DNNL_MAX_CPU_ISA="AVX2")
    return environment


def thread_ways(command, environment, threads):
    """With one thread, and with as many as asked for: more are not always faster."""
    return [Way(f"{count} thread{'s' * (count > 1)}", [*command, str(count)], environment(count))
            for count in sorted({1, threads})]


def compile_peer(compiler, source, program, *flags):
    command = [*compiler, str(HERE / source), "-o", str(program), *flags]
    subprocess.run(command, check=True, capture_output=True)
    return str(program)


def make_torch(_folder):
    version = run_text([PYTHON, "-c", "import torch; print(torch.__version__)"])
    if not version:
        raise OSError("python3-torch")

    def ways(workload, threads, avx2):
        return thread_ways([PYTHON, str(HERE / "torch_peer.py"), workload],
                           lambda count: blas_environment(count, avx2), threads)
    return Peer(f"torch {version}", ways)


def make_libtorch(folder):
    program = compile_peer(["c++", "-std=c++17", "-O2", "-w", "-I/usr/include/torch/csrc/api/include"],
                           "libtorch_peer.cpp", folder / "libtorch_peer",
                           "-ltorch", "-ltorch_cpu", "-lc10")
    model = export_model(folder) / "mlp.pt"

    def ways(workload, threads, avx2):
        return thread_ways([program, workload, str(model)],
                           lambda count: blas_environment(count, avx2), threads)
    return Peer(f"libtorch {package_version('libtorch-dev')}", ways)


def make_onnxruntime(folder):
    modules = os.environ.get("NODE_PATH") or str(folder / "node_modules")
    package = pathlib.Path(modules) / "onnxruntime-node"
    if not package.exists():
        raise OSError("npm i --ignore-scripts onnxruntime-node, and NODE_PATH")
    version = run_text(["node", "-p", f"require('{package}/package.json').version"])
    model = export_model(folder) / "mlp.onnx"
    mask = compile_peer(["cc", "-O2", "-shared", "-fPIC"], "avx2_only.c", folder / "avx2_only.so")

    def ways(workload, threads, avx2):
        environment = {"NODE_PATH": modules, **({"LD_PRELOAD": mask} if avx2 else {})}
        return thread_ways(["node", str(HERE / "onnx_peer.js"), workload, str(model)],
                           lambda count: environment, threads)
    return Peer(f"onnxruntime-node {version}", ways)


def make_fann(folder):
    """It has one thread, and no code for instructions after SSE2 that could be forbidden."""
    program = compile_peer(["cc", "-O2"], "fann_peer.c", folder / "fann_peer", "-lfann", "-lm")
    return Peer(f"FANN {package_version('libfann-dev')}",
                lambda workload, threads, avx2: [Way("1 thread", [program, workload], {})])


def export_model(folder):
    if not (folder / "mlp.onnx").exists():
        subprocess.run([PYTHON, str(HERE / "export_model.py"), str(folder)], check=True,
                       capture_output=True)
    return folder


def package_version(package):
    return run_text(["dpkg-query", "-W", "-f", "${Version}", package])


MAKERS = {
    "libtorch": (make_libtorch, "libtorch-dev python3-torch libopenblas0-openmp c++"),
    "torch": (make_torch, "python3-torch libopenblas0-openmp"),
    "onnxruntime": (make_onnxruntime, "node, python3-torch, NODE_PATH to onnxruntime-node"),
    "fann": (make_fann, "libfann-dev cc"),
}


def find_peers(folder, names):
    """Those of `names` that can be built here, by name; the others are named and left out."""
    peers = {}
    for name in names:
        make, needs = MAKERS[name]
        try:
            peers[name] = make(pathlib.Path(folder))
        except (OSError, subprocess.CalledProcessError):
            print(f"{name}: left out; it needs {needs}", file=sys.stderr)
    return peers
