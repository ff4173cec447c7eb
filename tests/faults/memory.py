#!/usr/bin/env python3
"""Lets the k-th allocation of glia fail, once or from then on, for k from the first to the last: load, predict, one step.

Each time it ends by itself with exit 0 (it could do without that block; then every result is the usual one) or with exit 1
and one line, gives every block back, and leaves every file whole or absent. Without `--all` a few k of each command are
tried; `--every N` takes every N-th, `--from K --to K` those of a range (every one, unless `--every` says otherwise), and
names (`load`, `predict`, `step`, `result`, `answers`) only those commands.
"""
import os
import re
import shutil
import subprocess
import sys

from harness import (ALL, GLIA, PATIENCE, ROOT, Verdict, compile_cpp, digest, glia, hidden_files, must, scratch, skip,
                     skip_sanitizers)

COMMANDS = {
    "load": ["verify", "model.glia"],
    "predict": ["predict", "model.glia", "rows.csv", "--out", "p.csv", "--threads", "1"],
    "step": ["train", "rows.csv", "--layers", "4", "--epochs", "1", "--batch", "all", "--baseline", "none", "--threads",
                 "1", "--quiet", "--out", "new.glia", "--checkpoint", "c.ckpt"],
    "result": ["train", "rows.csv", "--layers", "4", "--epochs", "2", "--batch", "all", "--threads", "1", "--folds", "2",
               "--importance", "1", "--quiet", "--json", "--out", "new.glia"],
    "answers": ["eval", "model.glia", "xor", "--threads", "1", "--json"],
}
RESUME = [*COMMANDS["step"][:-4], "--resume", "c.ckpt", "--out", "resumed.glia"]


def number_after(flag, otherwise):
    return int(sys.argv[sys.argv.index(flag) + 1]) if flag in sys.argv else otherwise


EVERY = number_after("--every", 1 if "--from" in sys.argv or "--to" in sys.argv else 0)
FIRST, LAST = number_after("--from", 1), number_after("--to", sys.maxsize)
TRIES = 25  # of each command and mode, without --all


class Loop:
    def __init__(self, verdict, base, shim):
        self.verdict = verdict
        self.shim = shim
        self.before = base / "before"
        self.work = base / "work"
        self.report = base / "report"
        self.before.mkdir()
        must("train", "xor", "--epochs", "2", "--layers", "4", "--quiet", "--baseline", "none", cwd=self.before)
        rows = "".join(f"{i % 7},{i % 5},{'xyz'[i % 3]}\n" for i in range(30))
        (self.before / "rows.csv").write_text("a,b,c\n" + rows)

    def run(self, arguments, fail_at, fail_on):
        """The finished process, and (allocations, blocks not given back), or None where it wrote no report."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.before, self.work)
        self.report.unlink(missing_ok=True)
        environment = dict(os.environ, LD_PRELOAD=self.shim, GLIA_FAIL_AT=str(fail_at), GLIA_FAIL_ON=str(int(fail_on)),
                           GLIA_FAIL_REPORT=str(self.report))
        done = subprocess.run([GLIA, *arguments], cwd=self.work, env=environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=PATIENCE)
        done.stdout = re.sub(r'"(fitted_)?seconds":[^,]*,', "", done.stdout)  # the one thing in it that differs
        numbers = self.report.read_text().split() if self.report.exists() else None
        return done, None if numbers is None else tuple(int(n) for n in numbers)

    def files(self):
        return {p.name: digest(p) for p in self.work.iterdir() if not p.name.startswith(".glia-")}

    def try_all(self, name, arguments):
        done, (calls, kept) = self.run(arguments, 0, False)
        assert done.returncode == 0, done.stderr
        usual = (done.stdout, self.files())
        old = {p.name: digest(p) for p in self.before.iterdir()}
        self.verdict.count(f"allocations of {name}", calls)
        step = 1 if ALL else EVERY or max(1, calls // TRIES)
        for fail_on in (False, True):
            for k in range(FIRST, min(calls, LAST) + 1, step):
                self.try_one(f"{name}, {'from' if fail_on else 'at'} allocation {k}", arguments, k, fail_on, usual, old, kept)

    def goes_on(self):
        """Whether the checkpoint, of an epoch in between, can be resumed."""
        return glia(*RESUME, cwd=self.work).returncode == 0

    def try_one(self, place, arguments, k, fail_on, usual, old, kept):
        done, numbers = self.run(arguments, k, fail_on)
        expect = self.verdict.expect
        self.verdict.count("failures")
        files = self.files()
        if done.returncode == 0:
            self.verdict.count("done without")
            expect(files == usual[1] and done.stdout == usual[0], place, "exit 0, but another result")
        else:
            expect(done.returncode == 1, place, f"exit {done.returncode}: {done.stderr!r}")
            lines = done.stderr.splitlines() or [""]  # warnings may come first
            expect(lines[-1].startswith("glia: error: ") and "memory" in lines[-1], place, f"says {done.stderr!r}")
        for file, found in files.items():
            whole = found in (old.get(file), usual[1].get(file)) or file == "c.ckpt" and self.goes_on()
            expect(whole, place, f"{file} is neither old nor new")
        if numbers is None and done.returncode == 1:
            # Where an exception can't pass, it ends at once; the next run sweeps what that leaves.
            self.verdict.count("ended at once")
            must(*COMMANDS["step"], cwd=self.work)
        elif expect(numbers is not None, place, "no report"):
            expect(numbers[1] <= kept, place, f"{numbers[1]} blocks not given back, usually {kept}")
        expect(not hidden_files(self.work), place, f"leaves {hidden_files(self.work)}")


def main():
    if not hasattr(os, "confstr") or "glibc" not in (os.confstr("CS_GNU_LIBC_VERSION") or ""):
        skip("allocations are counted with glibc's own functions")
    skip_sanitizers()
    verdict = Verdict("memory")
    base = scratch()
    shim = compile_cpp(ROOT / "tests" / "faults" / "failing_malloc.cc", base / "failing_malloc.so", "-shared", "-fPIC")
    loop = Loop(verdict, base, shim)
    wanted = [name for name in COMMANDS if name in sys.argv] or COMMANDS
    for name in wanted:
        loop.try_all(name, COMMANDS[name])
    verdict.end()


main()
