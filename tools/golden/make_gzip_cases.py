#!/usr/bin/env python3
"""Writes tests/data/gzip.cases: gzip files that are whole, and ones that lie, each in its own way.

The bytes come from Python's zlib; what glia must say about them is written here by hand.
usage: tools/golden/make_gzip_cases.py > tests/data/gzip.cases
"""
import struct
import zlib


def member(data, level=9, name=None, comment=None, extra=None, header_crc=False):
    flags = (2 if header_crc else 0) | (4 if extra else 0) | (8 if name else 0) | (16 if comment else 0)
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\x02\x03"
    if extra:
        head += struct.pack("<H", len(extra)) + extra
    for text in (name, comment):
        if text:
            head += text + b"\0"
    if header_crc:
        head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    body = deflate.compress(data) + deflate.flush()
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def changed(data, at, value):
    copy = bytearray(data)
    copy[at] ^= value
    return bytes(copy)


def case(title, data, result, options=None):
    print("case", title)
    if options:
        print("options", options)
    text = data.hex()
    for i in range(0, max(len(text), 1), 88):
        print(("hex " + text[i:i + 88]).rstrip())
    print(result)


def refused(offset, what):
    return f"error 3 case.gz: byte {offset}: {what}"


CUT = "gzip data is cut short"
NO_GZIP = "expected gzip data (1f 8b)"
BEHIND = "expected the end of the file after the gzip data, found "

print("""# What the gzip reader makes of every kind of damage. The format is that of csv.cases; the input is
# the file case.gz in hexadecimal. Made by tools/golden/make_gzip_cases.py.
""")
hello = member(b"hello\n")
n = len(hello)
named = member(b"x", name=b"a.csv")
case("one member", hello, r"reads 'hello\n'")
case("file name, comment, extra field and header checksum",
     member(b"x", name=b"a.csv", comment=b"note", extra=b"abcd", header_crc=True), "reads 'x'")
case("two members", hello + member(b"world\n"), r"reads 'hello\nworld\n'")
case("an empty member between two", hello + member(b"") + member(b"world\n"),
     r"reads 'hello\nworld\n'")
case("no bytes at all in it", member(b""), "reads ''")
case("stored, not compressed", member(b"hello\n", level=0), r"reads 'hello\n'")
case("zeros behind the end, as on tapes", hello + b"\0" * 100, r"reads 'hello\n'")
case("something else behind the end", hello + b"abc", refused(n, BEHIND + "3 more bytes"))
case("zeros and something else", hello + b"\0\0x", refused(n, BEHIND + "3 more bytes"))
case("half of a second magic number", hello + b"\x1f", refused(n, BEHIND + "1 more byte"))
case("empty", b"", refused(0, NO_GZIP))
case("one byte", b"\x1f", refused(0, NO_GZIP))
case("zlib data instead", zlib.compress(b"hello"), refused(0, NO_GZIP))
case("only the magic number", b"\x1f\x8b", refused(2, CUT))
case("header only", hello[:10], refused(10, CUT))
case("cut in the file name", named[:13], refused(13, CUT))
case("cut in the data", hello[:14], refused(14, CUT))
case("cut before the checksum", hello[:-8], refused(n - 8, CUT))
case("cut in the checksum", hello[:-5], refused(n - 5, CUT))
case("last byte missing", hello[:-1], refused(n - 1, CUT))
case("second member cut short", hello + hello[:-1], refused(2 * n - 1, CUT))
case("checksum wrong", changed(hello, -8, 1),
     refused(n - 4, "gzip checksum (CRC-32) differs, the data is damaged"))
case("length wrong", changed(hello, -4, 1), refused(n, "gzip length differs, the data is damaged"))
case("unknown method", changed(hello, 2, 15),
     refused(4, "gzip data is damaged (unknown compression method)"))
case("reserved flags", changed(hello, 3, 0xE0),
     refused(4, "gzip data is damaged (unknown header flags set)"))
case("header checksum wrong", changed(member(b"x", header_crc=True), 10, 1),
     refused(12, "gzip data is damaged (header crc mismatch)"))
case("a block of no type", hello[:10] + b"\x07" + b"\0" * 12,
     refused(11, "gzip data is damaged (invalid block type)"))
case("a distance before the start", hello[:10] + bytes.fromhex("4b04110000") + b"\0" * 8,
     refused(13, "gzip data is damaged (invalid distance too far back)"))
case("stored length that contradicts itself", hello[:10] + b"\x01\x05\0\0\0hello" + b"\0" * 8,
     refused(15, "gzip data is damaged (invalid stored block lengths)"))
case("larger than the limit", hello,
     "error 3 case.gz: larger than the limit of 5 bytes when decompressed", "bytes=5")
case("exactly the limit", hello, r"reads 'hello\n'", "bytes=6")
