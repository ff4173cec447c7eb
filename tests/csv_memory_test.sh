#!/usr/bin/env bash
# Reading a table takes the memory of its columns and some pages more, from a file, from a pipe and from
# gzip: none of them is held as a whole. Peaks are those of the system (getrusage).
set -eu
GLIA=$(realpath "${GLIA:-build/glia}")
if ldd "$GLIA" | grep -qE 'lib(asan|tsan|ubsan)'; then
  echo "a sanitizer has memory of its own"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 - "$GLIA" <<'PYTHON'
import gzip, os, subprocess, sys

# 700,000 rows: 4 columns of numbers (8 bytes a cell), 2 of short texts (4 bytes): 28 MB of some 70 MB.
rows, columns = 700_000, 700_000 * (4 * 8 + 2 * 4)
with open("t.csv", "w") as out:
    out.write("a,b,c,d,city,late\n")
    for i in range(rows):
        out.write(f"{i * 0.37:.12f},{i * 7919 % 1000003 / 997:.15f},{-i * 1e-7:.17f},{i % 65536 * 3.25:.12f},"
                  f"the city of number {i % 50},{'x' if i == rows - 5 else i % 100}\n")
with open("t.csv", "rb") as whole, gzip.open("t.csv.gz", "wb", 1) as packed:
    packed.write(whole.read())
size = os.path.getsize("t.csv")

MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def peak(name, stdin=None):
    feed = subprocess.Popen(["cat", stdin], stdout=subprocess.PIPE).stdout if stdin else None
    done = subprocess.run([sys.executable, "-c", MEASURE, sys.argv[1], "data", "show", name],
                          stdin=feed, stdout=subprocess.PIPE, check=True)
    return int(done.stdout)


failed = False
most = columns + 32_000_000  # less than the text and the columns together
assert most < size
for what, found in [("file", peak("t.csv")), ("pipe", peak("-", "t.csv")), ("gzip", peak("t.csv.gz")),
                    ("gzip in a pipe", peak("-", "t.csv.gz"))]:
    good = found <= most
    failed = failed or not good
    print(f"{'ok    ' if good else 'FAILED'} {what}: {found / 1e6:.1f} MB for {columns / 1e6:.1f} MB of columns, "
          f"text {size / 1e6:.1f} MB, at most {most / 1e6:.1f} MB")
sys.exit(failed)
PYTHON
