#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the first gate's rules with those of ACRO, cell by cell: outputs.py TEAHOUSE

Microdata are drawn with a seed. ACRO judges its own table of sums of them; `teahouse screen` judges the same cells as a finding would
write them, with their counts and largest contributions. Every cell has to fall under the same rules of both.
"""
import csv
import json
import logging
import os
import subprocess
import sys
import tempfile

import numpy
import pandas
from acro import ACRO

logging.disable(logging.CRITICAL)
# What the rules are called here and there. A count of nobody is a finding's to write, ACRO's table has no such cell.
RULES = {"low_count": "MinimumThresholdCheck", "dominance": "NKCheck", "p_percent": "PPercentCheck"}
MODELS = range(5, 16)


def items(teahouse, header, rows):
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/table.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header] + rows)
        run = subprocess.run([teahouse, "screen", f"{folder}/table.csv", "--json"], capture_output=True, text=True, check=False)
        if run.returncode > 1:
            sys.exit(run.stderr)
    return json.loads(run.stdout)["items"]


def screen(teahouse, header, rows):
    found = {}
    for item in items(teahouse, header, rows):
        found.setdefault(item["line"] - 2, set()).add(item["rule"])
    return found


def draw(random):
    """Regions and kinds of very different sizes; values of very different weight, so that every rule is broken somewhere."""
    count = int(random.integers(60, 600))
    share = random.dirichlet(numpy.full(6, 0.7))
    return pandas.DataFrame({
        "region": random.choice(list("abcdef"), count, p=share), "kind": random.choice(["pump", "valve", "fan"], count, p=[0.6, 0.3, 0.1]),
        "kilowatts": numpy.exp(random.normal(0, random.uniform(0.2, 3), count)).round(3),
    })


def compare_table(teahouse, data, tally):
    session = ACRO(suppress=False)
    session.crosstab(data.region, data.kind, values=data.kilowatts, aggfunc="sum")
    outcome = session.results.get_index(0).outcome
    rows, theirs = [], []
    for (region, kind), cell in data.groupby(["region", "kind"]).kilowatts:
        top = cell.nlargest(2).tolist() + [0.0]
        rows.append([region, kind, len(cell), repr(float(cell.sum())), repr(top[0]), repr(top[1])])
        theirs.append({rule for rule in RULES.values() if rule in outcome.loc[region, kind]})
    ours = screen(teahouse, ["region", "kind", "n", "total", "largest", "second largest"], rows)
    for index, (row, expected) in enumerate(zip(rows, theirs)):
        found = {RULES[rule] for rule in ours.get(index, set()) if rule in RULES}
        if found != expected:
            sys.exit(f"FAILED: {row}: teahouse {sorted(found)}, acro {sorted(expected)}")
        tally["cells"] += 1
        for rule in expected:
            tally[rule] = tally.get(rule, 0) + 1


def compare_margins(teahouse, data, tally):
    """A cross table of counts with its margins, of which no name says that it counts; then what ACRO left of it."""
    session = ACRO(suppress=True)
    suppressed = session.crosstab(data.region, data.kind, margins=True)
    outcome = session.results.get_index(0).outcome
    whole = pandas.crosstab(data.region, data.kind, margins=True)
    expected = {(row, column) for row in whole.index for column in whole.columns if "MinimumThresholdCheck" in outcome.loc[row, column]}
    said = items(teahouse, ["region", *whole.columns], [[row, *map(int, whole.loc[row])] for row in whole.index])
    found = {
        (whole.index[item["line"] - 2], item["detail"].split(":")[0])
        for item in said if item["rule"] in ("low_count", "zero_count") and item["severity"] == "fail"
    }
    if found != expected:
        sys.exit(f"FAILED:\n{whole}\nteahouse {sorted(found)}\nacro {sorted(expected)}")
    tally["margin cells"] += whole.size
    rows = [[row, *("" if pandas.isna(count) else int(count) for count in suppressed.loc[row])] for row in suppressed.index]
    left = [item for item in items(teahouse, ["region", *suppressed.columns], rows) if item["severity"] == "fail"]
    if left:
        sys.exit(f"FAILED: of what acro suppressed\n{suppressed}\n{left}")
    # With the margins of all, a cell that stands alone in its column is told.
    for column in whole.columns[:-1]:
        hidden = [row for row in whole.index[:-1] if (row, column) in expected]
        if len(hidden) != 1:
            continue
        rows = [[row, *("*" if row == hidden[0] and name == column else int(whole.loc[row, name]) for name in whole.columns)] for row in whole.index]
        told = [item["detail"] for item in items(teahouse, ["region", *whole.columns], rows) if item["rule"] == "differencing"]
        if not any(f"is {whole.loc[hidden[0], column]}," in detail for detail in told):
            sys.exit(f"FAILED: {hidden[0]}, {column} of\n{whole}\nis not told: {told}")
        tally["told"] += 1


def compare_models(teahouse, random, tally):
    rows, theirs = [], []
    for degrees in MODELS:
        data = pandas.DataFrame({"x": random.normal(size=degrees + 2)})
        session = ACRO(suppress=False)
        session.ols(2 * data.x + random.normal(size=degrees + 2), data.assign(one=1.0))
        theirs.append(session.results.get_index(0).status == "fail")
        rows.append([f"model {degrees}", degrees])
    ours = screen(teahouse, ["model", "df"], rows)
    for index, (row, expected) in enumerate(zip(rows, theirs)):
        if ("degrees_of_freedom" in ours.get(index, set())) != expected:
            sys.exit(f"FAILED: {row}: acro says {'fail' if expected else 'pass'}, teahouse {ours.get(index)}")
        tally["models"] += 1
    if len(set(theirs)) != 2:
        sys.exit("FAILED: the models do not show both verdicts")


def main():
    random = numpy.random.default_rng(20261124)
    tally = {"cells": 0, "models": 0, "margin cells": 0, "told": 0}
    # ACRO keeps what it makes in the folder it runs in.
    with tempfile.TemporaryDirectory() as folder:
        teahouse = os.path.abspath(sys.argv[1])
        os.chdir(folder)
        for _ in range(60):
            compare_table(teahouse, draw(random), tally)
        compare_models(teahouse, random, tally)
        for _ in range(30):
            compare_margins(teahouse, draw(random), tally)
        os.chdir("/")
    if any(tally.get(rule, 0) < 20 for rule in RULES.values()):
        sys.exit(f"FAILED: too few cells break a rule: {tally}")
    if tally["told"] < 5:
        sys.exit(f"FAILED: too few cells are told by margins: {tally}")
    print(f"{tally['cells'] + tally['models'] + tally['margin cells'] + tally['told']} checks passed ({tally})")


main()
