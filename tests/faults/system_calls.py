"""Runs a program under strace: the list of its system calls, and the same run with one of them killed or failing."""
import os
import re
import subprocess

from harness import PATIENCE, skip

CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|\?)")
PATH = re.compile(r'<([^<>]*)>|"((?:[^"\\]|\\.)*)"')


class Call:
    """One system call: its name, which one of that name it is (from 1), its files, and its result."""

    def __init__(self, name, number, arguments, result, cwd):
        self.name = name
        self.number = number
        self.arguments = arguments
        self.result = int(result) if result != "?" else -1
        named = [a or b for a, b in PATH.findall(arguments)]
        self.paths = [os.path.normpath(os.path.join(cwd, path)) for path in named]

    def __repr__(self):
        return f"{self.name} {self.number} ({self.arguments[:60]})"


def expect_strace():
    try:
        done = subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, text=True)
    except FileNotFoundError:
        skip("strace is not installed")
    if done.returncode != 0:
        skip(f"strace can't trace here: {done.stderr.strip()}")


def list_calls(command, cwd, names):
    """The calls of these names that `command` makes, in order; it must succeed."""
    log = f"{cwd}.calls"
    traced = ["strace", "-qq", "-y", "-s", "4096", "-o", log, "-e", "trace=" + ",".join(names), *command]
    subprocess.run(traced, cwd=cwd, check=True, capture_output=True, timeout=PATIENCE)
    calls, numbers = [], {}
    for line in open(log, errors="replace"):
        found = CALL.match(line)
        if found:
            name = found.group(1)
            numbers[name] = numbers.get(name, 0) + 1
            calls.append(Call(name, numbers[name], found.group(2), found.group(3), cwd))
    return calls


def run_with(command, cwd, call, what):
    """Runs `command` while `what` ("signal=KILL", "error=EIO") befalls this call."""
    inject = f"inject={call.name}:{what}:when={call.number}"
    traced = ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={call.name}", "-e", inject, *command]
    return subprocess.run(traced, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE,
                          stdin=subprocess.DEVNULL)


def order_faults(calls, targets):
    """What a power cut could spoil: for each target, write < fsync(file) < rename < fsync(folder), and no write
    to the target itself. Returns the complaints and the number of replaced files."""
    faults, replaced = [], 0
    dirty, synced, awaiting = {}, set(), {}
    for call in calls:
        if call.result < 0:
            continue
        path = call.paths[0] if call.paths else ""
        if call.name == "write":
            dirty[path] = call
            synced.discard(path)
            if path in targets:
                faults.append(f"{path} is written in place")
        elif call.name in ("fsync", "fdatasync"):
            dirty.pop(path, None)
            synced.add(path)
            awaiting = {target: folder for target, folder in awaiting.items() if folder != path}
        elif call.name.startswith("rename"):
            source, target = call.paths[0], call.paths[-1]
            replaced += 1
            if source in dirty or source not in synced:
                faults.append(f"{target} is replaced by what is not yet on the disk")
            awaiting[target] = target.rpartition("/")[0]
    faults += [f"the folder of {target} is not made to remember it" for target in awaiting]
    return faults, replaced
