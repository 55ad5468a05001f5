#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast findings are screened against a release: 50 MB of five kinds against 200,000 rows, and 200 files against one of 1.6 MB.

No file holds a row of the release, so that nothing ends a search early. CPU is user and system time of the whole process, memory its peak.
"""
import argparse
import os
import random
import resource
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SIZE = 50_000_000
ROWS = 200_000
SECONDS, MEMORY, FILES = 3.0, 200, 3.0
WORDS = (
    "the of and to in a is that for it was on are as with they at be this from have or by one had not but what all were when we there can an each which "
    "their time will way about many then them would like so these her long make thing see him two has look more day could go come did number sound no "
    "most people over know water than call first who may down side been now find any new work part take get place made live where after back little only"
).split()
SITES = ["north hall", "south hall", "west yard", "dock", "mill"]
FAULTS = ["none", "seal", "bearing", "shaft", "leak", "not known", "other", "wear"]


def log(dice):
    """A machine's readings: many values in each of nine columns."""
    return [
        f"20{dice.randrange(10, 26)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}", f"press {dice.randrange(400)}", dice.choice(SITES),
        f"{dice.gauss(60, 12):.1f}", f"{dice.gauss(400, 60):.0f}", f"{dice.gauss(7, 1):.2f}", str(dice.randrange(1200)), dice.choice(FAULTS),
        str(dice.randrange(3)),
    ]


def survey(dice):
    """Answers of few values in each of fifteen columns."""
    few = [str(dice.randrange(limit)) for limit in (2, 5, 7, 9, 16, 41, 73)]
    return few + [dice.choice(SITES), dice.choice(FAULTS)] + [dice.choice(WORDS[:limit]) for limit in (2, 4, 8, 14, 16, 40)]


def numbers(dice):
    """What a program computes, which a release has nothing of."""
    return [f"{dice.random():.9f}" for _ in range(5)]


def prose(dice):
    return [" ".join(dice.choice(WORDS) for _ in range(12)) + "."]


def cells(dice):
    """Sentences of the words that a release has in most rows."""
    return [" ".join(dice.choice(SITES + FAULTS + WORDS[:16]) for _ in range(10)) + "."]


RELEASES = {"log": log, "survey": survey}
KINDS = {"numbers": (numbers, "csv"), "log": (log, "csv"), "survey": (survey, "csv"), "prose": (prose, "md"), "cells": (cells, "md")}


def write(path, make, seed, rows=None, size=None, header=True):
    """So many rows, or so many bytes of 20,000 lines in ever other orders."""
    if os.path.exists(path):
        return
    dice = random.Random(seed)
    lines = [",".join(make(dice)) + "\n" for _ in range(rows or 20_000)]
    with open(path + ".partial", "w", encoding="utf-8") as file:
        if header:
            file.write(",".join(f"c{place}" for place in range(len(make(dice)))) + "\n")
        file.writelines(lines)
        while size and file.tell() < size:
            dice.shuffle(lines)
            file.writelines(lines)
    os.replace(path + ".partial", path)


class Run:
    """What a process took: CPU and wall seconds, and peak memory in MiB."""

    def __init__(self, command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        # GNU time's own peak would be this process's; a shell between tells the child's alone.
        done = subprocess.run(["/usr/bin/env", sys.executable, "-c", PEAK, *command], capture_output=True, text=True, check=False)
        self.wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        code, peak = done.stderr.split()[-2:]
        if int(code) not in (0, 1):
            sys.exit(f"bench: {' '.join(command[:4])} …: {done.stderr[-400:]}")
        self.memory = int(peak) / 1024
        self.output = done.stdout


PEAK = (
    "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], check=False).returncode; "
    "print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)"
)


def row(name, value, goal, reached):
    print(f"  {name:62}{value:>12}   {goal:10}{'reached' if reached else 'MISSED'}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teahouse", action="append", help="a binary; several are compared in interleaved trials")
    parser.add_argument("--trials", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[f"{kind} beside {release}" for release in RELEASES for kind in KINDS] + ["files"])
    options = parser.parse_args()
    binaries = options.teahouse or [f"{ROOT}/.build/release/teahouse"]
    folder = f"{ROOT}/.build/bench/screening"
    os.makedirs(folder, exist_ok=True)
    for name, make in RELEASES.items():
        write(f"{folder}/release-{name}.csv", make, 1, rows=ROWS)
    print(f"medians of {options.trials}; 50 MB against 200,000 rows             CPU s    wall s   peak MiB")
    for release in RELEASES:
        for kind, (make, ending) in KINDS.items():
            name = f"{kind} beside {release}"
            if name not in options.only:
                continue
            path = f"{folder}/{kind}.{ending}"
            write(path, make, 2, size=SIZE, header=ending == "csv")
            runs = [[] for _ in binaries]
            for _ in range(options.trials):
                for place, binary in enumerate(binaries):
                    runs[place].append(Run([binary, "screen", path, "--release", f"{folder}/release-{release}.csv", "--json"]))
            for place, part in enumerate(runs):
                cpu, wall, memory = (statistics.median(getattr(run, name) for run in part) for name in ("cpu", "wall", "memory"))
                said = "not compared" if "not_compared" in part[0].output else "copied rows" if "copied_row" in part[0].output else ""
                reached = cpu <= SECONDS and memory <= MEMORY and not said
                print(f"  {name + (f' ({place + 1})' if len(binaries) > 1 else ''):44}{cpu:9.2f}{wall:10.2f}{memory:11.0f}  {'reached' if reached else 'MISSED'} {said}")
    if "files" in options.only:
        files(folder, binaries[-1], options.trials)


def files(folder, binary, trials):
    """Two hundred small files beside one: the release is read once."""
    release = f"{folder}/release-small.csv"
    write(release, log, 3, rows=28_000)
    paths = [f"{folder}/small-{place}.md" for place in range(200)]
    for place, path in enumerate(paths):
        write(path, prose, place, size=2000, header=False)
    one, all_files = [], []
    for _ in range(trials):
        one.append(Run([binary, "screen", paths[0], "--release", release]).cpu)
        all_files.append(Run([binary, "screen", *paths, "--release", release]).cpu)
    ratio = statistics.median(all_files) / statistics.median(one)
    row(f"200 files / one, release of {os.path.getsize(release) / 1e6:.1f} MB, CPU", f"{ratio:.2f}", f"<= {FILES}", ratio <= FILES)


main()
