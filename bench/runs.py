"""What the scripts that measure share: runs of `glia bench`, whole processes, ratios by turns, files of results."""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time


def run_text(command, **options):
    """The standard output of a command, or nothing if it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, **options)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def processor_flags():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    return next((line.split(":")[1].split() for line in lines if line.startswith("flags")), [])


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "")
    return f"{name}, {os.cpu_count()} cores"


def glia_bench(glia, name, threads, target="", seconds=0.5, runs=1):
    """One result of `glia bench`. `target` forces instructions: "avx2"."""
    environment = dict(os.environ, GLIA_TARGET=target) if target else None
    command = [glia, "bench", name, "--threads", str(threads), "--seconds", str(seconds),
               "--runs", str(runs), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return next(each for each in json.loads(done.stdout)["results"] if each["name"] == name)


def whole_process(command):
    """Wall seconds, standard output and peak memory in bytes. Memory is what GNU time says (package
    time): the figure that Linux gives a parent begins with the parent's own, here that of Python."""
    with tempfile.NamedTemporaryFile() as peak:
        start = time.perf_counter()
        done = subprocess.run(["/usr/bin/time", "-f", "%M", "-o", peak.name, *command],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            sys.exit(f"{' '.join(command[:2])} failed with status {done.returncode}")
        return seconds, done.stdout, int(peak.read()) * 1024


def spread(values):
    return {"ratio": statistics.median(values), "least": min(values), "most": max(values)}


class Results:
    """A JSON file {"machine": ..., "results": [...]} that is written after every result, and keeps
    those it had: an interrupted script goes on where it was. Without a path nothing is written."""

    def __init__(self, path, **head):
        self.path = pathlib.Path(path) if path else None
        self.head = {"machine": machine(), **head}
        self.results = []
        if self.path and self.path.exists():
            self.results = json.loads(self.path.read_text())["results"]

    def has(self, **keys):
        return any(all(each[key] == value for key, value in keys.items()) for each in self.results)

    def add(self, result):
        self.results.append(result)
        if self.path:
            text = json.dumps({**self.head, "results": self.results}, indent=1)
            self.path.write_text(text + "\n")


def write_results(path, results, **head):
    """What `Results` would leave, at once and anew."""
    document = {"machine": machine(), **head, "results": results}
    pathlib.Path(path).write_text(json.dumps(document, indent=1) + "\n")
