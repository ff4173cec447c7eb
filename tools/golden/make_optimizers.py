#!/usr/bin/python3
"""What torch's optimizers do, in doubles: writes tests/golden/optimizers.json.

* curves: the loss before each of 200 steps of a 4-5-3 tanh network on ten rows, squared error.
* lbfgs_curves, lbfgs_problems: the same for L-BFGS with a line search, one rate.
* problems: the fewest steps to (nearly) the minimum of named functions, over a few rates.

Lion is in no torch that Debian has; its rule stands below as a torch optimizer. NAdam runs in its
`foreach` form: the other one of torch 1.13 multiplies the next momentum in twice.
"""
import json
import math
import pathlib
import sys

import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

STEPS = 200
MOST = 20000
# How near to the minimum counts as solved; a rule that never settles at a constant rate gets less.
CLOSE = 1e-6
CLOSE_OF = {"rmsprop": 1e-4, "adadelta": 1e-3, "lion": 1e-4}
RATES = [5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001,
         0.0005, 0.0002]


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, algorithm 2, without weight decay."""

    def __init__(self, params, lr, betas=(0.9, 0.99)):
        super().__init__(params, {"lr": lr, "betas": betas})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p -= group["lr"] * torch.sign(b1 * m + (1 - b1) * p.grad)
                m.mul_(b2).add_(p.grad, alpha=1 - b2)


O = torch.optim
# name -> (our options, rate of the curve, maker)
RULES = {
    "sgd": ({}, 0.1, lambda p, r: O.SGD(p, r)),
    "momentum": ({"momentum": 0.9}, 0.05, lambda p, r: O.SGD(p, r, momentum=0.9)),
    "nesterov": ({"momentum": 0.9}, 0.05, lambda p, r: O.SGD(p, r, momentum=0.9, nesterov=True)),
    "adagrad": ({}, 0.05, lambda p, r: O.Adagrad(p, r)),
    "adagrad-decay": ({"decay": 0.01, "initial": 0.1}, 0.05,
                      lambda p, r: O.Adagrad(p, r, lr_decay=0.01, initial_accumulator_value=0.1)),
    "rmsprop": ({}, 0.01, lambda p, r: O.RMSprop(p, r)),
    "rmsprop-centered": ({"alpha": 0.95, "momentum": 0.5, "centered": 1}, 0.001,
                         lambda p, r: O.RMSprop(p, r, alpha=0.95, momentum=0.5, centered=True)),
    "adadelta": ({}, 1.0, lambda p, r: O.Adadelta(p, r)),
    "adam": ({}, 0.01, lambda p, r: O.Adam(p, r)),
    "adamw": ({"weight_decay": 0.1}, 0.01, lambda p, r: O.AdamW(p, r, weight_decay=0.1)),
    "amsgrad": ({}, 0.01, lambda p, r: O.Adam(p, r, amsgrad=True)),
    "nadam": ({}, 0.004, lambda p, r: O.NAdam(p, r, foreach=True)),
    "lion": ({}, 0.003, lambda p, r: Lion(p, r)),
}
LBFGS_STEPS = 20
LBFGS = [
    ("lbfgs:iterations=1", {"lr": 1, "max_iter": 1, "history_size": 10,
                            "line_search_fn": "strong_wolfe"}),
    ("lbfgs:iterations=4:history=5", {"lr": 1, "max_iter": 4, "history_size": 5,
                                      "line_search_fn": "strong_wolfe"}),
    ("lbfgs:iterations=5:line_search=0", {"lr": 0.2, "max_iter": 5, "history_size": 10}),
]
# These have their minimum elsewhere, or are another entry's rule.
NO_PROBLEM = {"adamw", "adagrad-decay", "rmsprop-centered"}


def network():
    """Smooth start values and rows that a C++ test can repeat from the file."""
    def wave(shape, a, b):
        n = math.prod(shape)
        return torch.sin(a * torch.arange(n) + b).reshape(shape)

    return {"x": wave((10, 4), 1.3, 0.2), "y": wave((10, 3), 0.7, 1.1) * 0.8,
            "w1": wave((4, 5), 2.1, 0.3) * 0.6, "b1": wave((5,), 1.7, 0.9) * 0.1,
            "w2": wave((5, 3), 0.9, 0.5) * 0.5, "b2": wave((3,), 2.9, 0.4) * 0.1}


def curve(make, steps):
    """The loss before each step, and after the last."""
    net = network()
    params = [net[n].requires_grad_() for n in ("w1", "b1", "w2", "b2")]
    optimizer = make(params)
    losses = []

    def loss():
        optimizer.zero_grad()
        h = torch.tanh(net["x"] @ params[0] + params[1])
        value = torch.mean((h @ params[2] + params[3] - net["y"]) ** 2)
        value.backward()
        return value

    for _ in range(steps):
        if isinstance(optimizer, O.LBFGS):
            losses.append(float(optimizer.step(loss)))
        else:
            losses.append(float(loss()))
            optimizer.step()
    losses.append(float(loss()))
    return losses


def rosenbrock(x, y):
    r = y - x * x
    return (1 - x) ** 2 + 100 * r * r, [-2 * (1 - x) - 400 * x * r, 200 * r]


def beale(x, y):
    value, dx, dy = 0.0, 0.0, 0.0
    for k, c in enumerate((1.5, 2.25, 2.625), 1):
        r = c - x + x * y ** k
        value, dx, dy = value + r * r, dx + 2 * r * (y ** k - 1), dy + 2 * r * k * x * y ** (k - 1)
    return value, [dx, dy]


def himmelblau(x, y):
    a, b = x * x + y - 11, x + y * y - 7
    return a * a + b * b, [4 * x * a + 2 * b, 2 * a + 4 * y * b]


def quadratic(x, y, z):
    return 0.5 * x * x + 5 * y * y + 50 * z * z, [x, 10 * y, 100 * z]


def wave(x, y):
    return x * x + math.sin(y) ** 2, [2 * x, math.sin(2 * y)]


PROBLEMS = {"rosenbrock": ([-1.2, 1], rosenbrock), "beale": ([1, 1], beale),
            "himmelblau": ([0, 0], himmelblau), "quadratic": ([1.3, -0.7, 0.55], quadratic),
            "wave": ([3, 2], wave)}


def solve(make, start, function, close, most):
    """Steps until the function is within `close` of its minimum 0, or None."""
    x = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    x.grad = torch.zeros_like(x)
    optimizer = make([x])
    place, slope = x.detach().numpy(), x.grad.numpy()

    def loss():
        value, slope[:] = function(*place.tolist())
        return torch.tensor(value)

    for step in range(most):
        try:
            value = float(loss())
        except OverflowError:
            return None
        if value <= close:
            return step
        if not math.isfinite(value) or value > 1e12:
            return None
        optimizer.step(loss) if isinstance(optimizer, O.LBFGS) else optimizer.step()
    return None


def fastest(make, problem, close):
    start, function = PROBLEMS[problem]
    best = None
    for rate in RATES:
        most = best["steps"] if best else MOST
        steps = solve(lambda p: make(p, rate), start, function, close, most)
        if steps is not None:
            best = {"rate": rate, "steps": steps}
    return best


def main():
    path = pathlib.Path(__file__).parents[2] / "tests/golden/optimizers.json"
    chosen = sys.argv[1:] or list(RULES)  # names: only these anew
    net = network()
    golden = {"network": {name: value.tolist() for name, value in net.items()},
              "curves": {}, "problems": {}}
    if sys.argv[1:]:
        golden = json.loads(path.read_text())
    for name in chosen:
        options, rate, make = RULES[name]
        entry = {"rule": name.split("-")[0], "options": options, "rate": rate,
                 "loss": curve(lambda p: make(p, rate), STEPS)}
        golden["curves"][name] = entry
        if name in NO_PROBLEM:
            continue
        close = CLOSE_OF.get(name, CLOSE)
        solved = {problem: fastest(make, problem, close) for problem in PROBLEMS}
        print(name, solved, flush=True)
        golden["problems"][name] = {"rule": name.split("-")[0], "options": options,
                                    "close": close, "solved": solved}
    golden["lbfgs_curves"] = [
        {"optimizer": text, "rate": options["lr"],
         "loss": curve(lambda p: O.LBFGS(p, **options), LBFGS_STEPS)}
        for text, options in LBFGS]
    golden["lbfgs_problems"] = {}
    for name, (start, function) in PROBLEMS.items():
        make = lambda p: O.LBFGS(p, 1, max_iter=1, history_size=10, line_search_fn="strong_wolfe")
        steps = solve(make, start, function, CLOSE, MOST)
        golden["lbfgs_problems"][name] = {"close": CLOSE, "steps": steps}
    print(golden["lbfgs_problems"])
    path.write_text(json.dumps(golden, indent=0) + "\n")


if __name__ == "__main__":
    main()
