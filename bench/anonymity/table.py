# SPDX-License-Identifier: Apache-2.0
"""The benchmark's table: Adult, its rows drawn again and again and a tenth of all cells drawn anew from their column, by a seed."""
import csv
import os

import numpy


def make(source: str, path: str, rows: int) -> None:
    if os.path.exists(path):
        return
    with open(source, encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    header, data = lines[0], numpy.array(lines[1:], dtype=object)
    random = numpy.random.default_rng(20261124)
    with open(path + ".partial", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for start in range(0, rows, 100_000):
            count = min(100_000, rows - start)
            table = data[random.integers(0, len(data), count)]
            for column in range(len(header)):
                anew = random.random(count) < 0.1
                table[anew, column] = data[random.integers(0, len(data), int(anew.sum())), column]
            writer.writerows(table)
    os.replace(path + ".partial", path)
