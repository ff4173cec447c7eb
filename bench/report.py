#!/usr/bin/env python3
"""Writes the tables of docs/performance.md from measurements.

usage: bench/report.py PEERS.json BENCH1.json BENCH2.json

PEERS: `bench/peers/compare.py --json`. BENCH1, BENCH2: `glia bench --json` with one thread and with
two. What stands between the lines `<!-- tables -->` and `<!-- end -->` is replaced.
"""
import json
import pathlib
import sys

PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs/performance.md"
BEGIN, END = "<!-- tables -->\n", "<!-- end -->\n"


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def peers_table(document):
    lines = [f"{document['machine']}; {document['glia']}; torch {document['torch']}.", "",
             "| workload | peer | threads | glia, us | peer, us | peer / glia | least to most |",
             "|---|---|---|---|---|---|---|"]
    for each in document["results"]:
        lines.append(f"| {each['workload']} | {each['peer']} | {each['threads']} | {number(each['glia_us'])} "
                     f"| {number(each['peer_us'])} | {each['ratio']:.2f} "
                     f"| {each['least']:.2f} to {each['most']:.2f} |")
    return lines


def machine_table(one, two):
    lines = ["| workload | unit | 1 thread | of the peak | 2 threads | of the peak |", "|---|---|---|---|---|---|"]
    peaks = [document["results"][0]["median"] for document in (one, two)]
    for a, b in zip(one["results"], two["results"]):
        cells = []
        for each, peak in zip((a, b), peaks):
            share = f"{each['median'] / peak:.0%}" if each["unit"] == "GFLOP/s" else ""
            cells += [number(each["median"]), share]
        lines.append(f"| {a['name']} | {a['unit']} | {' | '.join(cells)} |")
    return lines


def main():
    documents = [json.loads(pathlib.Path(name).read_text()) for name in sys.argv[1:4]]
    if len(documents) != 3:
        sys.exit(__doc__)
    text = PAGE.read_text()
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    tables = ["", *peers_table(documents[0]), "", "### Alone", "", *machine_table(*documents[1:]), ""]
    PAGE.write_text(head + BEGIN + "\n".join(tables) + END + tail)


main()
