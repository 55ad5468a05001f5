#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tells how many small counts the first gate finds in tables as they come, and how many harmless ones it stops: counts.py TEAHOUSE

Two sets: forty cases that are kept here (second_set.py), and the field's cases, made by a program that is not part of the repository. That is
TEAHOUSE_TABLE_CASES, or make_cases.py in ../shared/field/tables-cases beside the checkout; without it only the forty are looked at, and said so.
A small count is found when it stands in the way or is given to a person; a harmless file is right when it does neither.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import second_set

ROOT = pathlib.Path(__file__).resolve().parent.parent
# How many of a hundred of each kind must be right.
GOALS = {"count": 93, "harmless": 97, "statistics": 100, "copy": 100}


def grades(teahouse, files, release=None):
    """The severities of what is said of each file, all files of one release in one call."""
    found = {os.path.basename(file): set() for file in files}
    if len(found) < len(files):
        sys.exit("FAILED: two files have one name")
    run = subprocess.run([teahouse, "screen", *files, *(["--release", release] if release else []), "--json"], capture_output=True, text=True, check=False)
    if run.returncode > 1:
        sys.exit(run.stderr)
    for item in json.loads(run.stdout)["items"]:
        if item["rule"] != "not_a_table":
            found[item["file"]].add(item["severity"])
    return found


def is_right(kind, severities):
    if kind == "count":
        return bool(severities & {"fail", "review"})
    return "fail" in severities if kind == "copy" else not severities & {"fail", "review"}


def told(name, right, of, short):
    print(f"{name}: {right} of {of}" + "".join(f"\n    falls short: {case}" for case in short[:12]))


def second(teahouse, folder):
    """The forty: no fewer may be right than at first sight."""
    figures = []
    for kind, cases in (("count", second_set.COUNTS), ("harmless", second_set.HARMLESS)):
        files = []
        for number, (_, file, text) in enumerate(cases):
            files.append(os.path.join(folder, f"{kind}{number}_{file}"))
            pathlib.Path(files[-1]).write_text(text, encoding="utf-8")
        found = grades(teahouse, files)
        short = [name for (name, _, _), file in zip(cases, files) if not is_right(kind, found[os.path.basename(file)])]
        figures.append(len(cases) - len(short))
        told(f"second set, {kind}", figures[-1], len(cases), short)
    if any(now < first for now, first in zip(figures, second_set.FIRST_SIGHT)):
        sys.exit(f"FAILED: at first sight {second_set.FIRST_SIGHT} were right, now {tuple(figures)}")


def field(teahouse, folder):
    program = pathlib.Path(os.environ.get("TEAHOUSE_TABLE_CASES", ROOT.parent / "shared/field/tables-cases/make_cases.py"))
    if not program.exists():
        print(f"counts: there is no {program.name}; THE FIELD'S CASES WERE NOT LOOKED AT", file=sys.stderr)
        return
    subprocess.run([sys.executable, str(program), folder], check=True, capture_output=True)
    cases = [case for case in json.loads(pathlib.Path(folder, "cases.json").read_text(encoding="utf-8")) if case["kind"] in GOALS and case["expect"] != "any"]
    found = {}
    by_release = collections.defaultdict(list)
    for case in cases:
        by_release[case.get("release")].append(case["file"])
    for release, files in by_release.items():
        found.update(grades(teahouse, files, release))
    misses = []
    for kind, goal in GOALS.items():
        own = [case for case in cases if case["kind"] == kind]
        short = [case["name"] for case in own if not is_right(kind, found[os.path.basename(case["file"])])]
        told(f"field, {kind}", len(own) - len(short), len(own), short)
        if (len(own) - len(short)) * 100 < goal * len(own):
            misses.append(kind)
    if misses:
        sys.exit(f"FAILED: too few are right of {', '.join(misses)}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        second(sys.argv[1], folder)
    with tempfile.TemporaryDirectory() as folder:
        field(sys.argv[1], folder)


main()
