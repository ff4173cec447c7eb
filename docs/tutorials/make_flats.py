#!/usr/bin/env python3
"""Writes docs/tutorials/flats.csv and new-flats.csv: flats to let in a town that does not exist, as a German
Excel saves them, with the faults of real tables. Computed from a fixed seed; free of rights.

usage: docs/tutorials/make_flats.py
"""
import pathlib
import random

FOLDER = pathlib.Path(__file__).resolve().parent
DISTRICTS = {"Altstadt": 4.0, "Hafen": 1.5, "Nordend": 0.5, "Gartenstadt": 2.0, "West": -1.0}
HEAD = "id;district;area;rooms;built;balcony;distance;deposit;rent"


def number(value, digits=1):
    return f"{value:.{digits}f}".replace(".", ",")


def flat(index, generator):
    district = generator.choice(list(DISTRICTS))
    area = max(18.0, generator.gauss(68, 24))
    rooms = max(1, round(area / 26 + generator.gauss(0, 0.5)))
    built = generator.choice([1905, 1928, 1955, 1967, 1978, 1989, 1999, 2008, 2016, 2021])
    balcony = generator.random() < 0.3 + 0.2 * (built > 1970)
    distance = max(0.2, generator.gauss(4, 2) - DISTRICTS[district] / 2)
    per_metre = 9.5 + DISTRICTS[district] + 0.045 * (built - 1950) * (built > 1970) - 0.35 * distance
    rent = area * per_metre + 45 * balcony + 260 * (area < 35) + generator.gauss(0, 45)
    rent = max(250.0, rent)
    cells = [f"F{index:04d}", district, number(area), str(rooms), str(built), "yes" if balcony else "no",
             number(distance), number(3 * rent, 2), number(rent, 2)]
    if generator.random() < 0.06:
        cells[4] = ""
    if generator.random() < 0.05:
        cells[6] = "n/a"
    return cells


def main():
    generator = random.Random(42)
    flats = [flat(i + 1, generator) for i in range(600)]
    flats[7][8] = ""  # no rent is known
    with open(FOLDER / "flats.csv", "w", encoding="utf-8-sig", newline="") as out:
        out.write("\r\n".join([HEAD] + [";".join(cells) for cells in flats]) + "\r\n")
    with open(FOLDER / "new-flats.csv", "w", encoding="utf-8", newline="") as out:
        out.write("id,district,area,rooms,balcony,distance,note\n"
                  "007,Hafen,54.5,2,yes,1.2,\n"
                  "008,Altstadt,31,1,no,0.8,=HYPERLINK(\"x\")\n"
                  "009,Seaside,88,3,yes,about 3,\n")


if __name__ == "__main__":
    main()
