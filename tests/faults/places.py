#!/usr/bin/env python3
"""Places that refuse to be written: a full disk, a limit on file sizes, a read-only disk or file, a neighbour at work.

Every refusal is exit 1 with the file and the cause, the older file stays whole, and nothing else is left. What needs the
superuser (mount) is left out, and said so, where there is none.
"""
import os
import resource
import signal
import subprocess
import sys
import time

from harness import ALL, GLIA, ROOT, Verdict, compile_cpp, digest, glia, hidden_files, must, scratch, skip_sanitizers

TRAIN = ["train", "xor", "--epochs", "2", "--baseline", "none", "--quiet", "--threads", "1"]
INSIDE = "GLIA_MAY_MOUNT"
FULL = "No space left on device"


def refused(verdict, place, done, cause, *files):
    verdict.count("refusals")
    verdict.expect(done.returncode == 1, place, f"exit {done.returncode}, expected 1: {done.stderr!r}")
    verdict.expect(done.stderr.startswith("glia: error: ") and cause in done.stderr, place, f"says {done.stderr!r}")
    for path, old in files:
        verdict.expect(digest(path) == old, place, f"{path.name} is changed")
        verdict.expect(not hidden_files(path.parent), place, f"leaves {hidden_files(path.parent)}")


class Mounted:
    """A small file system in memory, for as long as the block lasts."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options

    def __enter__(self):
        self.folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", self.options, "tmpfs", self.folder], check=True)
        return self.folder

    def __exit__(self, *unused):
        subprocess.run(["umount", self.folder], check=True)


def can_mount():
    """Tried in a name space that ends at once."""
    attempt = ["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return os.geteuid() == 0 and subprocess.run(attempt, capture_output=True).returncode == 0


def try_full_disk(verdict, base):
    # 600 x 600 weights take more than what is left of 1 MB.
    large = ["--layers", "600,600"]
    with Mounted(base / "disk", "size=1m") as disk:
        must(*TRAIN, "--out", "model.glia", "--checkpoint", "c.ckpt", "--curves", "c.svg", cwd=disk)
        files = [(disk / name, digest(disk / name)) for name in ("model.glia", "c.ckpt", "c.svg")]
        for flags in (["--out", "model.glia"], ["--out", "new.glia"], ["--out", str(base / "m.glia"), "--checkpoint", "c.ckpt"]):
            place = f"full disk, {flags[-2]} {flags[-1]}"
            refused(verdict, place, glia(*TRAIN, *large, *flags, cwd=disk), FULL, *files)
        verdict.expect(not (disk / "new.glia").exists(), "full disk", "new.glia is there")
        # Filled to the last byte: even a small file has no room.
        try:
            with open(disk / "filler", "wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(4096))
        except OSError:
            pass
        (base / "rows.csv").write_text("a,b\n0,1\n")
        model = base / "small.glia"
        must(*TRAIN, "--out", str(model), cwd=base)
        runs = {
            "predict": ["predict", str(model), str(base / "rows.csv"), "--out", "p.csv"],
            "curves": [*TRAIN, "--out", str(model), "--curves", "c.svg"],
            "report": [*TRAIN, "--out", str(model), "--report", "c.svg"],
            "evaluation": ["eval", str(model), "xor", "--quiet", "--report", "e.html"],
            "split": ["train", "penguins", "--epochs", "1", "--quiet", "--baseline", "none", "--out", str(model), "--split-out", "parts"],
            "lesson": ["lesson", "perceptron", "--svg", "l.svg"],
            "model": [*TRAIN, "--out", "model.glia"],
        }
        for name, arguments in runs.items():
            refused(verdict, f"no byte left, {name}", glia(*arguments, cwd=disk), FULL, *files)
    with Mounted(base / "nodes", "size=1m,nr_inodes=4") as disk:
        for name in ("1", "2", "3"):
            (disk / name).touch()
        refused(verdict, "no name left", glia(*TRAIN, cwd=disk), FULL)


def try_read_only(verdict, base):
    with Mounted(base / "frozen", "size=1m") as disk:
        must(*TRAIN, cwd=disk)
        files = [(disk / "model.glia", digest(disk / "model.glia"))]
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        refused(verdict, "read-only disk", glia(*TRAIN, cwd=disk), "Read-only file system", *files)
        must("verify", "model.glia", cwd=disk)
    # As somebody who may not write everything.
    folder = base / "others"
    folder.mkdir()
    must(*TRAIN, cwd=folder)
    (folder / "model.glia").chmod(0o444)
    base.chmod(0o755)
    folder.chmod(0o777)
    nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", GLIA, *TRAIN]
    if subprocess.run([*nobody[:5], "doctor"], capture_output=True).returncode != 0:
        print(f"skipped: somebody else may not run {GLIA}")
        return
    old = digest(folder / "model.glia")
    for place, folder_mode in (("read-only file", 0o777), ("read-only folder", 0o755)):
        folder.chmod(folder_mode)
        done = subprocess.run(nobody, cwd=folder, capture_output=True, text=True)
        refused(verdict, place, done, "Permission denied", (folder / "model.glia", old))


def try_size_limits(verdict, base):
    """RLIMIT_FSIZE: a write is cut short, the next one fails; its signal SIGXFSZ must not end the program."""
    folder = base / "limited"
    folder.mkdir()
    arguments = [*TRAIN, "--layers", "8", "--out", "model.glia", "--checkpoint", "c.ckpt"]
    must(*arguments, "--seed", "1", cwd=folder)
    old = digest(folder / "c.ckpt")
    files = [(folder / "model.glia", digest(folder / "model.glia"))]
    size = (folder / "c.ckpt").stat().st_size
    for limit in range(0, size, 64 if ALL else size // 6):
        done = glia(*arguments, cwd=folder, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        refused(verdict, f"files up to {limit} bytes", done, "File too large", *files)
        # One of an epoch in between may be small enough.
        if digest(folder / "c.ckpt") != old:
            must(*TRAIN, "--layers", "8", "--out", "other.glia", "--resume", "c.ckpt", cwd=folder)


def start_long_run(folder, *files):
    command = [GLIA, "train", "spiral", "--epochs", "100000000", "--patience", "0", "--quiet", "--threads", "1", *files]
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while not any(p.name.endswith(".ckpt") for p in folder.iterdir()):
        time.sleep(0.02)
        assert process.poll() is None, process.stderr.read()
    return process


def try_neighbours(verdict, base):
    folder = base / "shared"
    folder.mkdir()
    first = start_long_run(folder, "--out", "a.glia", "--checkpoint", "a.ckpt")
    busy = f"another run of glia is writing it (process {first.pid})"
    os.symlink("a.glia", folder / "link.glia")
    (folder / "a.glia").touch()
    for flags in (["--out", "a.glia"], ["--out", "b.glia", "--checkpoint", "a.ckpt"], ["--out", "b.glia", "--resume", "a.ckpt"],
                  ["--out", str(folder / "a.glia")], ["--out", "link.glia"]):
        done = glia("train", "xor", "--quiet", *flags, cwd=folder)
        refused(verdict, f"two runs, {flags}", done, busy)
        verdict.expect(not (folder / "b.glia").exists(), f"two runs, {flags}", "the second has written")
    must(*TRAIN, "--out", "b.glia", cwd=folder)
    must(*TRAIN, "--out", "a.glia", cwd=base)
    first.send_signal(signal.SIGKILL)
    first.wait()
    # Killed, it holds nothing any more; its hidden files go with the next run.
    must(*TRAIN, "--out", "a.glia", cwd=folder)
    verdict.expect(not hidden_files(folder), "after a killed run", f"left over: {hidden_files(folder)}")


def try_clock(verdict, base):
    """The time of day running backwards, files of the future and of 1970: nothing asks what time it is."""
    folder = base / "clock"
    folder.mkdir()
    must(*TRAIN, "--out", "model.glia", "--checkpoint", "c.ckpt", cwd=folder)
    old = digest(folder / "model.glia")
    shim = compile_cpp(ROOT / "tests" / "faults" / "false_clock.cc", base / "false_clock.so", "-shared", "-fPIC")
    backwards = dict(os.environ, LD_PRELOAD=shim)
    for place, when, environment in (("backwards", None, backwards), ("2096", 4000000000, None), ("1970", 0, None)):
        for path in folder.iterdir():
            if when is not None:
                os.utime(path, (when, when))
        for flag in ("--checkpoint", "--resume"):
            done = glia(*TRAIN, "--out", "again.glia", flag, "c.ckpt", cwd=folder, env=environment)
            verdict.expect(done.returncode == 0, f"clock {place}", done.stderr)
            verdict.expect(digest(folder / "again.glia") == old, f"clock {place}", "another model")
        verdict.count("clocks")


def main():
    skip_sanitizers()
    if can_mount() and INSIDE not in os.environ:
        # In a name space of its own: what a killed test has mounted goes with it.
        os.execvpe("unshare", ["unshare", "-m", sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
    verdict = Verdict("places")
    base = scratch()
    try_size_limits(verdict, base)
    try_neighbours(verdict, base)
    try_clock(verdict, base)
    if INSIDE in os.environ:
        try_full_disk(verdict, base)
        try_read_only(verdict, base)
    else:
        print("skipped: a full and a read-only disk need the superuser (mount)")
    verdict.end()


main()
