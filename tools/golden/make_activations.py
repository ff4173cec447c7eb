#!/usr/bin/python3
"""Activations with first and second derivatives at points that are no kinks, in torch doubles.

Writes tests/golden/activations.json. Rows of softmax are differentiated along fixed weights.
"""
import json
import pathlib

import torch
from torch.nn import functional as F

POINTS = [-30.0, -12.5, -9.0, -6.3, -4.2, -3.1, -2.9, -1.7, -0.8, -0.25, -1e-3, 1e-3, 0.3, 0.95, 1.05,
          1.9, 2.9, 3.1, 4.4, 5.9, 6.1, 8.0, 14.0, 30.0]
ROWS = [[0.1, -1.2, 3.4, 0.5], [12.0, -30.0, 11.5, 0.0]]
WEIGHTS = [0.7, -0.2, 0.4, -1.1]
FUNCTIONS = {
    "linear": lambda x: x * 1,
    "step": lambda x: torch.heaviside(x.detach(), torch.ones_like(x)),
    "sign": torch.sign,
    "sigmoid": torch.sigmoid,
    "hard_sigmoid": lambda x: F.relu6(x + 3) / 6,  # torch has no second derivative of its own
    "tanh": torch.tanh,
    "hard_tanh": F.hardtanh,
    "softsign": F.softsign,
    "relu": F.relu,
    "relu6": F.relu6,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "celu": F.celu,
    "softplus": lambda x: F.softplus(x, threshold=800),
    "gelu": F.gelu,
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "mish": F.mish,
}
PARAMETERS = {
    "leaky_relu": (0.2, lambda x: F.leaky_relu(x, 0.2)),
    "elu": (1.7, lambda x: F.elu(x, 1.7)),
    "celu": (0.5, lambda x: F.celu(x, 0.5)),  # torch rounds 1/alpha to float: a power of two
}


def derivatives(f, x):
    """f, f' and f'' of one number at each point."""
    x = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    zeros = torch.zeros_like(x)
    y = f(x)
    first = second = zeros
    if y.requires_grad:
        first = torch.autograd.grad(y.sum(), x, create_graph=True)[0]
        if first.requires_grad:
            found = torch.autograd.grad(first.sum(), x, allow_unused=True)[0]
            second = zeros if found is None else found
    return {"value": y.tolist(), "first": first.tolist(), "second": second.tolist()}


def of_rows(f):
    x = torch.tensor(ROWS, dtype=torch.float64, requires_grad=True)
    y = f(x)
    weights = torch.tensor(WEIGHTS, dtype=torch.float64)
    first = torch.autograd.grad((y * weights).sum(), x, create_graph=True)[0]
    second = torch.autograd.grad((first * weights).sum(), x)[0]
    flat = lambda t: t.flatten().tolist()
    return {"value": flat(y), "first": flat(first), "second": flat(second)}


golden = {
    "x": POINTS,
    "functions": {name: derivatives(f, POINTS) for name, f in FUNCTIONS.items()},
    "with": {name: {"parameter": value, **derivatives(f, POINTS)}
             for name, (value, f) in PARAMETERS.items()},
    "rows": [x for row in ROWS for x in row],
    "weights": WEIGHTS,
    "of_rows": {"softmax": of_rows(lambda x: F.softmax(x, dim=-1)),
                "log_softmax": of_rows(lambda x: F.log_softmax(x, dim=-1))},
}
path = pathlib.Path(__file__).resolve().parents[2] / "tests/golden/activations.json"
path.write_text(json.dumps(golden, indent=1) + "\n")
