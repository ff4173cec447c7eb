#!/usr/bin/env python3
"""Writes the workbooks of workbooks.test into the current folder: some sound, some damaged, some of other kinds.

Cells are given as Office Open XML has them (ISO/IEC 29500-1, 18.3.1.4): a pair of type and value, or a number.
"""
import io
import struct
import sys
import zipfile

TRANSITIONAL = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
STRICT = ("http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships")
DATE = "14"  # the number of a built-in format


def text(value):
    return ("str", value)


def error(value):
    return ("e", value)


def date(serial):
    return ("date", serial)


def formula(value=None):
    return ("formula", value)


def cell_xml(column, row, cell):
    kind, value = cell if isinstance(cell, tuple) else ("n", cell)
    place = f'r="{chr(ord("A") + column)}{row}"'
    if kind == "date":
        return f'<c {place} s="1"><v>{value}</v></c>'
    if kind == "formula":
        return f"<c {place}><f>A1+1</f>" + (f"<v>{value}</v>" if value is not None else "") + "</c>"
    return f'<c {place} t="{kind}"><v>{value}</v></c>'


def sheet_xml(rows, merged=()):
    body = "".join(f'<row r="{i}">' + "".join(cell_xml(c, i, cell) for c, cell in enumerate(row) if cell is not None) + "</row>"
                   for i, row in enumerate(rows, 1))
    merges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    return f"<sheetData>{body}</sheetData>" + (f"<mergeCells>{merges}</mergeCells>" if merges else "")


def book(sheets, schema=TRANSITIONAL, properties="", texts=()):
    """The parts of a workbook with these sheets: (name, state, XML)."""
    main, relations = schema
    listed = "".join(f'<sheet name="{name}" sheetId="{i}" {state} r:id="r{i}"/>' for i, (name, state, _) in enumerate(sheets, 1))
    targets = [(f"r{i}", "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    targets += [("s1", "styles", "styles.xml"), ("s2", "sharedStrings", "sharedStrings.xml")]
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>'
                       "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>" + "".join(
            f'<Relationship Id="{key}" Type="{relations}/{kind}" Target="{path}"/>' for key, kind, path in targets)
                                      + "</Relationships>",
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/><xf numFmtId="{DATE}"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{each}</t></si>" for each in texts) + "</sst>",
    }
    for i, (_, _, xml) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{i}.xml"] = f'<worksheet xmlns="{main}">{xml}</worksheet>'
    return parts


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def one_sheet(rows, merged=(), **options):
    return zipped(book([("Data", "", sheet_xml(rows, merged))], **options))


def with_password(archive):
    """The flag of encryption in every header of an archive: what WinZip's passwords leave to see."""
    out = bytearray(archive)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = out.find(magic)
        while place >= 0:
            out[place + at] |= 1
            place = out.find(magic, place + 4)
    return bytes(out)


def compound_file(names):
    """A file of Office before 2007, and the shell of encrypted ones since: [MS-CFB], empty streams of these names."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + struct.pack("<I", free) * 108
    entries = b""
    for i, name in enumerate(["Root Entry", *names]):
        wide = name.encode("utf-16-le") + b"\0\0"
        entries += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), 2 if i else 5, 1)
        entries += struct.pack("<III", free, free, 1 if i == 0 else free) + bytes(36) + struct.pack("<IQ", end, 0)
    sectors = (len(entries) + 511) // 512
    chain = [fat] + [2 + i for i in range(sectors - 1)] + [end]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return header + table + entries.ljust(512 * sectors, b"\0")


NUMBERS = [[text("a"), text("y")]] + [[i, i * 2] for i in range(1, 41)]
TWO_COLUMNS = [[text("a"), text("b")], [1, 2], [3, 4]]
DAYS = [[text("day"), text("y")], [date(0), 1], [date(366), 2]]

BOOKS = {
    "errors.xlsx": lambda: one_sheet([[text("a"), text("word"), text("y")]] + [
        [error("#DIV/0!") if i % 10 == 3 else i, error("#N/A") if i % 10 == 5 else text("uv"[i % 2]), i * 2]
        for i in range(1, 41)]),
    "error_texts.xlsx": lambda: one_sheet([[text("a"), text("y")]] + [
        [text(("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!")[i % 6]) if i % 4 == 3 else i, i * 2]
        for i in range(1, 41)]),
    "error_targets.xlsx": lambda: one_sheet([[text("a"), text("y")]] + [
        [i, error("#REF!") if i % 10 == 3 else i * 2] for i in range(1, 41)]),
    "error_name.xlsx": lambda: one_sheet([[text("a"), error("#NAME?"), text("y")], [1, 2, 3]]),
    "all_errors.xlsx": lambda: one_sheet([[error("#REF!"), error("#REF!")], [error("#REF!"), error("#REF!")]]),
    "merged.xlsx": lambda: one_sheet([[text("Marks"), None], [text("class"), text("mark")], [text("one"), 90], [None, 80],
                                      [text("two"), 70]], ["A1:B1", "A3:A4"]),
    "merged_names.xlsx": lambda: one_sheet([[text("a"), None, text("y")], [1, 2, 3]], ["A1:B1"]),
    "overlap.xlsx": lambda: one_sheet(TWO_COLUMNS, ["A1:SZ9"] * 40),
    "formulas.xlsx": lambda: one_sheet([[text("a"), text("b")], [1, formula()], [2, formula(5)]]),
    "only_formulas.xlsx": lambda: one_sheet([[text("a"), text("y")]] + [[i, formula()] for i in range(1, 41)]),
    "days_1900.xlsx": lambda: one_sheet(DAYS[:1] + [[date(1), 1], [date(45296.4375), 2], [date(60), 3]]),
    "days_1904.xlsx": lambda: one_sheet(DAYS, properties='<workbookPr date1904="1"/>'),
    "plain_days.xlsx": lambda: one_sheet([[text("day"), text("y")], [45296, 1], [45297, 2]]),
    "shared.xlsx": lambda: one_sheet([[("s", 0), ("s", 1)], [1, ("s", 9)]], texts=("a", "b")),
    "hidden_first.xlsx": lambda: zipped(book([("Old", 'state="hidden"', sheet_xml([[text("old")], [9]])),
                                              ("Data", "", sheet_xml(TWO_COLUMNS))])),
    "all_hidden.xlsx": lambda: zipped(book([("Old", 'state="veryHidden"', sheet_xml(TWO_COLUMNS))])),
    "two.xlsx": lambda: zipped(book([("Data", "", sheet_xml(TWO_COLUMNS)), ("数据", "", sheet_xml([[text("z")], [9]]))])),
    "empty.xlsx": lambda: one_sheet([]),
    "names.xlsx": lambda: one_sheet(TWO_COLUMNS[:1]),
    "strict.xlsx": lambda: one_sheet([[text("day"), text("y")], [("d", "2024-01-05"), 1], [("d", "2024-02-05T10:30:00"), 2]],
                                     schema=STRICT),
    "bomb.xlsx": lambda: zipped({**book([("Data", "", "")]), "xl/worksheets/sheet1.xml":
                                 "<worksheet><sheetData>" + " " * 200_000_000 + "</sheetData></worksheet>"}),
    "text_bomb.xlsx": lambda: zipped({**book([("Data", "", sheet_xml(TWO_COLUMNS))]), "xl/sharedStrings.xml":
                                      "<sst>" + "<si/>" * 30_000_000 + "</sst>"}),
    "good.xlsx": lambda: one_sheet(NUMBERS),
    "no_sheet.xlsx": lambda: zipped({name: part for name, part in book([("Data", "", sheet_xml(TWO_COLUMNS))]).items()
                                     if "worksheets" not in name}),
    "encrypted.xlsx": lambda: compound_file(["EncryptionInfo", "EncryptedPackage"]),
    "old.xls": lambda: compound_file(["Workbook"]),
    "password.xlsx": lambda: with_password(one_sheet(NUMBERS)),
    "document.docx": lambda: zipped({"_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{TRANSITIONAL[1]}/officeDocument" '
                                     'Target="word/document.xml"/></Relationships>', "word/document.xml": "<document/>"}),
    "binary.xlsb": lambda: zipped({"_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{TRANSITIONAL[1]}/officeDocument" '
                                   'Target="xl/workbook.bin"/></Relationships>', "xl/workbook.bin": b"\x83\x01\0"}),
    "open.ods": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "tables.zip": lambda: zipped({"a.csv": "a,b\n1,2\n"}),
}


def main():
    for name in sys.argv[1:]:
        with open(name, "wb") as out:
            out.write(BOOKS[name]())


if __name__ == "__main__":
    main()
