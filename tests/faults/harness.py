"""What the fault scripts share: the program under test, scratch folders, what a whole file is, and the verdict.

Each script takes `--all` for the whole campaign; without it, a sample of a few seconds. The last line says
how much was tried. Exit status 77: skipped, with the reason.
"""
import atexit
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
GLIA = str(pathlib.Path(os.environ.get("GLIA", ROOT / "build" / "glia")).resolve())
ALL = "--all" in sys.argv[1:]
# A run of these lasts milliseconds; this much is a hang, on any machine.
PATIENCE = 120

os.environ.update(LC_ALL="C.UTF-8", TERM="dumb")
os.environ.pop("GLIA_TARGET", None)


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def glia(*arguments, cwd, **options):
    """Runs the program; its streams are captured as text."""
    options.setdefault("timeout", PATIENCE)
    return subprocess.run([GLIA, *arguments], cwd=cwd, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, **options)


def must(*arguments, cwd):
    done = glia(*arguments, cwd=cwd)
    if done.returncode != 0:
        sys.exit(f"glia {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def skip_sanitizers():
    """Their run time brings its own memory and does not like to be traced."""
    if "sanitizers" in must("doctor", cwd="/"):
        skip("the program is built with sanitizers")


def scratch():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="glia_faults_"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def hidden_files(folder):
    return sorted(str(p.relative_to(folder)) for p in pathlib.Path(folder).rglob(".glia-*"))


def compile_cpp(source, out, *flags):
    compiler = os.environ.get("CXX", "c++")
    subprocess.run([compiler, "-std=c++20", "-O1", "-Wall", *flags, "-o", out, source], check=True)
    return str(out)


def is_whole_picture(path):
    try:
        return xml.etree.ElementTree.parse(path).getroot().tag.endswith("svg")
    except xml.etree.ElementTree.ParseError:
        return False


class Verdict:
    """Counts what was tried and keeps what went wrong."""

    def __init__(self, what):
        self.what = what
        self.counts = {}
        self.faults = []

    def count(self, kind, number=1):
        self.counts[kind] = self.counts.get(kind, 0) + number

    def expect(self, condition, place, complaint):
        if not condition:
            self.faults.append(f"{place}: {complaint}")
        return condition

    def end(self):
        shown = 40
        for fault in self.faults[:shown]:
            print("FAILED", fault)
        if len(self.faults) > shown:
            print(f"... and {len(self.faults) - shown} faults more, {len(self.faults)} in all")
        told = ", ".join(f"{number} {kind}" for kind, number in self.counts.items())
        print(f"{self.what}: {told}; {len(self.faults)} faults")
        sys.exit(1 if self.faults else 0)
