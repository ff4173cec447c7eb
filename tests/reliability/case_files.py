"""Reads the two kinds of case files: tests/data/*.cases (bytes of a file, what the reader makes of them) and
tests/cli/*.test, tests/reliability/*.test (commands). Their formats stand at the top of csv.cases and of cli_cases_test.sh."""
import io
import pathlib
import re
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
ESCAPE = re.compile(r"\\(n|r|t|\\|x[0-9a-f]{2})")


def unescape(text):
    def byte(match):
        word = match.group(1)
        return bytes([int(word[1:], 16)]) if word[0] == "x" else {"n": b"\n", "r": b"\r", "t": b"\t", "\\": b"\\"}[word]
    pieces, at = [], 0
    for match in ESCAPE.finditer(text):
        pieces += [text[at:match.start()].encode(), byte(match)]
        at = match.end()
    return b"".join(pieces) + text[at:].encode()


class ByteCase:
    """A file's bytes, and `reads TEXT` or `error EXIT TEXT`."""

    def __init__(self, name):
        self.name = name
        self.bytes = b""
        self.options = ""
        self.reads = None
        self.error = None
        self.exit = 0


def workbook_of(rows):
    """The workbook of xlsx.cases: this XML between <sheetData> and its end."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in (
                ("xl/workbook.xml", b'<workbook><sheets><sheet name="S" r:id="1"/></sheets></workbook>'),
                ("xl/_rels/workbook.xml.rels",
                 b'<Relationships><Relationship Id="1" Type="/worksheet" Target="s.xml"/><Relationship Id="2" '
                 b'Type="/sharedStrings" Target="t.xml"/><Relationship Id="3" Type="/styles" Target="f.xml"/></Relationships>'),
                ("xl/t.xml", b"<sst><si><t>zero</t></si><si><t>one</t></si></sst>"),
                ("xl/f.xml", b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'),
                ("xl/s.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")):
            archive.writestr(name, text)
    return out.getvalue()


def byte_cases(file):
    """The cases of tests/data/FILE that a file given to the program can be: without options of the library, and those that
    the program gives to this reader, as it tells by the content what a file is: of gzip what begins as gzip does, of tables
    no picture."""
    cases = []
    for line in (ROOT / "tests" / "data" / file).read_text(encoding="utf-8").split("\n"):
        word, _, rest = line.partition(" ")
        if word == "case":
            cases.append(ByteCase(rest))
        elif word == "options":
            cases[-1].options = rest
        elif word == "input":
            cases[-1].bytes += unescape(rest)
        elif word == "hex":
            cases[-1].bytes += bytes.fromhex(rest)
        elif word == "reads":
            cases[-1].reads = rest
        elif word == "error":
            exit_code, _, cases[-1].error = rest.partition(" ")
            cases[-1].exit = int(exit_code)
    if file == "xlsx.cases":
        for case in cases:
            case.bytes = workbook_of(case.bytes)
    gzip = file.startswith("gzip")
    return [case for case in cases if not case.options and (case.bytes.startswith(b"\x1f\x8b") if gzip else
                                                            not case.bytes.startswith(b"\xff\xd8\xff"))]


class CommandCase:
    """A command line, its exit code and what it says."""

    def __init__(self, name):
        self.name = name
        self.command = ""
        self.note = ""
        self.exit = 0
        self.lines = []   # of both streams, in order: (stream, is a pattern, text)


def command_cases(path):
    cases = []
    for line in pathlib.Path(path).read_text(encoding="utf-8").split("\n"):
        word, _, rest = line.partition(" ")
        if word == "case":
            cases.append(CommandCase(rest))
        elif word == "run":
            cases[-1].command = rest
        elif word == "note":
            cases[-1].note = rest
        elif word == "exit":
            cases[-1].exit = int(rest)
        elif word in ("out", "out?", "err", "err?") and rest not in ("", "*"):
            cases[-1].lines.append((word[:3], word.endswith("?"), rest))
    return cases
