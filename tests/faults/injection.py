#!/usr/bin/env python3
"""Kills glia at its system calls, and lets them fail: every file it writes stays the old one or becomes the new one.

Three runs are tried, `glia train` over an older model, checkpoint, picture, report and split, `glia predict --out`
and `glia eval --report`. First each is listed call by call. Then the same run is repeated once for each open, write, fsync, close and
rename of a file of ours: killed there, and with each error the call can meet.

  killed      every file is whole: byte for byte one of those that can be there, a model passes `glia verify`, a
              checkpoint is resumed to the very model of an uninterrupted run; the next run sweeps what is left over
  an error    exit 1 and one line that names the file and the cause, or exit 0 and every file new; no temporary file

The list itself shows what a power cut could spoil: write < fsync(file) < rename < fsync(folder). A program that copies
in four ways, three of them wrong, goes through the same checks: they have to find the wrong ones.
"""
import re
import shutil

from harness import (ALL, GLIA, Verdict, compile_cpp, digest, glia, hidden_files, is_whole_picture, must, scratch,
                     skip_sanitizers, ROOT)
from system_calls import expect_strace, list_calls, order_faults, run_with

NAMES = ("openat", "write", "fsync", "fdatasync", "close", "rename", "renameat", "renameat2", "unlink", "flock", "dup")
ERRORS = {
    "openat": ("EIO", "ENOSPC", "EMFILE", "EACCES", "EINTR"),
    "write": ("ENOSPC", "EIO", "EDQUOT", "EINTR"),
    "fsync": ("EIO", "ENOSPC", "EINTR"),
    "close": ("EIO", "ENOSPC", "EINTR"),
    "rename": ("EIO", "ENOSPC", "EACCES"),
    "unlink": ("EIO",),
    "flock": ("ENOLCK", "EINTR"),
    "dup": ("EMFILE",),
}
TRAIN = ["train", "xor", "--layers", "4", "--epochs", "2", "--baseline", "none", "--threads", "1", "--quiet"]
OUTPUTS = ["--out", "model.glia", "--curves", "curves.svg", "--split-out", "parts", "--report", "report.html"]
CAUSE = re.compile(r"^glia: error: .+: (No space left on device|Input/output error|Disk quota exceeded|"
                   r"Too many open files|Permission denied)")


class Run:
    """A command, the files it replaces, and what each of them may hold afterwards."""

    def __init__(self, name, arguments, before, allowed, resume=None):
        self.name = name
        self.command = [GLIA, *arguments]
        self.before = before    # folder with the older files
        self.allowed = allowed  # file: digests that are whole
        self.resume = resume    # file: how to go on from it
        self.folder = before.parent / f"{name}.work"
        self.new = {}

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.before, self.folder)
        return str(self.folder)

    def learn_new(self):
        """What the files are after a run that nothing disturbs."""
        must(*self.command[1:], cwd=self.fresh())
        self.new = {name: digest(self.folder / name) for name in self.allowed}
        for name, whole in self.allowed.items():
            whole |= {digest(self.before / name), self.new[name]}

    def is_whole(self, name):
        path = self.folder / name
        if not path.exists():
            return False
        found = digest(path)
        if found in self.allowed[name]:
            return True
        # A checkpoint of an epoch in between: good if it leads to the same model.
        if self.resume is None or name != "c.ckpt":
            return False
        copy = self.folder.parent / "resumed"
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir()
        shutil.copy(path, copy / name)
        done = glia(*self.resume, cwd=copy)
        whole = done.returncode == 0 and digest(copy / "model.glia") == self.new["model.glia"]
        if whole:
            self.allowed[name].add(found)
        return whole

    def is_new(self):
        return all(digest(self.folder / name) == new for name, new in self.new.items())


def training_run(base):
    before = base / "train.before"
    before.mkdir()
    older = TRAIN + OUTPUTS + ["--checkpoint", "c.ckpt", "--seed", "1"]
    must(*older, cwd=before)
    allowed = {name: set() for name in ("model.glia", "c.ckpt", "curves.svg", "report.html")}
    allowed |= {f"parts/{p.name}": set() for p in (before / "parts").iterdir()}
    newer = TRAIN + OUTPUTS + ["--checkpoint", "c.ckpt", "--seed", "2"]
    resume = TRAIN + ["--out", "model.glia", "--resume", "c.ckpt", "--seed", "2"]
    run = Run("train", newer, before, allowed, resume)
    run.learn_new()
    for name in ("model.glia", "curves.svg", "report.html"):
        assert len(run.allowed[name]) == 2, f"{name}: the two seeds should differ"
    must("verify", "model.glia", cwd=run.folder)
    assert is_whole_picture(run.folder / "curves.svg")
    assert (run.folder / "report.html").read_text().endswith("</html>\n")
    return run


def predicting_run(base, model):
    before = base / "predict.before"
    before.mkdir()
    shutil.copy(model, before / "model.glia")
    (before / "rows.csv").write_text("a,b\n" + "0,1\n1,1\n" * 2000)
    (before / "p.csv").write_text("what was there\n")
    run = Run("predict", ["predict", "model.glia", "rows.csv", "--out", "p.csv", "--threads", "1"], before,
              {"p.csv": set()})
    run.learn_new()
    return run


def evaluating_run(base, model):
    before = base / "eval.before"
    before.mkdir()
    shutil.copy(model, before / "model.glia")
    (before / "e.html").write_text("what was there\n")
    run = Run("eval", ["eval", "model.glia", "xor", "--report", "e.html", "--threads", "1"], before, {"e.html": set()})
    run.learn_new()
    assert (run.folder / "e.html").read_text().endswith("</html>\n")
    return run


def own_calls(run, calls):
    """Those that touch our files or the streams; not what the loader and the library look up."""
    folder = str(run.folder)
    streams = ("pipe:", "/dev/")
    return [call for call in calls
            if any(path.startswith(folder) or any(s in path for s in streams) for path in call.paths)
            and call.result >= 0]


def sample(calls, step):
    return calls if ALL else calls[step // 2::step]


def try_kills(verdict, run, calls):
    for call in sample(calls, 5):
        folder = run.fresh()
        done = run_with(run.command, folder, call, "signal=KILL")
        place = f"{run.name} killed at {call}"
        verdict.count("kill points")
        verdict.expect(done.returncode in (-9, 137), place, f"exit {done.returncode}, it was not killed")
        for name in run.allowed:
            verdict.expect(run.is_whole(name), place, f"{name} is neither the old nor the new one")
    # What the last one left is swept by the next.
    left = run.folder / ".glia-0123456789abcdef.tmp"
    left.write_text("left over")
    must(*run.command[1:], cwd=run.folder)
    verdict.expect(not hidden_files(run.folder), run.name, f"left over: {hidden_files(run.folder)}")


def try_errors(verdict, run, calls):
    faults = [(call, error) for call in calls for error in ERRORS.get(call.name, ())]
    for call, error in sample(faults, 12):
        folder = run.fresh()
        done = run_with(run.command, folder, call, f"error={error}")
        place = f"{run.name}, {error} at {call}"
        verdict.count("errors")
        if done.returncode == 0:
            verdict.expect(run.is_new(), place, "exit 0, but not every file is new")
        else:
            verdict.count("refusals")
            verdict.expect(done.returncode == 1, place, f"exit {done.returncode}")
            verdict.expect(CAUSE.match(done.stderr) is not None, place, f"says {done.stderr!r}")
            verdict.expect(error != "EINTR", place, "a call that is interrupted is repeated")
        for name in run.allowed:
            verdict.expect(run.is_whole(name), place, f"{name} is neither the old nor the new one")
        if call.name != "unlink":  # one that can't be removed stays
            verdict.expect(not hidden_files(run.folder), place, f"leaves {hidden_files(run.folder)}")


def try_order(verdict, run, calls):
    targets = {f"{run.folder}/{name}" for name in run.allowed}
    faults, replaced = order_faults(calls, targets)
    verdict.count("replacements in order", replaced)
    verdict.expect(replaced >= len(targets), run.name, f"{replaced} files replaced, {len(targets)} expected")
    for fault in faults:
        verdict.expect(False, f"{run.name}, order", fault)


def try_control(verdict, base, old, new):
    """The same checks over a program that is known to be wrong, and over one that is not."""
    program = compile_cpp(ROOT / "tests" / "faults" / "control.cc", base / "control")
    target = base / "control.work" / "target.glia"
    target.parent.mkdir()
    whole = {digest(old), digest(new)}
    for way, spoils, misorders in (("careful", False, False), ("in-place", True, True),
                                   ("unsynced", False, True), ("late-sync", False, True)):
        command = [program, way, str(new), str(target)]
        shutil.copy(old, target)
        calls = list_calls(command, str(target.parent), NAMES)
        bad = 0
        points = [call for call in calls if any(str(target) in path for path in call.paths)]
        for call in points:
            shutil.copy(old, target)
            run_with(command, str(target.parent), call, "signal=KILL")
            verified = glia("verify", "target.glia", cwd=target.parent).returncode == 0
            bad += digest(target) not in whole or not verified
        faults, _ = order_faults(calls, {str(target)})
        verdict.count(f"of {len(points)} spoilt by the {way} control", bad)
        verdict.expect((bad > 0) == spoils, f"control {way}", f"{bad} of {len(points)} kills spoil the file")
        verdict.expect(bool(faults) == misorders, f"control {way}", f"order: {faults}")


def main():
    expect_strace()
    skip_sanitizers()
    verdict = Verdict("system calls")
    base = scratch()
    train = training_run(base)
    predict = predicting_run(base, train.folder / "model.glia")
    for run in (train, predict, evaluating_run(base, train.folder / "model.glia")):
        calls = list_calls(run.command, run.fresh(), NAMES)
        try_order(verdict, run, calls)
        ours = own_calls(run, calls)
        verdict.expect(len(ours) > 20, run.name, f"only {len(ours)} calls of ours are seen")
        try_kills(verdict, run, ours)
        try_errors(verdict, run, ours)
    train.fresh()
    try_control(verdict, base, train.before / "model.glia", predict.before / "model.glia")
    verdict.end()


main()
