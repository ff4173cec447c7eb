#!/usr/bin/env python3
"""Test accuracy on images, beside torch's at the same settings in the same run, three seeds each.

usage: bench/image_scores.py GLIA [--json FILE] NAME=FOLDER_OF_IDX_FILES...   (fashion-mnist=...)

One hidden layer of 128, relu, Adam at 0.001, batches of 32, 10 epochs, the weights of the epoch with
the least validation loss; 1/12 of the training images validate; the test files are read once, after
training. Exits 1 if the mean of the network is more than 0.003 below torch's. A FILE that is there
keeps its results. Needs python3-torch.
"""
import argparse
import copy
import gzip
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from runs import Results, run_text

SEEDS = range(3)
EPOCHS, BATCH, RATE = 10, 32, 0.001
MOST_BELOW = 0.003


def read_idx(folder, name):
    path = pathlib.Path(folder) / name
    raw = gzip.open(f"{path}.gz").read() if not path.exists() else path.read_bytes()
    sizes = [int.from_bytes(raw[4 + 4 * i:8 + 4 * i], "big") for i in range(raw[3])]
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * len(sizes)).reshape(sizes[0], -1)


def load(folder, part):
    pixels = read_idx(folder, f"{part}-images-idx3-ubyte").astype(np.float32) / 255
    classes = read_idx(folder, f"{part}-labels-idx1-ubyte").reshape(-1).astype(np.int64)
    return torch.from_numpy(pixels), torch.from_numpy(classes)


def train_torch(folder, seed):
    torch.manual_seed(seed)
    x, y = load(folder, "train")
    order = torch.randperm(len(x))
    held, rows = order[:len(x) // 12], order[len(x) // 12:]
    net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))
    optimizer = torch.optim.Adam(net.parameters(), lr=RATE)
    best_loss, best = float("inf"), None
    for _ in range(EPOCHS):
        rows = rows[torch.randperm(len(rows))]
        for batch in rows.split(BATCH):
            loss = functional.cross_entropy(net(x[batch]), y[batch])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            loss = float(functional.cross_entropy(net(x[held]), y[held]))
        if loss < best_loss:
            best_loss, best = loss, copy.deepcopy(net.state_dict())
    net.load_state_dict(best)
    x_test, y_test = load(folder, "t10k")
    with torch.no_grad():
        return float((net(x_test).argmax(1) == y_test).float().mean())


def train_glia(glia, name, folder, seed):
    data = name if name == "fashion-mnist" else f"{name}:{folder}"
    with tempfile.TemporaryDirectory() as out:
        command = [glia, "train", data, "--layers", "128", "--epochs", str(EPOCHS), "--batch", str(BATCH),
                   "--seed", str(seed), "--json", "--quiet", "--out", f"{out}/model.glia"]
        result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result["test"]["accuracy"]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("glia")
    parser.add_argument("--json")
    parser.add_argument("sets", nargs="+")
    options = parser.parse_args()
    torch.set_flush_denormal(True)
    torch.set_num_threads(os.cpu_count())
    results = Results(options.json, glia=run_text([options.glia, "--version"]), torch=torch.__version__,
                      epochs=EPOCHS, batch=BATCH)
    for name, folder in (text.split("=", 1) for text in options.sets):
        if results.has(name=name):
            continue
        ours = [train_glia(options.glia, name, folder, seed) for seed in SEEDS]
        peer = [train_torch(folder, seed) for seed in SEEDS]
        difference = statistics.fmean(ours) - statistics.fmean(peer)
        results.add({"name": name, "glia": ours, "torch": peer, "difference": difference})
        print(f"{name:14} network {statistics.fmean(ours):.4f} {ours}  torch {statistics.fmean(peer):.4f} "
              f"{[round(value, 4) for value in peer]}  difference {difference:+.4f}", flush=True)
    sys.exit(any(each["difference"] < -MOST_BELOW for each in results.results))


main()
