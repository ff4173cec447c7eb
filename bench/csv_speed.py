#!/usr/bin/env python3
"""glia's CSV reader beside pandas' C reader: one file, one thread, a warm cache, by turns.

usage: bench/csv_speed.py READER [--file F] [--size MB] [--rounds N] [--json FILE]

READER is the program build/csv_reader (ninja -C build csv_reader). Needs python3-pandas. F is written when it is not
there: mixed columns from a fixed seed, SIZE MB (default 1000). pandas reads with engine="c" and
otherwise default options, once as it comes (strings as objects) and once with the type of every
column given (strings as categories); the faster of the two is the peer. Each turn is a process of
its own, which times nothing but reading into columns. Every turn must agree on the count of missing
cells, on the rows of each category, and on column sums to 1e-9 (pandas does not round exactly).
Beside the ratio on the clock stands that of the seconds a core worked, which a busy machine bends less.
"""
import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile

from runs import run_text, spread, write_results

ROWS_PER_BLOCK = 20_000
# The environment of every turn; what a library starts on its own stays with one thread.
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

TYPES = {"id": "int64", "count": "float64", "price": "float64", "share": "float64", "reading": "float64",
         "tiny": "float64", "spelled": "float64", "kind": "category", "city": "category",
         "date": "category", "note": "category"}

WORDS = ("the quick river under old bridges carries cold water past seven quiet mills and one "
         "bright market where people trade salt for wool").split()


def names(rng, count):
    """Distinct city-like names; every eighth needs quotes."""
    made = set()
    while len(made) < count:
        name = "".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(rng.randint(2, 5)))
        made.add(name.capitalize() + (", " + rng.choice(("North", "South")) if len(made) % 8 == 0 else ""))
    return [f'"{name}"' if "," in name else name for name in sorted(made)]


def phrases(rng, count):
    """Distinct quoted texts; some hold commas and doubled quotes."""
    made = set()
    while len(made) < count:
        words = rng.choices(WORDS, k=rng.randint(2, 7))
        if len(made) % 10 == 0:
            words[0] = f'""{words[0]}""'
        if len(made) % 4 == 0:
            words[-2] += ","
        made.add('"' + " ".join(words) + '"')
    return sorted(made)


def spelled(rng):
    value = rng.uniform(-1000, 1000)
    form = rng.randrange(6)
    if form == 0:
        return str(round(value))
    if form == 1:
        return f"{value:+.1f}"
    if form == 2:
        return f"{value:.3E}"
    if form == 3:
        return f".{rng.randrange(1000):03d}"
    if form == 4:
        return f"{round(value)}."
    return f"{value:.8f}"


def write_file(path, size):
    """Rows until `size` bytes; the values of a block of rows come from pools drawn for that block."""
    rng = random.Random(20240801)
    kinds = ["alpha", "beta", "gamma", "delta", "epsilon"]
    cities = names(rng, 200)
    dates = [f"{1990 + day // 365}-{day // 31 % 12 + 1:02d}-{day % 28 + 1:02d}" for day in range(3650)]
    notes = phrases(rng, 2000)
    count = ROWS_PER_BLOCK
    first = 1

    def with_gaps(cells, share, spelling=""):
        return [spelling if rng.random() < share else cell for cell in cells]

    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(",".join(TYPES) + "\n")
        while file.tell() < size:
            columns = [
                map(str, range(first, first + count)),
                with_gaps([str(rng.randrange(10 ** rng.randint(1, 6))) for _ in range(count)], 0.02),
                with_gaps([f"{rng.lognormvariate(4, 2):.2f}" for _ in range(count)], 0.03, "NA"),
                [f"{rng.random():.6f}" for _ in range(count)],
                [repr(rng.gauss(0, 1)) for _ in range(count)],
                [f"{rng.lognormvariate(-12, 5):.5e}" for _ in range(count)],
                [spelled(rng) for _ in range(count)],
                rng.choices(kinds, k=count),
                with_gaps(rng.choices(cities, k=count), 0.01),
                rng.choices(dates, k=count),
                with_gaps(rng.choices(notes, k=count), 0.3),
            ]
            file.write("\n".join(map(",".join, zip(*columns))) + "\n")
            first += count


PANDAS_TURN = """
import json, sys, time
import pandas
path, types = sys.argv[1], json.loads(sys.argv[2])
start, spent = time.perf_counter(), time.process_time()
table = pandas.read_csv(path, engine="c", **({"dtype": types} if types else {}))
seconds, spent = time.perf_counter() - start, time.process_time() - spent
columns = {}
for name in table:
    column = table[name]
    one = {"missing": int(column.isna().sum())}
    if column.dtype.kind in "if":
        one["sum"] = float(column.sum())
    else:
        one["counts"] = {str(k): int(v) for k, v in column.value_counts().items()}
    columns[name] = one
print(json.dumps({"seconds": seconds, "processor_seconds": spent, "rows": len(table), "columns": columns}))
"""


def last_line(command):
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=ONE_THREAD, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def run_glia(reader, path):
    return last_line([reader, path])


def run_pandas(path, types):
    return last_line(["/usr/bin/python3", "-c", PANDAS_TURN, path, json.dumps(types)])


def disagreement(ours, theirs):
    """What differs between two turns, in words; None where nothing does."""
    if ours["rows"] != theirs["rows"]:
        return f"rows: {ours['rows']} and {theirs['rows']}"
    for name in TYPES:
        a, b = ours["columns"][name], theirs["columns"][name]
        if a["missing"] != b["missing"]:
            return f"{name}: {a['missing']} missing cells and {b['missing']}"
        if a.get("counts") != b.get("counts"):
            return f"{name}: counts per category differ"
        if "sum" in a and abs(a["sum"] - b["sum"]) > 1e-9 * max(abs(a["sum"]), abs(b["sum"])):
            return f"{name}: sums {a['sum']!r} and {b['sum']!r}"
    return None


def compare(options, path):
    ours, plain, typed = [], [], []
    for _ in range(options.rounds):
        turns = [run_glia(options.reader, path), run_pandas(path, None), run_pandas(path, TYPES)]
        for theirs in turns[1:]:
            if what := disagreement(turns[0], theirs):
                sys.exit(f"glia and pandas read different tables: {what}")
        for kept, turn in zip((ours, plain, typed), turns):
            kept.append((turn["seconds"], turn["processor_seconds"]))
        print("  ".join(f"{name} {turn['seconds']:.3f} s" for name, turn in
                        zip(("glia", "pandas", "pandas with types"), turns)), flush=True)
    peer, name = min((plain, "pandas"), (typed, "pandas with types"), key=lambda each: median(each[0], 0))
    size = os.path.getsize(path)
    return {"workload": f"csv-{round(size / 1e6)}-MB", "peer": name, "threads": 1, "rounds": options.rounds,
            **spread([b[0] / a[0] for a, b in zip(ours, peer)]),
            "glia_us": median(ours, 0) * 1e6, "peer_us": median(peer, 0) * 1e6,
            "processor_ratio": median(peer, 1) / median(ours, 1),
            "megabytes": size / 1e6, "column_bytes": turns[0]["column_bytes"],
            "peak_bytes": turns[0]["peak_bytes"]}


def median(pairs, place):
    return statistics.median(pair[place] for pair in pairs)


def report(result):
    megabytes = result["megabytes"]
    print(f"{result['workload']}: ratio {result['ratio']:.2f} ({result['least']:.2f} to {result['most']:.2f})  "
          f"glia {megabytes / result['glia_us'] * 1e6:.0f} MB/s, {result['peer']} "
          f"{megabytes / result['peer_us'] * 1e6:.0f} MB/s, {result['processor_ratio']:.2f} in time of a core; equal sums, missing cells and categories")
    print(f"glia's memory: peak {result['peak_bytes'] / 1e6:.0f} MB for columns of "
          f"{result['column_bytes'] / 1e6:.0f} MB, {result['peak_bytes'] / result['column_bytes']:.2f} times")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--file")
    parser.add_argument("--size", type=float, default=1000, help="MB")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or f"{folder}/mixed.csv"
        if not os.path.exists(path):
            print(f"writing {path}", flush=True)
            write_file(path, options.size * 1e6)
        with open(path, "rb") as file:  # into the page cache
            while file.read(1 << 24):
                pass
        result = compare(options, path)
    report(result)
    if options.json:
        version = run_text(["/usr/bin/python3", "-c", "import pandas; print(pandas.__version__)"])
        write_results(options.json, [result], peer=f"pandas {version}")


main()
