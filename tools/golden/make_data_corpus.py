#!/usr/bin/env python3
"""Fills fuzz/corpus/{csv,idx,gzip,jsonl,xlsx} with seeds taken from the cases in tests/data.

usage: tools/golden/make_data_corpus.py   (from the root of the repository)
"""
import os
import re
import zlib

ESCAPES = {ord("n"): b"\n", ord("r"): b"\r", ord("t"): b"\t", ord("\\"): b"\\"}
# The csv fuzzer reads its options from the first byte: 0 is the defaults.
CSV = ["lf", "crlf", "all_three_mixed", "quoted_fields", "doubled_quotes", "lf_in_quotes",
       "unclosed_quote", "text_after_a_closing_quote", "utf_8_byte_order_mark", "utf_16le", "latin_1",
       "gb18030", "nul_byte", "header_only", "row_too_short", "empty_names_are_numbered",
       "semicolons", "tabs", "bars", "excel_names_the_delimiter", "decimal_comma_beside_semicolons",
       "every_spelling_among_numbers", "plain_forms", "typographic_minus", "full_width_digits",
       "it_may_come_late", "two_columns_that_turn_to_text_at_different_rows",
       "smallest_and_largest", "infinity", "formulas_are_text", "quotes_make_an_empty_cell_a_row",
       "blanks_before_an_opening_quote", "blank_lines_are_skipped", "no_newline_at_the_end",
       "surrogate", "overlong", "utf_16le_without_a_mark", "a_png_image", "only_blanks_and_newlines",
       "rows_with_a_row_name_that_the_header_lacks", "repeated_name", "only_excel_s_line",
       "excel_s_line_with_a_quote", "the_delimiter_that_fits_more_lines_wins",
       "quotes_that_only_fit_semicolons", "one_column_of_text_with_commas_in_some_rows",
       "decimal_point_beside_semicolons", "decimal_comma_signs_and_exponents",
       "full_width_slash_is_no_digit", "missing_before_the_first_text",
       "largest_whole_numbers_that_doubles_hold", "unclosed_after_doubled_quotes"]


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
write("csv", "own_missing", b"\x80a,b\n-1,x\n1,y\n")
write("csv", "number_wanted", b"\x40a,b\n1,x\n")
write("csv", "forced_semicolon", b"\x04" + csv["semicolons"])
write("csv", "forced_decimal_comma", b"\x14a;b\n1,5;2\n0,12345678901234567890123;1\n")
write("csv", "comma_twice", b"\x13" + csv["lf"])
write("csv", "long_field", b"\0a\n" + b"x" * 2000)
write("csv", "many_columns", b"\0" + b",".join(b"c%d" % i for i in range(150)))
write("csv", "many_rows",
      b"\0a,b\n" + b"".join(b"%d,k%d\n" % (i, i * 7 % 20) for i in range(150)))
for name, data in cases("jsonl.cases").items():
    write("jsonl", name, b"\0" + data)
write("jsonl", "typed_columns", b"\x07" + b'{"a": 1, "b": 2, "c": "x"}\n')
for book in ("merged", "other"):
    with open(f"tests/data/workbooks/{book}.xlsx", "rb") as file:
        write("xlsx", book, b"\0" + file.read())
write("xlsx", "rows", b'\1<row r="2"><c r="B2" t="inlineStr"><is><r><t>a</t></r><rPh><t>x</t></rPh>'
      b'</is></c><c r="C2" t="str"><v>b &amp; &#x4e2d;</v></c></row><!-- c --><row r="7">'
      b'<c r="B7" s="1"><v>45296.5</v></c><c r="C7" t="b"><v>1</v></c></row>')
write("xlsx", "cells", b'\2<row><c t="e"><v>#N/A</v></c><c><f>A1</f></c></row><row r="4"><c s="1"><v>'
      b'61</v></c><c t="s"><v>1</v></c></row><row><c t="d"><v>2024-01-05</v></c><c>'
      b'<v><![CDATA[1.5]]></v></c></row>')
write("xlsx", "merged_cells", b'\3<mergeCells count="2"><mergeCell ref="A2:B2"/><mergeCell '
      b'ref="A1:A1"/></mergeCells>')
write("xlsx", "format", b'\7[Red]yyyy\\-mm"x"_d h:mm AM/PM;@')
for kind in ("images", "labels"):
    for name, data in cases(f"idx_{kind}.cases").items():
        if data:
            write("idx", f"{kind}_{name}", data)
for name, data in cases("gzip.cases").items():
    if data:
        write("gzip", name, data)


def compressed(data):
    deflate = zlib.compressobj(9, zlib.DEFLATED, 31)
    return deflate.compress(data) + deflate.flush()


rows = b"".join(b"%d,%d\n" % (i, i * i) for i in range(997))
write("gzip", "several_pieces", compressed(rows[:997 * 4]) + compressed(rows[:1000]))
write("gzip", "beyond_the_limit", compressed(rows * 3))
write("gzip", "bomb", compressed(bytes(30000)))
