#!/usr/bin/env python3
"""Holds report pages against what is promised of them: whole and well-formed, nothing from outside, no script, in one
language, headings in order, tables and pictures that a screen reader can tell of.

usage: tests/report/page.py LANGUAGE PAGE.html ...    prints the headings of each page
Also imported: text_of(PAGE) is what a reader sees, tables_of(PAGE) the tables by their captions.
"""
import html.parser
import re
import sys

VOID = {"meta", "br", "hr", "img", "link", "input", "col", "wbr"}
# In SVG a tag may close itself.
SELF_CLOSING = {"path", "rect", "circle", "line"}
HEADING = re.compile(r"h([1-6])$")


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.faults = []
        self.open = []
        self.language = None
        self.headings = []
        self.text = []
        self.tables = {}
        self.pictures = 0
        self.rows = self.caption = self.cell = self.title = None
        with open(path, encoding="utf-8") as file:  # strict: a byte that is not UTF-8 is a fault
            self.source = file.read()
        self.feed(self.source)
        self.close()

    def fault(self, what):
        self.faults.append(f"{self.path}:{self.getpos()[0]}: {what}")

    def handle_decl(self, decl):
        if decl != "DOCTYPE html":
            self.fault(f"<!{decl}>")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        given = dict(attrs)
        if len(names) != len(set(names)):
            self.fault(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "href", "srcset", "action"):
                self.fault(f"<{tag} {name}={value!r}>")
            if name == "style" and not re.fullmatch(r"(width:[\d.]+%|background:rgba\(var\(--\w+\),[\d.]+\))", value):
                self.fault(f"style {value!r}")
        if tag in ("script", "link", "iframe", "object", "embed", "base", "form"):
            self.fault(f"<{tag}>")
        if tag == "html":
            self.language = given.get("lang")
        if tag == "th" and given.get("scope") not in ("row", "col"):
            self.fault("<th> without scope")
        if tag == "svg":
            self.pictures += 1
            self.title = ""
            if given.get("role") != "img":
                self.fault("<svg> without role=img")
        if tag == "table":
            self.rows, self.caption = [], ""
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.cell = ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        if tag not in SELF_CLOSING or "svg" not in self.open:
            self.fault(f"<{tag}/> outside a picture")
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()
        if tag in ("th", "td"):
            self.rows[-1].append(self.cell)
            self.cell = None
        if tag == "table":
            if not self.caption:
                self.fault("a table without a caption")
            if len({len(row) for row in self.rows}) != 1:
                self.fault(f"rows of {sorted({len(row) for row in self.rows})} cells: {self.caption}")
            self.tables.setdefault(self.caption, []).append(self.rows)
        if tag == "svg" and not self.title:
            self.fault("<svg> without a title")

    def handle_data(self, data):
        inside = self.open[-1] if self.open else None
        if inside is None and data.strip():
            self.fault(f"text outside everything: {data[:40]!r}")
        if inside == "style":
            return
        self.text.append(data)
        if inside == "title" and "svg" in self.open:
            self.title += data
        if "caption" in self.open:
            self.caption += data
        if self.cell is not None:
            self.cell += data
        match = HEADING.match(inside or "")
        if match:
            self.headings.append((int(match.group(1)), data))

    def check(self, language):
        if not self.source.startswith("<!DOCTYPE html>\n") or not self.source.endswith("</html>\n"):
            self.fault("not a whole page")
        if self.open:
            self.fault(f"never closed: {self.open}")
        if self.language != language:
            self.fault(f"lang={self.language!r}, expected {language!r}")
        outside = self.source.replace('xmlns="http://www.w3.org/2000/svg"', "")
        for found in re.findall(r"https?:|//\w|url\(|@import|javascript:", re.sub(r">[^<]*<", "><", outside)):
            self.fault(f"from outside: {found!r}")
        levels = [level for level, _ in self.headings]
        if levels[:1] != [1] or levels.count(1) != 1:
            self.fault(f"not one first heading: {levels}")
        for before, level in zip(levels, levels[1:]):
            if level > before + 1:
                self.fault(f"h{level} behind h{before}")
        for found in re.findall(r' (?:d|cx|cy|r|x|y|width|height)="[^"]*(?:nan|inf)', self.source):
            self.fault(f"a number that is none: {found}")
        return self.faults


def text_of(path):
    return "".join(Page(path).text)


def tables_of(path):
    return Page(path).tables


def main():
    faults = []
    for path in sys.argv[2:]:
        page = Page(path)
        faults += page.check(sys.argv[1])
        print(f"{path}: {page.pictures} pictures, {sum(map(len, page.tables.values()))} tables: "
              + " | ".join(text for _, text in page.headings))
    for fault in faults:
        print("FAILED", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
