#!/usr/bin/python3
"""The loss of a small smooth network over 200 steps of SGD, for every loss that torch has.

Writes tests/golden/loss_curves.json: start weights, rows, targets, and for each loss the rate and its
value before every fifth step, in double. The network is z = tanh(x w1 + b1) w2 + b2, 3-5-4, all
twelve rows in each step. Losses without a class in torch.nn are their formula in torch.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(11)
STEPS, EVERY = 200, 5


def draw(*shape, low=-1.0, high=1.0):
    values = torch.rand(*shape, generator=generator) * (high - low) + low
    return torch.round(values * 4096) / 4096


start = {"w1": draw(3, 5), "b1": draw(5), "w2": draw(5, 4), "b2": draw(4)}
x = draw(12, 3, low=-2, high=2)
numbers = draw(12, 4, low=-2, high=2)
yes = (draw(12, 4) > 0).double()
classes = torch.tensor([0, 1, 2, 3, 3, 2, 1, 0, 0, 2, 1, 3])
same = torch.tensor([1.0, -1.0, 1.0, 1.0, -1.0, -1.0])
weights = torch.tensor([0.5, 2.0, 1.0, 0.25])
chances = torch.round(torch.softmax(draw(12, 4), 1) * 4096) / 4096


def sign(t):
    return 2 * t - 1


def focal(z, t):
    p = torch.sigmoid(z)
    cross = nn.functional.binary_cross_entropy_with_logits(z, t, reduction="none")
    right = p * t + (1 - p) * (1 - t)
    return ((0.25 * t + 0.75 * (1 - t)) * (1 - right) ** 2 * cross).mean()


def softmax_focal(z, t):
    logs = torch.log_softmax(z, 1).gather(1, t[:, None]).squeeze(1)
    return -((1 - logs.exp()) ** 2 * logs).mean()


def gaussian(z, t):
    return nn.GaussianNLLLoss()(z[:, :2], t[:, :2], nn.functional.softplus(z[:, 2:]) + 0.1)


# name, targets, rate, torch's loss of the logits z
CASES = [
    ("squared_error", "numbers", 0.1, nn.MSELoss()),
    ("half_squared_error", "numbers", 0.1, lambda z, t: nn.MSELoss()(z, t) / 2),
    ("sum_squared_error", "numbers", 0.002, nn.MSELoss(reduction="sum")),
    ("absolute_error", "numbers", 0.05, nn.L1Loss()),
    ("huber", "numbers", 0.1, nn.HuberLoss()),
    ("huber:0.5", "numbers", 0.1, nn.HuberLoss(delta=0.5)),
    ("log_cosh", "numbers", 0.1, lambda z, t: torch.log(torch.cosh(z - t)).mean()),
    ("sigmoid_cross_entropy", "yes_no", 0.5, nn.BCEWithLogitsLoss()),
    ("sigmoid_cross_entropy:yes_weight=3", "yes_no", 0.5,
     nn.BCEWithLogitsLoss(pos_weight=torch.full((4,), 3.0))),
    ("binary_cross_entropy", "yes_no", 0.5, lambda z, t: nn.BCELoss()(torch.sigmoid(z), t)),
    ("focal", "yes_no", 0.5, focal),
    ("hinge", "yes_no", 0.1, lambda z, t: torch.clamp(1 - sign(t) * z, min=0).mean()),
    ("squared_hinge", "yes_no", 0.1, lambda z, t: (torch.clamp(1 - sign(t) * z, min=0) ** 2).mean()),
    ("exponential", "yes_no", 0.1, lambda z, t: torch.exp(-sign(t) * z).mean()),
    ("softmax_cross_entropy", "classes", 0.5, nn.CrossEntropyLoss()),
    ("softmax_cross_entropy:0.1", "classes", 0.5, nn.CrossEntropyLoss(label_smoothing=0.1)),
    ("softmax_cross_entropy:0", "weighted", 0.5, nn.CrossEntropyLoss(weight=weights)),
    ("categorical_cross_entropy", "classes", 0.5,
     lambda z, t: nn.NLLLoss()(torch.log(torch.softmax(z, 1)), t)),
    ("negative_log_likelihood", "classes", 0.5,
     lambda z, t: nn.NLLLoss()(torch.log_softmax(z, 1), t)),
    ("focal", "classes", 0.5, softmax_focal),
    ("hinge", "classes", 0.2, nn.MultiMarginLoss()),
    ("squared_hinge", "classes", 0.1, nn.MultiMarginLoss(p=2)),
    ("gaussian_nll", "numbers", 0.02, gaussian),
    ("kl_divergence", "chances", 0.2,
     lambda z, t: nn.KLDivLoss(reduction="batchmean")(torch.log_softmax(z, 1), t)),
    ("cosine_embedding", "same", 0.2,
     lambda z, t: nn.CosineEmbeddingLoss(margin=0.25)(z[:6], z[6:], t)),
    ("triplet", "none", 0.05, lambda z, t: nn.TripletMarginLoss()(z[:4], z[4:8], z[8:])),
]
TARGETS = {"numbers": numbers, "yes_no": yes, "classes": classes, "weighted": classes,
           "chances": chances, "same": same, "none": None}

curves = []
for name, kind, rate, loss_of in CASES:
    parameters = {n: p.clone().requires_grad_(True) for n, p in start.items()}
    optimizer = torch.optim.SGD(parameters.values(), lr=rate)
    values = []
    for step in range(STEPS + 1):
        h = torch.tanh(x @ parameters["w1"] + parameters["b1"])
        loss = loss_of(h @ parameters["w2"] + parameters["b2"], TARGETS[kind])
        if step % EVERY == 0:
            values.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert values[-1] < 0.9 * values[0], (name, values[0], values[-1])
    curves.append({"loss": name, "targets": kind, "rate": rate, "values": values})

path = pathlib.Path(__file__).parents[2] / "tests/golden/loss_curves.json"
path.write_text(json.dumps({
    "torch": torch.__version__, "steps": STEPS, "every": EVERY,
    "start": {n: p.tolist() for n, p in start.items()}, "x": x.tolist(),
    "targets": {n: t.tolist() for n, t in TARGETS.items() if t is not None and n != "weighted"},
    "class_weights": weights.tolist(), "curves": curves}, indent=1) + "\n")
