#!/usr/bin/python3
"""The loss of a 2-4-1 sigmoid network on XOR over 1,000 steps of gradient descent, in NumPy doubles.

Writes tests/golden/xor_curve.json: start weights, rate, and the loss before every tenth step.
"""
import json
import pathlib

import numpy as np

x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], float)
y = np.array([[0], [1], [1], [0]], float)
w1 = np.array([[0.5, -0.6, 0.8, -0.3], [-0.4, 0.7, 0.9, 0.2]])
b1 = np.array([0.1, -0.2, 0.3, -0.1])
w2 = np.array([[0.6], [-0.7], [0.5], [0.4]])
b2 = np.array([0.05])
start = {"w1": w1.ravel().tolist(), "b1": b1.tolist(), "w2": w2.ravel().tolist(), "b2": b2.tolist()}
rate = 2.0


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


losses = []
for step in range(1001):
    h = sigmoid(x @ w1 + b1)
    p = sigmoid(h @ w2 + b2)
    if step % 10 == 0:
        losses.append(float(np.mean((p - y) ** 2)))
    d2 = 2 * (p - y) / y.size * p * (1 - p)
    d1 = d2 @ w2.T * h * (1 - h)
    w2, b2 = w2 - rate * h.T @ d2, b2 - rate * d2.sum(0)
    w1, b1 = w1 - rate * x.T @ d1, b1 - rate * d1.sum(0)

path = pathlib.Path(__file__).parents[2] / "tests/golden/xor_curve.json"
path.write_text(json.dumps({"start": start, "rate": rate, "every": 10, "loss": losses}) + "\n")
