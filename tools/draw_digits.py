#!/usr/bin/env python3
"""Draws the ten digits with a round pen, as MNIST has them: 28 x 28 grey values, white on black, the
strokes in the middle 20 x 20. Writes examples/drawings/N.txt, one number a pixel.

usage: tools/draw_digits.py
"""
import math
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "examples" / "drawings"
SIDE, PEN = 28, 1.35


def arc(x, y, rx, ry, begin, end, steps=24):
    """Points of an ellipse, degrees clockwise from the right."""
    angles = [math.radians(begin + (end - begin) * i / steps) for i in range(steps + 1)]
    return [(x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles]


# Lines through points of a box of 0..20 by 0..20, y downwards.
STROKES = {
    0: [arc(10, 10, 6, 9, 0, 360)],
    1: [[(12, 1), (9, 19)]],
    2: [arc(10, 6, 5.5, 5, 190, 380) + [(13, 10), (4, 19), (17, 18)]],
    3: [arc(9.5, 5.5, 5, 4.5, 200, 450) + arc(9.5, 14.5, 5.5, 4.8, 270, 520)],
    4: [[(6, 1), (4, 10), (15, 10)], [(14.5, 1), (13, 19)]],
    5: [[(16, 1), (6, 1), (5, 9)] + arc(9.5, 13.5, 5.5, 5.5, 235, 500)],
    6: [[(13, 0.5)] + arc(13, 12, 8, 11.5, 250, 180)[4:] + arc(9.6, 14, 4.6, 5, 180, 540)],
    7: [[(3, 2), (16, 2), (8, 19)]],
    8: [arc(10, 5.5, 4.3, 4.5, 90, 450) + arc(10, 14.5, 5, 4.5, 270, 630)],
    9: [arc(9, 6, 4.8, 5, 0, 360) + [(13.8, 6), (12.5, 19)]],
}


def distance(x, y, a, b):
    """From a point to a line from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    t = 0 if length == 0 else min(1, max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / length))
    return math.hypot(x - a[0] - t * dx, y - a[1] - t * dy)


def draw(strokes):
    rows = []
    for row in range(SIDE):
        line = []
        for column in range(SIDE):
            # The middle of the pixel, in the box.
            x, y = column + 0.5 - 4, row + 0.5 - 4
            nearest = min(distance(x, y, a, b) for points in strokes for a, b in zip(points, points[1:]))
            line.append(round(255 * min(1, max(0, PEN + 0.5 - nearest))))
        rows.append(" ".join(map(str, line)))
    return "\n".join(rows) + "\n"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for digit, strokes in STROKES.items():
        (FOLDER / f"{digit}.txt").write_text(f"# the digit {digit}\n" + draw(strokes), encoding="ascii")


if __name__ == "__main__":
    main()
