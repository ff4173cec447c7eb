#!/usr/bin/python3
"""Layers against torch in double: values, gradients, running statistics, prediction afterwards.

Writes tests/golden/layers.json. Each case has a layer with its options, its variables, and batches;
of each batch the output while training, the gradients of sum(output * weights) by the input and by
every variable, and the state after the step; then the output for prediction of the first batch.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(20240517)


class RmsNorm(nn.Module):
    """Zhang and Sennrich 2019; this torch has none."""

    def __init__(self, features, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(features))
        self.eps = eps

    def forward(self, x):
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + self.eps) * self.weight


class Maxout(nn.Module):
    def __init__(self, inputs, units, pieces):
        super().__init__()
        self.linear = nn.Linear(inputs, units * pieces)
        self.units, self.pieces = units, pieces

    def forward(self, x):
        return self.linear(x).reshape(-1, self.units, self.pieces).max(-1).values


class FeaturesLast(nn.Module):
    """torch keeps the features of images on axis 1, glia on the last."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x.movedim(-1, 1)).movedim(1, -1)


def plain(tensor):
    return {"shape": list(tensor.shape), "values": tensor.detach().reshape(-1).tolist()}


def record(name, kind, options, layer, batches, names, states=()):
    """names, states: our name of a variable -> (its parameter, whether ours is transposed)."""
    parameters = dict(layer.named_parameters())
    buffers = dict(layer.named_buffers())
    turned = lambda tensor, transposed: tensor.t() if transposed else tensor
    for parameter in parameters.values():  # away from the ones and zeros they start at
        parameter.data += 0.3 * torch.randn_like(parameter)
    case = {"name": name, "kind": kind, "options": options, "batches": [],
            "variables": {ours: plain(turned(parameters[theirs].data, t).clone())
                          for ours, (theirs, t) in names.items()}}
    layer.train()
    for x in batches:
        differentiable = x.is_floating_point()
        x.requires_grad_(differentiable)
        y = layer(x)
        weights = torch.randn_like(y)
        layer.zero_grad()
        (y * weights).sum().backward()
        batch = {"x": plain(x.double()), "weights": plain(weights), "y": plain(y),
                 "gradients": {ours: plain(turned(parameters[theirs].grad, t))
                               for ours, (theirs, t) in names.items()},
                 "state": {ours: plain(buffers[theirs]) for ours, theirs in dict(states).items()}}
        if differentiable:
            batch["dx"] = plain(x.grad)
        case["batches"].append(batch)
    layer.eval()
    case["prediction"] = plain(layer(batches[0]))
    return case


def rows(*shape):
    return torch.randn(*shape) * 1.5 + 0.4


def norm(prefix=""):
    return {"scale": (prefix + "weight", False), "shift": (prefix + "bias", False)}


def running(prefix=""):
    return {"running_mean": prefix + "running_mean", "running_variance": prefix + "running_var"}


prelu_each = nn.PReLU(3)
cases = [
    record("batch_norm", "batch_norm", {}, nn.BatchNorm1d(3),
           [rows(8, 3), rows(8, 3), rows(2, 3)], norm(), running()),
    record("batch_norm_momentum", "batch_norm", {"momentum": 0.25, "epsilon": 0.001},
           nn.BatchNorm1d(4, momentum=0.25, eps=0.001), [rows(5, 4), rows(3, 4)], norm(), running()),
    record("batch_norm_plain", "batch_norm", {"affine": False}, nn.BatchNorm1d(2, affine=False),
           [rows(6, 2)], {}, running()),
    record("batch_norm_far", "batch_norm", {}, nn.BatchNorm1d(2), [rows(6, 2) + 1e6], norm(),
           running()),
    record("batch_norm_images", "batch_norm", {}, FeaturesLast(nn.BatchNorm2d(3)),
           [rows(4, 5, 2, 3), rows(2, 5, 2, 3)], norm("layer."), running("layer.")),
    record("layer_norm", "layer_norm", {}, nn.LayerNorm(5), [rows(4, 5), rows(1, 5)], norm()),
    record("layer_norm_epsilon", "layer_norm", {"epsilon": 0.01}, nn.LayerNorm(3, eps=0.01),
           [rows(2, 4, 3)], norm()),
    record("layer_norm_plain", "layer_norm", {"affine": False},
           nn.LayerNorm(5, elementwise_affine=False), [rows(3, 5)], {}),
    record("rms_norm", "rms_norm", {}, RmsNorm(5, 1e-6), [rows(4, 5)], {"scale": ("weight", False)}),
    record("prelu", "prelu", {}, nn.PReLU(), [rows(4, 3)], {"slope": ("weight", False)}),
    record("prelu_each", "prelu", {"per_feature": True}, prelu_each, [rows(4, 3)],
           {"slope": ("weight", False)}),
    record("maxout", "maxout", {"units": 3, "pieces": 2}, Maxout(4, 3, 2), [rows(5, 4)],
           {"weight": ("linear.weight", True), "bias": ("linear.bias", False)}),
    record("dense", "dense", {"units": 3}, nn.Linear(4, 3), [rows(5, 4)],
           {"weight": ("weight", True), "bias": ("bias", False)}),
    record("embedding", "embedding", {"classes": 5, "width": 3}, nn.Embedding(5, 3),
           [torch.randint(0, 5, (7,)), torch.randint(0, 5, (2, 4))], {"weight": ("weight", False)}),
    record("reshape", "reshape", {"shape": [3, -1]}, nn.Unflatten(1, (3, 2)), [rows(4, 6)], {}),
    record("flatten", "flatten", {}, nn.Flatten(), [rows(4, 3, 2)], {}),
]

path = pathlib.Path(__file__).parents[2] / "tests/golden/layers.json"
path.write_text(json.dumps({"torch": torch.__version__, "cases": cases}) + "\n")
