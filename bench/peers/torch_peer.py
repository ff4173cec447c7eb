#!/usr/bin/env python3
"""One training of `glia bench` in torch. Prints microseconds for a step, the median of several rounds.

usage: torch_peer.py WORKLOAD THREADS     needs python3-torch; compare.py sets the environment
"""
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WORKLOAD, THREADS = sys.argv[1], int(sys.argv[2])
ROUNDS = 7


# Grey images, half of it background.
def images(rows):
    return torch.rand(rows, 784) * (torch.rand(rows, 784) < 0.5)


def dense(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def median_microseconds(count, call):
    """Of `count` calls, once more before to warm up."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        for _ in range(count):
            call()
        times.append((time.perf_counter() - start) / count * 1e6)
    return statistics.median(times[1:])


def train(net, rows, batch, steps):
    x, y = images(rows), torch.randint(0, 10, (rows,))
    adam = torch.optim.Adam(net.parameters(), lr=0.001)  # foreach=True is slower at two threads
    batches = torch.randperm(rows).split(batch)
    place = 0

    def step():
        nonlocal place
        chosen = batches[place]
        place = (place + 1) % (rows // batch)
        loss = functional.cross_entropy(net(x.index_select(0, chosen)), y.index_select(0, chosen))
        adam.zero_grad(set_to_none=True)
        loss.backward()
        adam.step()

    return median_microseconds(steps, step)


WORKLOADS = {
    "train-784-128-10-batch-32": lambda: train(dense(784, 128, 10), 60000, 32, 300),
    "train-784-128-10-batch-128": lambda: train(dense(784, 128, 10), 60000, 128, 100),
    "train-784-512-512-10-batch-128": lambda: train(dense(784, 512, 512, 10), 60000, 128, 50),
}

torch.set_flush_denormal(True)  # before the threads start: they inherit it
torch.set_num_threads(THREADS)
print(WORKLOADS[WORKLOAD]())
