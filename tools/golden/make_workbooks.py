#!/usr/bin/env python3
"""Writes small workbooks into tests/data/workbooks and what openpyxl reads in them into
tests/golden/workbooks.json.

    /usr/bin/python3 tools/golden/make_workbooks.py      (package python3-openpyxl)
A cell is a number, a text or null; dates are ISO texts with a blank before the time, true is TRUE.
"""
import datetime
import json
import os
import zipfile

import openpyxl
from openpyxl.styles import Font

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BOOKS = os.path.join(ROOT, "tests", "data", "workbooks")


def plain():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "数据"
    sheet.append(["城市", "温度", "晴", "日期", "时刻", "起床", "备注", "价"])
    rows = [
        ["北京", 21.5, True, datetime.date(2024, 1, 5), datetime.datetime(2024, 1, 5, 10, 30),
         datetime.time(7, 5), "多行\n文字", 0.1],
        ["上海", -3, False, datetime.date(1999, 12, 31), datetime.datetime(2000, 2, 29, 23, 59, 59),
         datetime.time(23, 59, 59), "a,\"b\" & <c>", 1e-7],
        ["広島", None, None, None, None, None, None, None],
        ["NA", 1e15, True, datetime.date(1900, 3, 1), datetime.datetime(1900, 1, 1, 12, 0),
         datetime.time(0, 0, 1), "😀", 123456.789],
        ["北京", 0, False, datetime.date(2100, 6, 15), datetime.datetime(2024, 6, 1),
         datetime.time(12, 0), " x ", 1 / 3],
    ]
    for row in rows:
        sheet.append(row)
    for row in range(2, 7):
        sheet.cell(row, 4).number_format = 'yyyy"年"m"月"d"日";@'
        sheet.cell(row, 8).number_format = '[Red]0.00" d"'
    sheet["A2"].font = Font(bold=True)
    other = book.create_sheet("Second one")
    other.append(["x", "y"])
    other.append([1, "a"])
    other.append([2, "b"])
    hidden = book.create_sheet("hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["never"])
    book.save(os.path.join(BOOKS, "plain.xlsx"))


def merged():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2024 年成绩表"])
    sheet.merge_cells("A1:C1")
    sheet.append(["班级", "姓名", "分数"])
    for row in [["一班", "甲", 90], [None, "乙", 80], [None, "丙", 70], ["二班", "丁", 60],
                [None, "戊", 50]]:
        sheet.append(row)
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("A6:A7")
    book.save(os.path.join(BOOKS, "merged.xlsx"))


def errors():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B3"], sheet["C3"], sheet["D3"] = "a", "b", "sum"
    for row, (a, b) in enumerate([(1, 2), (3, "#DIV/0!"), ("#N/A", 4)], start=4):
        sheet.cell(row, 2).value = a
        sheet.cell(row, 3).value = b
        sheet.cell(row, 4).value = f"=B{row}+C{row}"  # no value is saved beside it
    for cell in ("C5", "B6"):
        sheet[cell].data_type = "e"
    book.save(os.path.join(BOOKS, "errors.xlsx"))


# As other programs write: prefixes, no references, texts in place, runs of rich text with their
# sounds, counted from 1904, paths from the root, CDATA, a byte order mark.
OTHER = {
    "_rels/.rels": '<Relationships xmlns="r"><Relationship Id="a" Type="http://x/officeDocument" '
                   'Target="/book/wb.xml"/></Relationships>',
    "book/wb.xml": '\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- made by hand --><x:workbook '
                   'xmlns:x="m" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet '
                   "name='T &amp; &#x4e2d;' sheetId='1' r:id='s1'/></x:sheets></x:workbook>",
    "book/_rels/wb.xml.rels": '<Relationships><Relationship Id="s1" Type="http://x/worksheet" '
                              'Target="../book/sheets/one.xml"/><Relationship Id="s2" '
                              'Type="http://x/styles" Target="st.xml"/><Relationship Id="s3" '
                              'Type="http://x/sharedStrings" Target="ss.xml"/></Relationships>',
    "book/st.xml": '<styleSheet><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\n<cellXfs>\n<xf '
                   'numFmtId="0"/>\n<xf numFmtId="14"/><xf numFmtId="21"/></cellXfs></styleSheet>',
    "book/ss.xml": '<sst><si><r><t>ru</t></r><r><rPr><b/></rPr><t xml:space="preserve">ns</t></r>'
                   '<rPh sb="0" eb="1"><t>sound</t></rPh></si><si/></sst>',
    "book/sheets/one.xml":
        '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>day</x:t></x:is>'
        '</x:c><x:c t="str"><x:v>word</x:v></x:c><x:c t="inlineStr"><x:is><x:t><![CDATA[<n>]]></x:t>'
        '</x:is></x:c></x:row><x:row r="5"><x:c s="1"><x:v>0</x:v></x:c><x:c t="s"><x:v>0</x:v></x:c>'
        '<x:c><x:v>1.5E1</x:v></x:c></x:row><x:row/><x:row><x:c s="1"><x:v>366</x:v></x:c><x:c t="s">'
        '<x:v>1</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
}


def other():
    with zipfile.ZipFile(os.path.join(BOOKS, "other.xlsx"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in OTHER.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)


def cell_of(value):
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.datetime, datetime.date)):
        text = value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else str(value)
        return text
    if isinstance(value, datetime.time):
        return value.isoformat()
    if isinstance(value, str):
        value = value.strip(" ")
        return None if value in ("NA", "#N/A", "#DIV/0!") or value == "" else value
    return value


def read(name, sheet, first_row, first_column=1, dates=()):
    book = openpyxl.load_workbook(os.path.join(BOOKS, name), data_only=True)
    rows = list((book[sheet] if sheet else book.active).iter_rows(
        min_row=first_row, min_col=first_column, values_only=True))
    columns = {}
    for i, column in enumerate(rows[0]):
        cells = [row[i] for row in rows[1:]]
        if column in dates:  # shown without their time
            cells = [c.date() if isinstance(c, datetime.datetime) else c for c in cells]
        columns[str(column)] = [cell_of(c) for c in cells]
    return columns


def main():
    os.makedirs(BOOKS, exist_ok=True)
    plain(), merged(), errors(), other()
    result = {
        "plain.xlsx": read("plain.xlsx", "数据", 1, dates=("日期",)),
        "plain.xlsx:Second one": read("plain.xlsx", "Second one", 1),
        "merged.xlsx": read("merged.xlsx", None, 2),
        "errors.xlsx": read("errors.xlsx", None, 3, 2),
        # openpyxl refuses it for want of [Content_Types].xml.
        "other.xlsx": {"day": [str(datetime.date(1904, 1, 1) + datetime.timedelta(days))
                               for days in (0, 366)],
                       "word": ["runs", None], "<n>": ["1.5E1", "TRUE"]},
    }
    # openpyxl shows merged cells as empty but for the first; they show one value on the screen.
    classes = result["merged.xlsx"]["班级"]
    for i, value in enumerate(classes):
        classes[i] = value if value is not None else classes[i - 1]
    with open(os.path.join(ROOT, "tests", "golden", "workbooks.json"), "w") as file:
        json.dump(result, file, ensure_ascii=False, indent=1)
        file.write("\n")


main()
