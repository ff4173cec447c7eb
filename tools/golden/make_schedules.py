#!/usr/bin/python3
"""The factors that torch's learning-rate schedulers put on a rate of 1: tests/golden/schedules.json.

`factors[i]` holds after i scheduler steps, of which an epoch has `steps_per_epoch`.
"""
import json
import math
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as S

warnings.filterwarnings("ignore")


def optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def pure(schedule, epochs, make, steps_per_epoch=1, steps=None):
    opt = optimizer()
    scheduler = make(opt)
    factors = []
    for _ in range(steps or epochs * steps_per_epoch):
        factors.append(opt.param_groups[0]["lr"])
        opt.step()
        scheduler.step()
    return {"schedule": schedule, "epochs": epochs, "steps_per_epoch": steps_per_epoch,
            "factors": factors}


def restarts(schedule, epochs, period, growth, floor, per_epoch):
    """Torch takes fractions of epochs here."""
    opt = optimizer()
    scheduler = S.CosineAnnealingWarmRestarts(opt, period, growth, floor)
    factors = []
    for i in range(epochs * per_epoch):
        scheduler.step(i / per_epoch)
        factors.append(opt.param_groups[0]["lr"])
    return {"schedule": schedule, "epochs": epochs, "steps_per_epoch": per_epoch,
            "factors": factors}


def warm(opt):
    return S.SequentialLR(opt, [S.LinearLR(opt, 0.2, total_iters=4),
                                S.CosineAnnealingLR(opt, 16, 0.05)], [4])


def one_cycle(steps, rise, start, end):
    """Torch's run ends at its last step, ours after it: the rise ends at the same place."""
    share = (rise * (steps - 1) + 1) / steps
    return lambda opt: S.OneCycleLR(opt, 1.0, total_steps=steps, pct_start=share,
                                    div_factor=1 / start, final_div_factor=start / end,
                                    cycle_momentum=False)


def plateau(schedule, **options):
    """A loss that falls, stays, rises, and falls again."""
    opt = optimizer()
    scheduler = S.ReduceLROnPlateau(opt, eps=0, **options)
    losses, factors = [], []
    for i in range(80):
        loss = 1 / (1 + 0.2 * min(i, 20)) + 0.05 * math.sin(i) * (i > 10) - 0.1 * (i > 60)
        scheduler.step(loss)
        losses.append(loss)
        factors.append(opt.param_groups[0]["lr"])
    return {"schedule": schedule, "losses": losses, "factors": factors}


golden = {
    "pure": [
        pure("constant", 5, lambda o: S.ConstantLR(o, 1.0)),
        pure("step:0.5:7", 30, lambda o: S.StepLR(o, 7, 0.5)),
        pure("step:2:3", 20, lambda o: S.StepLR(o, 3, 2.0)),
        pure("exponential:0.9", 25, lambda o: S.ExponentialLR(o, 0.9)),
        pure("cosine", 20, lambda o: S.CosineAnnealingLR(o, 20)),
        pure("cosine:0.1", 10, lambda o: S.CosineAnnealingLR(o, 40, 0.1), 4),
        pure("cosine:0.05:warmup=4:start=0.2", 20, warm),
        restarts("cosine:period=5", 20, 5, 1, 0.0, 3),
        restarts("cosine:0.02:period=3:growth=2", 25, 3, 2, 0.02, 4),
        pure("onecycle", 100, one_cycle(101, 0.3, 0.04, 4e-6), 1, 101),
        pure("onecycle:0.25:0.1:0.001", 10, one_cycle(81, 0.25, 0.1, 0.001), 8, 81),
    ],
    "plateau": [
        plateau("plateau", factor=0.1, patience=10, threshold=1e-4),
        plateau("plateau:0.5:2:0.01:rest=3", factor=0.5, patience=2, threshold=0.01, cooldown=3),
        plateau("plateau:0.3:0:floor=0.02", factor=0.3, patience=0, threshold=1e-4, min_lr=0.02),
    ],
}
path = pathlib.Path(__file__).parents[2] / "tests/golden/schedules.json"
path.write_text(json.dumps(golden, indent=0) + "\n")
