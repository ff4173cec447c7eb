#!/usr/bin/env python3
"""SIGINT and SIGTERM at random moments of a training run with a checkpoint: nothing is lost and nothing is half.

The run ends with exit 130 or 143 (0 if it was over before), its model is whole or absent, and from its checkpoint a
resumed run writes, byte for byte, the model of a run that nobody disturbed. Every fourth try sends the signal twice: the
second one ends it at once. The moments come from a fixed seed. 10 tries, 200 with `--all`.

Between the folds of a cross-validation nothing is worth keeping: the same exits, no model and no checkpoint. 4 tries,
40 with `--all`.
"""
import random
import signal
import subprocess
import time

from harness import ALL, GLIA, PATIENCE, Verdict, digest, glia, hidden_files, must, scratch, skip_sanitizers

TRAIN = ["train", "spiral", "--epochs", "150", "--patience", "0", "--layers", "64,64", "--dropout", "0.1", "--schedule",
         "cosine", "--seed", "3", "--quiet", "--threads", "1", "--baseline", "none"]


# The fit that is saved comes after all of them, and takes a forty-first of the time.
FOLDS = ["train", "spiral", "--folds", "40", "--epochs", "20", "--patience", "0", "--layers", "64,64", "--quiet",
         "--threads", "1", "--baseline", "none", "--out", "part.glia"]


def start(folder, words):
    command = [GLIA, *words]
    return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def interrupt(folder, words, number, wait, twice=False):
    """The exit code, what it said, and the seconds from the signal to the end."""
    process = start(folder, words)
    time.sleep(wait)
    sent = time.monotonic()
    process.send_signal(number)
    if twice:
        process.send_signal(number)
    _, said = process.communicate(timeout=PATIENCE)
    return process.returncode, said, time.monotonic() - sent


def check(verdict, folder, place, number, code, twice, whole):
    # Before the run listens, the signal ends it as it ends any program.
    ended = {128 + number, -number}
    if not verdict.expect(code in ended | {0}, place, f"exit {code}"):
        return
    verdict.count(f"exits {code}" if code >= 0 else "ended before it listened")
    part, checkpoint = folder / "part.glia", folder / "c.ckpt"
    if part.exists():
        verdict.count("models")
        verdict.expect(glia("verify", "part.glia", cwd=folder).returncode == 0, place, "the model is damaged")
    elif code >= 0 and not twice:
        verdict.expect(False, place, f"exit {code} without a model")
    if checkpoint.exists():
        verdict.count("resumed")
        must(*TRAIN, "--out", "resumed.glia", "--resume", "c.ckpt", cwd=folder)
        verdict.expect(digest(folder / "resumed.glia") == whole, place, "resumed to another model")
        verdict.expect(not hidden_files(folder), place, f"left over: {hidden_files(folder)}")
    elif code > 0 and not twice:
        verdict.expect(False, place, f"exit {code} without a checkpoint")


def check_folds(verdict, folder, place, number, code, said):
    if not verdict.expect(code in {128 + number, -number, 0}, place, f"exit {code}"):
        return
    if code <= 0:
        return
    verdict.count(f"folds: exits {code}")
    part = folder / "part.glia"
    if part.exists():
        # The folds were over, and the fit that is saved under way.
        verdict.expect(glia("verify", "part.glia", cwd=folder).returncode == 0, place, "the model is damaged")
        return
    verdict.expect("between the folds" in said, place, f"said {said!r}")
    left = sorted(path.name for path in folder.iterdir())
    verdict.expect(not left, place, f"left over: {left}")


def main():
    skip_sanitizers()
    verdict = Verdict("signals")
    base = scratch()
    started = time.monotonic()
    must(*TRAIN, "--out", "whole.glia", "--checkpoint", "whole.ckpt", cwd=base)
    seconds = time.monotonic() - started
    whole = digest(base / "whole.glia")
    moments = random.Random(20260723)
    longest = 0
    for i in range(200 if ALL else 10):
        number = (signal.SIGINT, signal.SIGTERM)[i % 2]
        twice = i % 8 >= 6
        wait = moments.uniform(0, 1.1 * seconds)
        folder = base / str(i)
        folder.mkdir()
        words = [*TRAIN, "--out", "part.glia", "--checkpoint", "c.ckpt"]
        code, said, took = interrupt(folder, words, number, wait, twice)
        verdict.count("signals")
        longest = max(longest, took)
        place = f"{number.name}{' twice' if twice else ''} after {wait:.3f} s"
        check(verdict, folder, place, number, code, twice, whole)
    started = time.monotonic()
    must(*FOLDS, cwd=base)
    of_folds = time.monotonic() - started
    for i in range(40 if ALL else 4):
        number = (signal.SIGINT, signal.SIGTERM)[i % 2]
        wait = moments.uniform(0.1, 0.9) * of_folds
        folder = base / f"folds{i}"
        folder.mkdir()
        code, said, took = interrupt(folder, FOLDS, number, wait)
        longest = max(longest, took)
        check_folds(verdict, folder, f"{number.name} after {wait:.3f} s of folds", number, code, said)
    print(f"longest from the signal to the end: {longest:.3f} s; undisturbed the run takes {seconds:.2f} s")
    verdict.end()


main()
