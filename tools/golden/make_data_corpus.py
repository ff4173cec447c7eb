#!/usr/bin/env python3
"""Fills fuzz/corpus/{csv,idx,gzip} with seeds taken from the text cases in tests/data.

usage: tools/golden/make_data_corpus.py   (from the root of the repository)
"""
import os
import re

ESCAPES = {ord("n"): b"\n", ord("r"): b"\r", ord("t"): b"\t", ord("\\"): b"\\"}
# The csv fuzzer reads its options from the first byte: 0 is the defaults.
CSV = ["lf", "crlf", "all_three_mixed", "quoted_fields", "doubled_quotes", "lf_in_quotes",
       "unclosed_quote", "text_after_a_closing_quote", "utf_8_byte_order_mark", "utf_16le", "latin_1",
       "gb18030", "nul_byte", "header_only", "row_too_short", "empty_names_are_numbered",
       "semicolons", "tabs", "bars", "excel_names_the_delimiter", "decimal_comma_beside_semicolons",
       "every_spelling_among_numbers", "plain_forms", "typographic_minus", "full_width_digits",
       "it_may_come_late", "two_columns_that_turn_to_text_at_different_rows",
       "smallest_and_largest", "infinity", "formulas_are_text", "quotes_make_an_empty_cell_a_row",
       "blanks_before_an_opening_quote"]


def unescape(text):
    raw, out, i = text.encode(), bytearray(), 0
    while i < len(raw):
        if raw[i] != ord("\\"):
            out.append(raw[i])
            i += 1
        elif raw[i + 1] == ord("x"):
            out.append(int(raw[i + 2:i + 4], 16))
            i += 4
        else:
            out += ESCAPES[raw[i + 1]]
            i += 2
    return bytes(out)


def cases(file):
    found, name, data = {}, "", b""
    for line in open("tests/data/" + file, encoding="utf-8"):
        word, _, rest = line.rstrip("\n").partition(" ")
        if word == "case":
            name, data = re.sub("[^a-z0-9]+", "_", rest.lower()).strip("_"), b""
        elif word == "input":
            data += unescape(rest)
        elif word == "hex":
            data += bytes.fromhex(rest)
        elif word in ("reads", "error"):
            found[name] = data
    return found


def write(corpus, name, data):
    os.makedirs("fuzz/corpus/" + corpus, exist_ok=True)
    with open(f"fuzz/corpus/{corpus}/{name}", "wb") as file:
        file.write(data)


csv = cases("csv.cases")
for name in CSV:
    write("csv", name, b"\0" + csv[name])
write("csv", "without_header", b"\x08" + csv["lf"])
write("csv", "typed_columns", b"\x60" + csv["lf"])
write("csv", "own_missing", b"\x80" + csv["lf"])
for kind in ("images", "labels"):
    for name, data in cases(f"idx_{kind}.cases").items():
        if data:
            write("idx", f"{kind}_{name}", data)
for name, data in cases("gzip.cases").items():
    if data:
        write("gzip", name, data)
