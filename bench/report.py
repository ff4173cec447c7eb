#!/usr/bin/env python3
"""Writes the figures of docs/performance.md, and the curves beside it, from measurements.

usage: bench/report.py FOLDER [--products FILE] [--csv FILE]

FOLDER is what bench/measure.py filled. --products and --csv name further measurements (products
beside OpenBLAS and oneDNN, reading CSV); without them FOLDER/products.json and FOLDER/csv.json are
taken. Sections stand in the page between the lines `<!-- tables -->` and `<!-- end -->`; those whose
files are there are written anew, the others stay as they are.
"""
import argparse
import json
import pathlib
import statistics

from loglog_svg import Line, chart

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
PAGE, CURVES = DOCS / "performance.md", DOCS / "performance"
BEGIN, END = "<!-- tables -->\n", "<!-- end -->\n"
ORDER = ("Beside peers", "Both sides held to AVX2", "Odd sizes", "Accuracy of the timed network", "Products, GFLOP/s",
         "Reading CSV", "Reading IDX images", "Whole processes", "Alone", "Scaling")

CLIFF = 1.3  # time for each operation over that at half the size
FAMILIES = {
    "scaling-batch": ("784-128-10 by batch", "rows in a batch"),
    "scaling-width": ("784-N-10 by width, batch 128", "hidden units"),
    "scaling-depth": ("784, N times 128, 10 by depth, batch 128", "hidden layers"),
}


def number(value):
    return f"{value:.3g}" if value < 100 else f"{value:.0f}"


def span(each):
    return f"{each['least']:.2f} to {each['most']:.2f}"


def percent(share):
    return f"{share:.0%}" if share >= 0.095 else f"{share * 100:.2g}%"


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]


def peers_section(document):
    versions = sorted({each["peer_version"] for each in document["results"]})
    rows = [[each["workload"], each["peer"], each["threads"], number(each["glia_us"]),
             number(each["peer_us"]), each["peer_ran_on"], f"{each['ratio']:.2f}", span(each)]
            for each in document["results"]]
    head = ["workload", "peer", "threads", "glia, us", "peer, us", "peer's best on", "peer / glia",
            "least to most"]
    return ["### Beside peers", "",
            f"{document['machine']}; {document['glia']}; {', '.join(versions)}.", "", *table(head, rows)]


def avx2_section(document, widest):
    wide = {(each["workload"], each["peer"]): each for each in (widest or {"results": []})["results"]}
    rows = []
    for each in document["results"]:
        other = wide.get((each["workload"], each["peer"]))
        rows.append([each["workload"], each["peer"], number(each["glia_us"]), number(each["peer_us"]),
                     f"{each['ratio']:.2f}", span(each),
                     f"{other['ratio']:.2f}" if other else "",
                     f"{each['ratio'] / other['ratio']:.2f}" if other else ""])
    head = ["workload", "peer", "glia, us", "peer, us", "peer / glia", "least to most",
            "ratio above", "this / above"]
    return ["### Both sides held to AVX2", "", *table(head, rows)]


def twins_section(document):
    rows = [[each["workload"], number(each["us"]), each["neighbour"], number(each["neighbour_us"]),
             f"{each['ratio']:.2f}", span(each)] for each in document["results"]]
    head = ["odd sizes", "us", "round sizes", "us", "time for each operation", "least to most"]
    return ["### Odd sizes", "", *table(head, rows)]


def images_section(document):
    rows = []
    for each in document["results"]:
        means = [statistics.fmean(each[side]) for side in ("glia", "torch")]
        rows.append([each["name"], len(each["glia"]), *(f"{mean:.4f}" for mean in means),
                     f"{each['difference']:+.4f}"])
    return ["### Accuracy of the timed network", "",
            f"784-128-10, {document['epochs']} epochs, batches of {document['batch']}; test accuracy, "
            "means over seeds.", "",
            *table(["images", "seeds", "glia", "torch", "difference"], rows)]


def products_section(document):
    names = [("shape", "shape"), ("layout", "layout"), ("threads", "threads"), ("target", "instructions"),
             ("glia_gflops", "glia"), ("openblas_gflops", "OpenBLAS"), ("onednn_gflops", "oneDNN"),
             ("ratio", "ratio")]
    rows = []
    for each in document["results"]:
        cells = [each.get(key, "") for key, _ in names]
        rows.append([number(cell) if isinstance(cell, float) else cell for cell in cells] + [span(each)])
    training = [each for each in document["results"] if not each["batch_1"]]
    means = []
    for threads in sorted({each["threads"] for each in training}):
        ratios = [each["ratio"] for each in training if each["threads"] == threads]
        means.append(f"{threads} {'thread' if threads == 1 else 'threads'} "
                     f"{statistics.geometric_mean(ratios):.2f}, worst {min(ratios):.2f}")
    return ["### Products, GFLOP/s", "",
            f"Beside the better library, geometric mean without those of one row: {'; '.join(means)}.", "",
            *table([title for _, title in names] + ["least to most"], rows)]


def megabytes(bytes_count):
    return number(bytes_count / 1e6)


def csv_section(document):
    rows = []
    for each in document["results"]:
        speeds = [number(each["megabytes"] / each[side] * 1e6) for side in ("glia_us", "peer_us")]
        rows.append([each["workload"], each["peer"], *speeds, f"{each['ratio']:.2f}", span(each),
                     f"{each['processor_ratio']:.2f}", megabytes(each["column_bytes"]), megabytes(each["peak_bytes"])])
    head = ["file", "peer", "glia, MB/s", "peer, MB/s", "peer / glia", "least to most",
            "in time of a core", "columns, MB", "glia's peak memory, MB"]
    return ["### Reading CSV", "",
            f"{document['peer']}; one thread, equal sums, missing cells and categories.", "",
            *table(head, rows)]


def idx_section(document):
    rows = [[each["name"], megabytes(each["bytes_per_second"]), each["bound"],
             megabytes(each["bound_bytes_per_second"]), percent(each["share"])]
            for each in document["results"]]
    head = ["read", "glia, MB/s", "bound", "bound, MB/s", "of the bound"]
    return ["### Reading IDX images", "", *table(head, rows)]


def process_section(cost, iris):
    rows = [[each["name"], f"{number(each['value'])} {each['unit']}", f"below {number(each['aim'])}"]
            for each in cost["results"]]
    lines = ["### Whole processes", "", *table(["what", "measured", "aim"], rows)]
    if not iris:
        return lines
    rows = [[each["workload"], number(each["glia_us"] / 1e3), number(each["peer_us"] / 1e3),
             f"{each['ratio']:.1f}", span(each), f"{each['glia_accuracy']:.4f}",
             f"{each['peer_accuracy']:.4f}", megabytes(each["glia_peak_bytes"]),
             megabytes(each["peer_peak_bytes"])] for each in iris["results"]]
    head = ["process", "glia, ms", "peer, ms", "peer / glia", "least to most", "glia's accuracy",
            "peer's", "glia's peak memory, MB", "peer's"]
    return [*lines, "", f"{iris['peer']}, means over {iris['results'][0]['rounds']} seeds:", "",
            *table(head, rows)]


def alone_section(one, many):
    threads = many["results"][0]["threads"]
    rows = []
    for a, b in zip(one["results"], many["results"]):
        cells = [cell for each in (a, b) for cell in (number(each["median"]), percent(each["share"]))]
        rows.append([a["name"], a["unit"], *cells])
    head = ["workload", "unit", "1 thread", "of the peak", f"{threads} threads", "of the peak"]
    return ["### Alone", "", *table(head, rows)]


def draw_family(family, results):
    title, x_label = FAMILIES[family]
    marks = {each["size"]: f"{each['over_half']:.2f}" for each in results
             if each.get("over_half", 0) > CLIFF}
    lines = [Line("measured", [(each["size"], each["median"]) for each in results], "#1565c0",
                  marks=marks),
             Line("products at the peak", [(each["size"], each["bound"]) for each in results],
                  "#757575", dashed=True)]
    CURVES.mkdir(exist_ok=True)
    (CURVES / f"{family}.svg").write_text(chart(title, x_label, "us for a sample", lines))


def family_rows(results):
    for each in results:
        over = each.get("over_half", 0)
        yield [each["size"], number(each["median"]), number(each["bound"]), percent(each["share"]),
               f"{over:.2f}{' **cliff**' if over > CLIFF else ''}" if over else ""]


def scaling_section(document):
    lines = ["### Scaling", "",
             f"{document['results'][0]['threads']} threads, Adam; the time of a sample within the steps "
             "of an epoch. The dashed line is what its products would take at the multiply-add peak. "
             f"A cliff is a size whose time for each operation is more than {CLIFF} times that of half "
             "the size."]
    cliffs = [each["name"] for each in document["results"] if each.get("over_half", 0) > CLIFF]
    lines += ["", f"Cliffs: {', '.join(cliffs) or 'none'}."]
    for family, (title, x_label) in FAMILIES.items():
        results = [each for each in document["results"] if each.get("family") == family]
        if not results:
            continue
        draw_family(family, results)
        head = [x_label, "us for a sample", "bound, us", "of the peak", "beside half the size"]
        lines += ["", f"![{title}](performance/{family}.svg)", "", *table(head, family_rows(results))]
    return lines


def sections(found):
    one, many = found.get("one"), found.get("many")
    if "peers" in found:
        yield peers_section(found["peers"])
    if "peers_avx2" in found:
        yield avx2_section(found["peers_avx2"], found.get("peers"))
    if "twins" in found:
        yield twins_section(found["twins"])
    if "images" in found:
        yield images_section(found["images"])
    if "products" in found:
        yield products_section(found["products"])
    if "csv" in found:
        yield csv_section(found["csv"])
    if "idx" in found:
        yield idx_section(found["idx"])
    if "process" in found:
        yield process_section(found["process"], found.get("iris"))
    if one and many:
        yield alone_section(one, many)
    if "scaling" in found:
        yield scaling_section(found["scaling"])


def read_all(options):
    names = ("peers", "peers_avx2", "twins", "images", "products", "csv", "idx", "process", "iris", "one",
             "many", "scaling")
    files = {name: pathlib.Path(options.folder) / f"{name}.json" for name in names}
    files.update({name: pathlib.Path(path)
                  for name, path in (("products", options.products), ("csv", options.csv)) if path})
    found = {name: json.loads(path.read_text()) for name, path in files.items() if path.exists()}
    return {name: document for name, document in found.items() if document["results"]}


def split_sections(text):
    """Title -> lines of a section, its title first."""
    found = {}
    for line in text.splitlines():
        if line.startswith("### "):
            lines = found[line.removeprefix("### ")] = []
        if found:
            lines.append(line)
    return {title: "\n".join(lines).rstrip().splitlines() for title, lines in found.items()}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--products")
    parser.add_argument("--csv")
    head, rest = PAGE.read_text().split(BEGIN)
    before, tail = rest.split(END)
    written = split_sections(before)
    for section in sections(read_all(parser.parse_args())):
        written[section[0].removeprefix("### ")] = section
    figures = [line for title in sorted(written, key=ORDER.index) for line in ["", *written[title]]]
    PAGE.write_text(head + BEGIN + "\n".join([*figures, ""]) + END + tail)


main()
