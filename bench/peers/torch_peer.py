#!/usr/bin/env python3
"""One workload of `glia bench` in torch. Prints microseconds for a step or a call, the median of
several rounds.

usage: torch_peer.py WORKLOAD THREADS     needs python3-torch; compare.py sets the environment
"""
import os
import statistics
import sys
import time

import torch
from torch import nn
from torch.nn import functional

WORKLOAD, THREADS = sys.argv[1], int(sys.argv[2])
ROUNDS = 7


def images(rows):
    x = torch.rand(rows, 784)
    x[torch.rand(rows, 784) < 0.5] = 0
    return x, torch.randint(0, 10, (rows,))


def dense(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def sigmoid_net(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.Sigmoid()]
    return nn.Sequential(*layers)


def train(net, x, y, loss_of, batch, optimizer):
    """Microseconds a step, over whole epochs of shuffled rows."""
    times = []
    for _ in range(ROUNDS):
        order = torch.randperm(len(x))
        start = time.perf_counter()
        steps = 0
        for rows in order.split(batch):
            loss = loss_of(net(x[rows]), y[rows])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            steps += 1
        times.append((time.perf_counter() - start) / steps * 1e6)
    return statistics.median(times)


def train_images(net, rows, batch):
    return train(net, *images(rows), functional.cross_entropy, batch,
                 torch.optim.Adam(net.parameters(), lr=0.001))


def train_samples(net, inputs, outputs, rows, batch=1):
    sgd = torch.optim.SGD(net.parameters(), lr=0.001)
    return train(net, torch.rand(rows, inputs), torch.rand(rows, outputs).round(),
                 functional.mse_loss, batch, sgd)


def train_iris():
    net = dense(4, 16, 3)
    return train(net, torch.rand(1600, 4), torch.randint(0, 3, (1600,)), functional.cross_entropy, 16,
                 torch.optim.SGD(net.parameters(), lr=0.001))


def predict(rows, calls):
    x, _ = images(rows)
    traced = torch.jit.trace(dense(784, 128, 10).eval(), x)
    net = torch.jit.optimize_for_inference(torch.jit.freeze(traced))
    with torch.inference_mode():
        times = []
        for _ in range(ROUNDS + 2):
            start = time.perf_counter()
            for _ in range(calls):
                net(x)
            times.append((time.perf_counter() - start) / calls * 1e6)
    return statistics.median(times[2:])


WORKLOADS = {
    "train-784-128-10-batch-32": lambda: train_images(dense(784, 128, 10), 20000, 32),
    "train-784-128-10-batch-128": lambda: train_images(dense(784, 128, 10), 40000, 128),
    "train-784-512-512-10-batch-128": lambda: train_images(dense(784, 512, 512, 10), 12800, 128),
    "train-784-30-10-batch-1": lambda: train_samples(sigmoid_net(784, 30, 10), 784, 10, 1000),
    "train-4-16-3-batch-16": train_iris,
    "train-2-4-1-batch-1": lambda: train_samples(sigmoid_net(2, 4, 1), 2, 1, 1000),
    "train-1-5-1-batch-1": lambda: train_samples(sigmoid_net(1, 5, 1), 1, 1, 1000),
    "predict-784-128-10-rows-1": lambda: predict(1, 5000),
    "predict-784-128-10-rows-1000": lambda: predict(1000, 50),
}

torch.set_num_threads(THREADS)
torch.set_flush_denormal(True)
print(WORKLOADS[WORKLOAD]())
