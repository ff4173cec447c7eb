#!/usr/bin/python3
"""The constants of normal_tail_factor in glia/kernels/activation-inl.h.

P(X > a) e^(a^2/2) = t p(t - centre), t = 1 / (1 + c a), for a normal X and 0 <= a <= high: p is the
polynomial through the Chebyshev nodes of the range of t, found with 50 digits (mpmath). Powers of
t - centre stay small, so that Horner's rule does not cancel. Prints the coefficients and the error.
"""
from mpmath import cos, erfc, exp, lu_solve, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 50


def factor(t, c):
    a = (1 / t - 1) / c
    return exp(a * a / 2) * erfc(a / sqrt(2)) / 2 / t


def fit(c, degree, high, centre):
    low = 1 / (1 + c * high)
    count = degree + 1
    nodes = [(1 + low) / 2 + (1 - low) / 2 * cos(pi * (2 * k + 1) / (2 * count)) for k in range(count)]
    powers = matrix(count, count)
    values = matrix(count, 1)
    for i, t in enumerate(nodes):
        for j in range(count):
            powers[i, j] = (t - centre) ** j
        values[i] = factor(t, c)
    found = lu_solve(powers, values)
    error = 0
    for k in range(1000):
        t = low + (1 - low) * mpf(k) / 999
        value = sum(found[j] * (t - centre) ** j for j in range(count))
        error = max(error, abs(value / factor(t, c) - 1))
    return found, error


for name, c, degree, high, centre in (("float", "0.25", 10, "14.5", "0.25"),
                                      ("double", "0.25", 24, "39", "0.1875")):
    found, error = fit(mpf(c), degree, mpf(high), mpf(centre))
    print(f"{name}: c = {c}, degree {degree}, 0 <= a <= {high}, centre {centre}; "
          f"relative error {nstr(error, 3)}")
    print(",\n".join(nstr(found[j], 18) for j in range(degree + 1)))
