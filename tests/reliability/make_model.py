#!/usr/bin/env python3
"""Writes a model file with one lie in it, sealed again with a right checksum: make_model.py GOOD LIE OUT

An independent reading of docs/formats/model-file.md. `make_model.py --list` names the lies.
"""
import hashlib
import json
import struct
import sys

SEAL = "glia.sha256"


class File:
    def __init__(self, raw):
        size = struct.unpack("<Q", raw[:8])[0]
        header = json.loads(raw[8:8 + size])
        self.metadata = header.pop("__metadata__")
        self.tensors = header
        self.data = raw[8 + size:]

    def text(self):
        return json.dumps({"__metadata__": self.metadata, **self.tensors}, separators=(",", ":"), ensure_ascii=False)

    def sealed(self, text=None):
        self.metadata[SEAL] = "0" * 64
        header = (self.text() if text is None else text(self.text())).encode("utf-8", "surrogateescape")
        header += b" " * (-len(header) % 8)
        blank = struct.pack("<Q", len(header)) + header + self.data
        return blank.replace(b"0" * 64, hashlib.sha256(blank).hexdigest().encode(), 1)

    def json(self, key, change):
        value = json.loads(self.metadata[key])
        change(value)
        self.metadata[key] = json.dumps(value)
        return self.sealed()

    def tensor(self, name="dense1.weight", **fields):
        self.tensors[name].update(fields)
        return self.sealed()


def poke(file, name, value):
    begin = file.tensors[name]["data_offsets"][0]
    file.data = file.data[:begin] + struct.pack("<f", value) + file.data[begin + 4:]
    return file.sealed()


def without(file, key):
    del file.metadata[key]
    return file.sealed()


def with_metadata(file, key, value):
    file.metadata[key] = value
    return file.sealed()


def many_tensors(file, count):
    end = len(file.data)
    file.tensors |= {f"t{i}": {"dtype": "F32", "shape": [0], "data_offsets": [end, end]} for i in range(count)}
    return file.sealed()


def cut_layer(arch):
    arch["layers"][0]["inputs"] = [arch["layers"][-1]["name"]]


LIES = {
    # The container.
    "header-2^63": lambda f: struct.pack("<Q", 2**63) + f.sealed()[8:],
    "header-longer-than-file": lambda f: struct.pack("<Q", 50000) + f.sealed()[8:],
    "header-over-100-MB": lambda f: struct.pack("<Q", 100000001) + f.sealed()[8:],
    "header-of-nothing": lambda f: struct.pack("<Q", 0) + f.sealed()[8:],
    "header-is-a-list": lambda f: struct.pack("<Q", 2) + b"[]",
    "header-not-utf8": lambda f: f.sealed(lambda text: text.replace("dense1.bias", "dense1.\udcff", 1)),
    "header-not-json": lambda f: f.sealed(lambda text: text.replace('"shape":', '"shape"', 1)),
    "header-cut-json": lambda f: f.sealed(lambda text: text[:-3]),
    "header-nul": lambda f: f.sealed(lambda text: text.replace("dense1.bias", "dense1.\0", 1)),
    "header-deep": lambda f: f.sealed(lambda text: '{"a":' * 100000 + text),
    "data-cut": lambda f: f.sealed()[:-1],
    "data-more": lambda f: f.sealed() + b"x",
    # Tensors.
    "shape-2^32-2^32": lambda f: f.tensor(shape=[2**32, 2**32]),
    "shape-2^63-2": lambda f: f.tensor(shape=[2**63, 2]),
    "shape-2^62-bytes-overflow": lambda f: f.tensor(shape=[2**62]),
    "shape-negative": lambda f: f.tensor(shape=[-1, 4]),
    "shape-fraction": lambda f: f.tensor(shape=[1.5, 4]),
    "shape-text": lambda f: f.tensor(shape="2x4"),
    "shape-0": lambda f: f.tensor(shape=[0, 4]),
    "shape-33-sizes": lambda f: f.tensor(shape=[1] * 33),
    "shape-turned": lambda f: f.tensor(shape=f.tensors["dense1.weight"]["shape"][::-1]),
    "dtype-unknown": lambda f: f.tensor(dtype="F8_E4M3"),
    "dtype-missing": lambda f: f.tensor(dtype=None),
    "dtype-integers": lambda f: f.tensor(dtype="I32"),
    "offsets-backwards": lambda f: f.tensor(data_offsets=[32, 0]),
    "offsets-outside": lambda f: f.tensor(data_offsets=[10**9, 10**9 + 32]),
    "offsets-overlap": lambda f: f.tensor("dense1.bias", data_offsets=[16, 32]),
    "offsets-gap": lambda f: gap(f),
    "offsets-negative": lambda f: f.tensor(data_offsets=[-32, 0]),
    "offsets-2^64": lambda f: f.tensor(data_offsets=[0, 2**64]),
    "offsets-one": lambda f: f.tensor(data_offsets=[0]),
    "field-unknown": lambda f: f.tensor(stride=[1]),
    "name-twice": lambda f: f.sealed(lambda text: text.replace('"dense1.bias"', '"dense1.weight"', 1)),
    "name-empty": lambda f: f.sealed(lambda text: text.replace('"dense1.bias"', '""', 1)),
    "name-2000-bytes": lambda f: f.sealed(lambda text: text.replace("dense1.bias", "n" * 2000, 1)),
    "tensor-missing": lambda f: f.sealed(lambda text: text.replace("dense1.bias", "dense9.bias", 1)),
    "100001-tensors": lambda f: many_tensors(f, 100001),
    # Metadata.
    "metadata-number": lambda f: with_metadata(f, "note", 1),
    "metadata-nested": lambda f: with_metadata(f, "note", {"a": "b"}),
    "metadata-10001-keys": lambda f: (f.metadata.update({f"k{i}": "" for i in range(10001)}), f.sealed())[1],
    "checksum-wrong": lambda f: flip(f.sealed()),
    "checksum-missing": lambda f: f.sealed(lambda text: text.replace(f',"{SEAL}":"' + "0" * 64 + '"', "", 1)),
    "checksum-short": lambda f: f.sealed(lambda text: text.replace("0" * 64, "0" * 63, 1)),
    "format-newer": lambda f: with_metadata(f, "glia.format", "2"),
    "format-0": lambda f: with_metadata(f, "glia.format", "0"),
    "format-text": lambda f: with_metadata(f, "glia.format", "one"),
    "format-missing": lambda f: without(f, "glia.format"),
    "arch-missing": lambda f: without(f, "glia.arch"),
    "arch-not-json": lambda f: with_metadata(f, "glia.arch", "{"),
    "arch-deep": lambda f: with_metadata(f, "glia.arch", "[" * 100000),
    "arch-unknown-layer": lambda f: f.json("glia.arch", lambda a: a["layers"][0].update(kind="dens")),
    "arch-undefined-input": lambda f: f.json("glia.arch", lambda a: a["layers"][0].update(inputs=["y"])),
    "arch-cycle": lambda f: f.json("glia.arch", cut_layer),
    "arch-units-2^40": lambda f: f.json("glia.arch", lambda a: a["layers"][0]["options"].update(units=2**40)),
    "arch-units-0": lambda f: f.json("glia.arch", lambda a: a["layers"][0]["options"].update(units=0)),
    "arch-other-units": lambda f: f.json("glia.arch", lambda a: a["layers"][0]["options"].update(units=5)),
    "arch-no-layers": lambda f: f.json("glia.arch", lambda a: a.update(layers=[])),
    "arch-no-outputs": lambda f: f.json("glia.arch", lambda a: a.update(outputs=[])),
    "arch-key-unknown": lambda f: f.json("glia.arch", lambda a: a.update(extra=1)),
    "preprocess-missing": lambda f: without(f, "glia.preprocess"),
    "preprocess-not-json": lambda f: with_metadata(f, "glia.preprocess", "x"),
    "preprocess-empty": lambda f: with_metadata(f, "glia.preprocess", "{}"),
    "preprocess-images": lambda f: with_metadata(f, "glia.preprocess", '{"images":{"height":28,"width":28}}'),
    "preprocess-images-huge": lambda f: with_metadata(f, "glia.preprocess", '{"images":{"height":65536,"width":65536}}'),
    "preprocess-date-order": lambda f: f.json(
        "glia.preprocess", lambda p: p["inputs"]["columns"][0].update(type="date", order="dym")),
    "target-missing": lambda f: without(f, "glia.target"),
    "target-not-json": lambda f: with_metadata(f, "glia.target", "]"),
    "target-of-nothing": lambda f: with_metadata(f, "glia.target", "{}"),
    "task-missing": lambda f: without(f, "glia.task"),
    "loss-unknown": lambda f: with_metadata(f, "glia.task", '{"loss":"sofmax_cross_entropy"}'),
    "loss-of-numbers": lambda f: with_metadata(f, "glia.task", '{"loss":5}'),
    "history-missing": lambda f: without(f, "glia.history"),
    "history-of-text": lambda f: with_metadata(f, "glia.history", '"x"'),
    "metrics-missing": lambda f: without(f, "glia.metrics"),
    "train-missing": lambda f: without(f, "glia.train"),
    "samples-without-tolerance": lambda f: without(f, "glia.samples"),
    "samples-tolerance-text": lambda f: with_metadata(f, "glia.samples", '{"tolerance":"x"}'),
    # Weights: they may be anything.
    "weight-nan": lambda f: poke(f, "dense1.weight", float("nan")),
    "weight-infinite": lambda f: poke(f, "dense1.weight", float("inf")),
    "weight-1e30": lambda f: poke(f, "dense1.weight", 1e30),
}


def gap(file):
    end = len(file.data)
    file.tensors["late"] = {"dtype": "U8", "shape": [1], "data_offsets": [end + 1, end + 2]}
    file.data += b"\0\0"
    return file.sealed()


def flip(raw):
    at = raw.index(SEAL.encode()) + len(SEAL) + 3
    other = b"0" if raw[at:at + 1] != b"0" else b"1"
    return raw[:at] + other + raw[at + 1:]


def main():
    if sys.argv[1:] == ["--list"]:
        print("\n".join(LIES))
        return
    good, lie, out = sys.argv[1:]
    with open(good, "rb") as source:
        file = File(source.read())
    with open(out, "wb") as target:
        target.write(LIES[lie](file))


main()
