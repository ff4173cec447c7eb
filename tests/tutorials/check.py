#!/usr/bin/env python3
"""Runs the tutorials: every command of a page in one scratch folder, in order, and holds what comes out
against what the page shows. A page is text with fenced blocks:

  ```sh            commands, run by bash until the first error
  ```text          behind them: all they print, standard error too
  ```cpp NAME      a file that is written (cpp, cmake, csv, text with a name)

  <!-- lines 3-7 -->    before ```text: these lines of the output only
  <!-- needs mnist -->  before ```sh: needs the real files (GLIA_MNIST=FOLDER), else left out, loudly;
                        `glia data get` asks a server on loopback then
  <!-- numbers 1 2 -->  numbers of the text that no block shows

Equal means equal, but for times: "0.21 s" is any time. Every other number of the text stands in a block of
the page. Both languages have the same commands and files.

usage: GLIA=build/glia tests/tutorials/check.py [--write] [PAGE.md ...]    (--write: puts in what comes out)
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGES = ROOT / "docs" / "tutorials"
GLIA = pathlib.Path(os.environ["GLIA"]).resolve()
MNIST = os.environ.get("GLIA_MNIST", "")
TIME = re.compile(r"\d+(\.\d+)?(?= (s|秒)\b)|\d+ min(?= )")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")


class Block:
    def __init__(self, language, name, marks, body, first, last):
        self.language, self.name, self.marks, self.body = language, name, marks, body
        self.first, self.last = first, last  # lines of the fences

    def mark(self, word):
        return next((m.split(None, 1)[1] for m in self.marks if m.split()[0] == word), None)


def parse(lines):
    blocks, marks, at = [], [], 0
    prose = []
    while at < len(lines):
        mark = re.fullmatch(r"<!-- (.*) -->", lines[at])
        fence = re.fullmatch(r"```(\w*) ?(\S*)", lines[at])
        if mark:
            marks.append(mark.group(1))
        elif fence:
            end = lines.index("```", at + 1)
            blocks.append(Block(fence.group(1), fence.group(2), marks, lines[at + 1:end], at, end))
            marks, at = [], end
        elif lines[at].strip():
            prose.append(lines[at])
            if not (marks and marks[-1].startswith("numbers")):
                marks = marks if not lines[at].strip() else []
        at += 1
    return blocks, prose


def timeless(lines):
    return [TIME.sub("T", line).rstrip() for line in lines]


class Scratch:
    """A folder that looks like a clone whose build is done, and `glia` on the path."""

    def __init__(self, chinese):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.clone = self.folder / "clone"
        self.clone.mkdir()
        for name in ("models", "examples", "datasets", "docs"):
            (self.clone / name).symlink_to(ROOT / name)
        (self.clone / "build").symlink_to(GLIA.parent)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        (self.bin / "glia").symlink_to(GLIA)
        self.env = {k: v for k, v in os.environ.items() if not re.match("LC_|LANG|.*_proxy$|GLIA", k, re.I)}
        self.env.update(PATH=f"{self.bin}:{self.env['PATH']}", TERM="dumb", NO_COLOR="1",
                        LANG="zh_CN.UTF-8" if chinese else "C.UTF-8")
        self.server = None

    def serve_mnist(self):
        if self.server:
            return
        files = self.folder / "files"
        shutil.copytree(MNIST, files)
        port = self.folder / "port"
        self.server = subprocess.Popen([sys.executable, str(ROOT / "tests/downloads/server.py"), str(files),
                                        str(port), str(self.folder / "log")])
        while not port.exists():
            time.sleep(0.05)
        address = f"http://127.0.0.1:{port.read_text()}/good"
        (self.bin / "glia").unlink()
        (self.bin / "glia").write_text(
            f'#!/bin/sh\n[ "$1 $2" = "data get" ] || exec {GLIA} "$@"\nexec {GLIA} "$@" --from {address}\n')
        (self.bin / "glia").chmod(0o755)

    def run(self, commands):
        script = self.folder / "commands"
        script.write_text("\n".join(commands) + "\n")
        done = subprocess.run(["bash", "-eu", "-o", "pipefail", str(script)], cwd=self.clone, env=self.env,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=280, text=True)
        return done.returncode, done.stdout.splitlines()

    def close(self):
        if self.server:
            self.server.kill()
            self.server.wait()
        shutil.rmtree(self.folder)


def chosen(output, lines):
    if lines is None:
        return output
    first, last = (int(n) for n in lines.split("-"))
    return output[first - 1:last]


def check(page, write):
    """Complaints about a page, how many blocks ran, how many did not."""
    lines = page.read_text(encoding="utf-8").splitlines()
    blocks, prose = parse(lines)
    complaints, ran, skipped = [], 0, 0
    scratch = Scratch(page.name.endswith(".zh.md"))
    changes = []
    try:
        output = None
        for block in blocks:
            place = f"{page.name}:{block.first + 1}"
            if block.name:
                file = scratch.clone / block.name
                file.parent.mkdir(exist_ok=True)
                file.write_text("\n".join(block.body) + "\n", encoding="utf-8")
            elif block.language == "sh":
                output = None
                if block.mark("needs"):
                    if not MNIST:
                        skipped += 1
                        continue
                    scratch.serve_mnist()
                status, output = scratch.run(block.body)
                ran += 1
                if status != 0:
                    complaints.append(f"{place}: exit {status}:\n" + "\n".join(output[-20:]))
            elif block.language == "text" and output is not None:
                found = chosen(output, block.mark("lines"))
                if timeless(found) != timeless(block.body):
                    if write:
                        changes.append((block, found))
                    else:
                        complaints.append(f"{place}: expected\n" + "\n".join(block.body) + "\nfound\n" +
                                          "\n".join(found))
                output = None
    finally:
        scratch.close()
    for block, found in reversed(changes):
        lines[block.first + 1:block.last] = [line.rstrip() for line in found]
        block.body = found
    if changes:
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{page.name}: {len(changes)} blocks written")
    shown = set()
    for block in blocks:
        for line in block.body:
            shown.update(number.replace(",", "") for number in NUMBER.findall(line))
    for line in lines:
        if line.startswith("<!-- numbers "):
            shown.update(line.split()[2:-1])
    for line in prose:
        line = re.sub(r"`[^`]*`|\]\([^)]*\)", " ", line)
        line = re.sub(r"^\d+\. |^#+ \d+\. ", "", line)
        for number in NUMBER.findall(line):
            if number.replace(",", "").rstrip(",") not in shown:
                complaints.append(f"{page.name}: no block shows the number {number}: {line.strip()}")
    return complaints, ran, skipped


def same_blocks(page):
    def code(path):
        return [(b.language, b.name, b.body) for b in parse(path.read_text(encoding="utf-8").splitlines())[0]
                if b.language == "sh" or b.name]
    twin = page.with_name(page.name.replace(".md", ".zh.md"))
    if code(page) == code(twin):
        return []
    return [f"{page.name} and {twin.name} do not have the same commands and files"]


def main():
    arguments = sys.argv[1:]
    write = "--write" in arguments
    pages = [pathlib.Path(a) for a in arguments if a != "--write"] or sorted(PAGES.glob("*.md"))
    complaints, ran, skipped = [], 0, 0
    for page in pages:
        found, more, less = check(page, write)
        complaints += found
        ran += more
        skipped += less
        if not page.name.endswith(".zh.md"):
            complaints += same_blocks(page)
    for complaint in complaints:
        print(f"FAILED {complaint}")
    if skipped:
        print(f"NOT TESTED: {skipped} blocks need the files of MNIST; give GLIA_MNIST=FOLDER")
    print(f"{ran} blocks ran, {len(complaints)} complaints")
    return 1 if complaints or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
