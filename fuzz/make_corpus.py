#!/usr/bin/env python3
"""Writes the first inputs of safetensors_fuzz and arch_fuzz, and some of preparation_fuzz: fuzz/make_corpus.py

An independent reading of docs/formats/model-file.md: the sealed files are also read by seal_test.cc.
"""
import hashlib
import json
import os
import struct

HERE = os.path.dirname(os.path.abspath(__file__))


def container(header, data=b""):
    if not isinstance(header, bytes):
        header = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    header += b" " * (-len(header) % 8)
    return struct.pack("<Q", len(header)) + header + data


def sealed(metadata, tensors, data):
    header = {"__metadata__": {**metadata, "glia.sha256": "0" * 64}, **tensors}
    blank = container(header, data)
    digest = hashlib.sha256(blank).hexdigest()
    assert blank.count(b"0" * 64) == 1
    return blank.replace(b"0" * 64, digest.encode())


def tensor(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


ARCH = {
    "inputs": [{"name": "x", "shape": [4]}],
    "layers": [
        {"name": "dense1", "kind": "dense", "inputs": ["x"], "options": {"units": 3, "bias": True}},
        {"name": "relu2", "kind": "relu", "inputs": ["dense1"], "options": {}},
        {"name": "add3", "kind": "add", "inputs": ["dense1", "relu2"],
         "options": {"rate": 0.5, "sizes": [1, -2], "note": "\u6f22 \"x\""}},
    ],
    "outputs": ["add3"],
}

SAFETENSORS = {
    "empty": container({}),
    "metadata": container({"__metadata__": {"format": "pt", "k\u00e9y \"\\": "\n\u6f22"}}),
    "types": container({
        "f32": tensor("F32", [1], 0, 4), "f64": tensor("F64", [], 4, 12),
        "i32": tensor("I32", [1, 1], 12, 16), "i64": tensor("I64", [1], 16, 24),
        "u8": tensor("U8", [3], 24, 27), "none": tensor("F32", [0, 7], 27, 27),
        "bool": tensor("BOOL", [2], 27, 29)}, bytes(27) + b"\1\0"),
    "other_order": container({"b": tensor("U8", [2], 2, 4), "a": tensor("U8", [2], 0, 2)}, b"abcd"),
    "spaces": container(b'{ "a" :\n{"shape":[ 2 ],"data_offsets":[0,2],\t"dtype":"\\u00558"} }', b"ab"),
    "overflow": container({"a": tensor("F32", [2**32, 2**32], 0, 0)}),
    "gap": container({"a": tensor("U8", [1], 0, 1), "b": tensor("U8", [1], 2, 3)}, b"abc"),
    "overlap": container({"a": tensor("U8", [2], 0, 2), "b": tensor("U8", [2], 1, 3)}, b"abc"),
    "length_lie": struct.pack("<Q", 2**63) + b"{}",
    "sealed": sealed({"glia.format": "1", "glia.arch": json.dumps(ARCH)},
                     {"dense1.weight": tensor("F32", [4, 3], 0, 48),
                      "dense1.bias": tensor("F32", [3], 48, 60)},
                     struct.pack("<15f", *range(15))),
    "sealed_first": sealed({"glia.format": "1"}, {}, b""),
}

TOML = {
    "small.toml": '[[input]]\nname = "x"\nshape = []\n[[layer]]\nkind = "tanh"\n',
    "branch.toml": """outputs = ["b", "a"] # both
[[input]]
name = 'left'
shape = [2, 1]
[[input]]
name = "right"
shape = [3,
]
[[layer]]
name = "a"
kind = "concat"
inputs = ["left", 'right']
[[layer]]
name = "b"
kind = "dense"
units = 0x10
rate = 1e-3
flag = true
text = \"\"\"
two
lines\"\"\"
sizes = [1, -2, +3]
""",
    "inline.toml": 'input = [{name = "x", shape = [4]}]\nlayer = [{kind = "relu"}, {kind = "a.b"}]\n',
    "late_outputs.toml": '[[input]]\nname = "x"\nshape = [4]\n[[layer]]\nkind = "relu"\noutputs = ["x"]\n',
    "dates.toml": "a = 1979-05-27T07:32:00Z\n[b.c]\n'd' = inf\n",
    "arch.json": json.dumps(ARCH),
    "depth.json": "[" * 50,
    "twice.json": '{"inputs":[],"inputs":[]}',
}


def dates(order):
    """The preparation of a column `when` of dates, with every part."""
    parts = ["days", "year", "day", "month", "weekday", "hour"]
    names = [f"when: {part}" for part in parts[:3]]
    names += [f"when: {part} {turn}" for part in parts[3:] for turn in ("sin", "cos")]
    return json.dumps({
        "inputs": {"columns": [{"name": "when", "type": "date", "order": order}], "ignored": ["y"]},
        "steps": [{"kind": "date_parts", "columns": [{"name": "when", "first": 1710201600.0, "parts": parts}]},
                  {"kind": "fill_numbers", "columns": [{"name": name, "value": 0.5} for name in names]}],
        "features": names}, separators=(",", ":"))


PREPARATION = {f"dates_{order}": dates(order) for order in ("ymd", "dmy", "mdy", "time", "dmy2", "mdy2", "ymd2", "dym")}


def write(folder, files):
    path = os.path.join(HERE, "corpus", folder)
    os.makedirs(path, exist_ok=True)
    for name, content in files.items():
        with open(os.path.join(path, name), "wb") as f:
            f.write(content if isinstance(content, bytes) else content.encode())


write("safetensors", SAFETENSORS)
write("arch", TOML)
write("preparation", PREPARATION)
