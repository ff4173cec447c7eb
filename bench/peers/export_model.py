#!/usr/bin/env python3
"""Writes the network of the prediction workloads, 784-128-10 with random weights, for the peers that
read a file: mlp.onnx and mlp.pt (traced TorchScript).

usage: export_model.py FOLDER     needs python3-torch
"""
import pathlib
import sys

import torch
from torch import nn

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(1)
net = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)).eval()
row = torch.rand(1, 784)
torch.jit.trace(net, row).save(str(folder / "mlp.pt"))
torch.onnx.export(net, row, str(folder / "mlp.onnx"), input_names=["x"], output_names=["y"],
                  dynamic_axes={"x": {0: "rows"}, "y": {0: "rows"}})
