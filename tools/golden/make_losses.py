#!/usr/bin/python3
"""Values and slopes of every loss, from torch in double.

Writes tests/golden/losses.json. A case of "table" is a loss as `glia train --loss` names it, with
outputs and targets; one of "functions" is a loss of other arguments. Each has its value and the
slope by every real argument. Where torch has the loss, torch.nn computes it; the others (log-cosh,
exponential, focal, the half and the sum) are their formula in torch, differentiated by torch.
"""
import json
import pathlib

import torch
from torch import nn

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(7)


def draw(*shape, low=-2.0, high=2.0):
    # Twelve binary digits: exact in the JSON and in float.
    values = torch.rand(*shape, generator=generator) * (high - low) + low
    return torch.round(values * 4096) / 4096


def listed(x):
    return x.detach().tolist()


table = []


def case(loss, targets_kind, outputs, targets, value_of, class_weights=None):
    outputs = outputs.clone().requires_grad_(True)
    value = value_of(outputs, targets)
    (slope,) = torch.autograd.grad(value, outputs)
    entry = {"loss": loss, "targets_kind": targets_kind, "outputs": listed(outputs),
             "targets": listed(targets), "value": value.item(), "slope": listed(slope)}
    if class_weights is not None:
        entry["class_weights"] = listed(class_weights)
    table.append(entry)


# --- numbers
y, t = draw(4, 3), draw(4, 3)
far = draw(4, 3, low=-30, high=30)
for name, function in {
    "squared_error": nn.MSELoss(),
    "half_squared_error": lambda a, b: nn.MSELoss()(a, b) / 2,
    "sum_squared_error": nn.MSELoss(reduction="sum"),
    "absolute_error": nn.L1Loss(),
    "huber": nn.HuberLoss(),
    "huber:0.5": nn.HuberLoss(delta=0.5),
    "huber:delta=3": nn.HuberLoss(delta=3),
    "log_cosh": lambda a, b: torch.log(torch.cosh(a - b)).mean(),
}.items():
    case(name, "numbers", y, t, function)
    case(name, "numbers", far, t, function)

# --- yes/no
z = draw(5, 2, low=-4, high=4)
yes = torch.tensor([[1, 0], [0, 0], [1, 1], [0, 1], [1, 0]], dtype=torch.float64)
shares = draw(5, 2, low=0, high=1)
p = draw(5, 2, low=0.02, high=0.98)


def smooth(a, s):
    return a * (1 - s) + s / 2


def focal(z, t, gamma, alpha):
    p = torch.sigmoid(z)
    cross = nn.functional.binary_cross_entropy_with_logits(z, t, reduction="none")
    right = p * t + (1 - p) * (1 - t)
    weight = 1 if alpha < 0 else alpha * t + (1 - alpha) * (1 - t)
    return (weight * (1 - right) ** gamma * cross).mean()


def sign(t):
    return 2 * t - 1


with_logits = nn.functional.binary_cross_entropy_with_logits
case("sigmoid_cross_entropy", "yes_no", z, yes, with_logits)
case("sigmoid_cross_entropy", "yes_no", z, shares, with_logits)
case("sigmoid_cross_entropy", "yes_no", z * 100, yes, with_logits)
case("sigmoid_cross_entropy:0.1", "yes_no", z, yes, lambda a, b: with_logits(a, smooth(b, 0.1)))
case("sigmoid_cross_entropy:yes_weight=3", "yes_no", z, yes,
     nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0, 3.0])))
case("sigmoid_cross_entropy:0.2:0.5", "yes_no", z, shares,
     lambda a, b: nn.BCEWithLogitsLoss(pos_weight=torch.tensor([0.5, 0.5]))(a, smooth(b, 0.2)))
case("binary_cross_entropy", "yes_no", p, yes, nn.BCELoss())
case("binary_cross_entropy", "yes_no", p, shares, nn.BCELoss())
case("binary_cross_entropy:smoothing=0.1", "yes_no", p, yes,
     lambda a, b: nn.BCELoss()(a, smooth(b, 0.1)))
case("focal", "yes_no", z, yes, lambda a, b: focal(a, b, 2, 0.25))
case("focal:gamma=0:alpha=-1", "yes_no", z, yes, with_logits)
case("focal:0.5:0.75", "yes_no", z, yes, lambda a, b: focal(a, b, 0.5, 0.75))
case("hinge", "yes_no", z, yes, lambda a, b: torch.clamp(1 - sign(b) * a, min=0).mean())
case("hinge:0.5", "yes_no", z, yes, lambda a, b: torch.clamp(0.5 - sign(b) * a, min=0).mean())
case("squared_hinge", "yes_no", z, yes, lambda a, b: (torch.clamp(1 - sign(b) * a, min=0) ** 2).mean())
case("exponential", "yes_no", z, yes, lambda a, b: torch.exp(-sign(b) * a).mean())
case("squared_error", "yes_no", p, yes, nn.MSELoss())

# --- classes
scores = draw(6, 4, low=-4, high=4)
classes = torch.tensor([0, 3, 1, 1, 2, 0])
weights = torch.tensor([0.5, 2.0, 1.0, 0.25])
shown = torch.softmax(scores, 1)
shown = torch.round(shown * 4096 + 1) / 4100
logs = torch.round(torch.log_softmax(scores, 1) * 4096) / 4096


def smoothed_nll(smoothing, weights):
    def value(logs, t):
        w = torch.ones(logs.shape[1]) if weights is None else weights
        plain = nn.functional.nll_loss(logs, t, weight=w, reduction="sum")
        uniform = -(logs * w).sum() / logs.shape[1]
        return ((1 - smoothing) * plain + smoothing * uniform) / w[t].sum()
    return value


for suffix, (smoothing, own) in {"": (0, None), ":0.1": (0.1, None), ":0": (0, weights),
                                 ":smoothing=0.3": (0.3, weights)}.items():
    case("softmax_cross_entropy" + suffix, "classes", scores, classes,
         nn.CrossEntropyLoss(weight=own, label_smoothing=smoothing), own)
    nll = smoothed_nll(smoothing, own)
    if smoothing == 0:
        nll = nn.NLLLoss(weight=own)
    case("negative_log_likelihood" + suffix, "classes", logs, classes, nll, own)
    case("categorical_cross_entropy" + suffix, "classes", shown, classes,
         lambda a, b, nll=nll: nll(torch.log(a), b), own)


def softmax_focal(z, t, gamma):
    logs = torch.log_softmax(z, 1).gather(1, t[:, None]).squeeze(1)
    return -((1 - logs.exp()) ** gamma * logs).mean()


def samme(z, t):
    own = z.gather(1, t[:, None]).squeeze(1)
    others = (z.sum(1) - own) / (z.shape[1] - 1)
    return torch.exp(-(own - others) / z.shape[1]).mean()


case("softmax_cross_entropy", "classes", scores * 100, classes, nn.CrossEntropyLoss())
case("focal", "classes", scores, classes, lambda a, b: softmax_focal(a, b, 2))
case("focal:0.5", "classes", scores, classes, lambda a, b: softmax_focal(a, b, 0.5))
case("focal:0", "classes", scores, classes, nn.CrossEntropyLoss())
case("hinge", "classes", scores, classes, nn.MultiMarginLoss())
case("hinge:2.5", "classes", scores, classes, nn.MultiMarginLoss(margin=2.5))
case("squared_hinge", "classes", scores, classes, nn.MultiMarginLoss(p=2))
case("exponential", "classes", scores, classes, samme)

# --- other arguments
functions = []


def function(name, arguments, value_of, slopes=None, **options):
    """arguments: name -> tensor; the slopes are by those that are named, or by all."""
    by = [n for n in arguments if slopes is None or n in slopes]
    given = {n: a.clone().requires_grad_(n in by) for n, a in arguments.items()}
    value = value_of(*given.values())
    grads = torch.autograd.grad(value, [given[n] for n in by])
    functions.append({"name": name, "options": options,
                      "arguments": [listed(a) for a in given.values()], "value": value.item(),
                      "slopes": {list(arguments).index(n): listed(g) for n, g in zip(by, grads)}})


variance = draw(4, 3, low=0.1, high=3)
function("gaussian_nll", {"mean": y, "variance": variance, "target": t},
         lambda m, v, a: nn.GaussianNLLLoss()(m, a, v), full=False)
function("gaussian_nll", {"mean": y, "variance": variance, "target": t},
         lambda m, v, a: nn.GaussianNLLLoss(full=True)(m, a, v), full=True)
shares = torch.softmax(draw(5, 4), 1)
function("kl_divergence", {"log_probabilities": torch.log_softmax(draw(5, 4), 1), "target": shares},
         nn.KLDivLoss(reduction="batchmean"))
zeros = torch.tensor([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5]])
function("kl_divergence", {"log_probabilities": torch.log_softmax(draw(2, 3), 1), "target": zeros},
         nn.KLDivLoss(reduction="batchmean"), slopes=["log_probabilities"])
a, b, c = draw(6, 3), draw(6, 3), draw(6, 3)
same = torch.tensor([1.0, -1.0, 1.0, -1.0, -1.0, 1.0])
for margin in (0.0, 0.25):
    function("cosine_embedding", {"a": a, "b": b, "same": same},
             nn.CosineEmbeddingLoss(margin=margin), slopes=["a", "b"], margin=margin)
for margin in (1.0, 0.3):
    function("triplet", {"anchor": a, "positive": b, "negative": c},
             nn.TripletMarginLoss(margin=margin), margin=margin)
chances = draw(5, low=0.1, high=0.9)
outcomes = torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0])
function("likelihood", {"probabilities": chances, "outcomes": outcomes},
         lambda p, t: torch.prod(torch.where(t > 0.5, p, 1 - p)), slopes=["probabilities"])
missing = torch.tensor([0, 3, -100, 1, 2, -100])
function("softmax_cross_entropy", {"logits": scores, "classes": missing.double()},
         lambda z, t: nn.CrossEntropyLoss(ignore_index=-100, weight=weights,
                                          label_smoothing=0.1)(z, t.long()),
         slopes=["logits"], ignored=-100, smoothing=0.1, class_weights=listed(weights))
function("softmax_cross_entropy", {"logits": scores, "classes": classes.double()},
         lambda z, t: nn.CrossEntropyLoss(ignore_index=1)(z, t.long()),
         slopes=["logits"], ignored=1, smoothing=0.0, class_weights=[])

path = pathlib.Path(__file__).parents[2] / "tests/golden/losses.json"
path.write_text(json.dumps({"torch": torch.__version__, "table": table, "functions": functions},
                           indent=1) + "\n")
