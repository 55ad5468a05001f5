#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast a table is measured: teahouse beside DuckDB's one query, the same by polars' streaming engine and pyCANON's full report.

All in interleaved trials on one machine.

The table is made from Adult (../shared/data/adult.csv beside the checkout, or --adult). Ratios are of medians; CPU is user and system time of
the whole process, memory its peak.
"""
import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

import table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TEAHOUSE = f"{ROOT}/.build/release/teahouse"
PEERS = [sys.executable, f"{HERE}/peers.py"]
QUASI = {
    4: "age,education,sex,race",
    8: "age,workclass,education,marital-status,occupation,relationship,race,sex",
}
MEMORY = {4: 220, 8: 300}
THREADS = {1: "1 thread", 2: "2 cores"}


class Run:
    """What a process took: CPU and wall seconds, peak memory in MiB, what it printed."""

    def __init__(self, command):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        peak = 0
        output, errors = b"", b""
        # The peak of one child alone: the kernel's own count, read until it ends.
        while True:
            try:
                output, errors = process.communicate(timeout=0.02)
                break
            except subprocess.TimeoutExpired:
                try:
                    with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
                        peak = max([peak] + [int(line.split()[1]) for line in status if line.startswith("VmHWM")])
                except FileNotFoundError:
                    pass
        self.wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.memory = peak / 1024
        if process.returncode not in (0, 1):
            sys.exit(f"bench: {' '.join(command)}: {errors.decode()[-400:]}")
        self.output = output.decode()


def ours(path, quasi, threads=1):
    return [TEAHOUSE, "measure", path, "--quasi", quasi, "--sensitive", "salary-class", "--json"] + (["--one-thread"] if threads == 1 else [])


def peer(name, path, quasi, threads):
    return PEERS + [name, path, quasi, "salary-class", str(threads)]


def median(runs, part):
    return statistics.median(getattr(run, part) for run in runs)


def row(name, value, goal, reached):
    print(f"  {name:62}{value:>12}   {goal:10}{'reached' if reached else 'MISSED'}")


def compare(path, count, trials, slow):
    quasi = QUASI[count]
    names = [f"{who} {threads}" for who in ("teahouse", "duckdb", "polars") for threads in THREADS.values()]
    runs = {name: [] for name in names}
    for _ in range(trials):
        for threads, named in THREADS.items():
            runs[f"teahouse {named}"].append(Run(ours(path, quasi, threads)))
            for who in ("duckdb", "polars"):
                runs[f"{who} {named}"].append(Run(peer(who, path, quasi, threads)))
    ks = {name: [json.loads(run.output)["k"] if name.startswith("teahouse") else int(run.output) for run in part] for name, part in runs.items()}
    if len({k for part in ks.values() for k in part}) != 1:
        sys.exit(f"bench: they do not agree on k: {ks}")
    print(f"\n{count} quasi-identifiers, medians of {trials}          CPU s    wall s   peak MiB")
    if slow:
        runs["pycanon, full report"] = [Run(peer("pycanon", path, quasi, 1))]
    for name, part in runs.items():
        print(f"  {name:36}{median(part, 'cpu'):9.2f}{median(part, 'wall'):10.2f}{median(part, 'memory'):11.0f}")
    own, own_two, one, two = (runs[f"{who} {THREADS[threads]}"] for who in ("teahouse", "duckdb") for threads in THREADS)
    cpu = median(own, "cpu") / median(one, "cpu")
    row("teahouse / duckdb, CPU, one thread each", f"{cpu:.2f}", "<= 1.0", cpu <= 1)
    wall = median(own_two, "wall") / median(two, "wall")
    row("teahouse / duckdb, wall, two cores each", f"{wall:.2f}", "<= 1.0", wall <= 1)
    beside = median(own, "cpu") / median(runs["polars 1 thread"], "cpu")
    row("teahouse / polars streaming, CPU, one thread each", f"{beside:.2f}", "<= 1.0", beside <= 1)
    memory = max(median(own, "memory"), median(own_two, "memory"))
    row("teahouse, peak MiB", f"{memory:.0f}", f"<= {MEMORY[count]}", memory <= MEMORY[count])
    if slow:
        faster = median(runs["pycanon, full report"], "cpu") / median(own, "cpu")
        row("pycanon's full report / teahouse, CPU", f"{faster:.0f}", ">= 50", faster >= 50)


def growth(folder, adult, largest):
    print("\nrows            CPU s   peak MiB   cells scanned a second and core (15 columns, metrics among it)")
    for power in range(4, largest + 1):
        path = f"{folder}/adult-{10 ** power}.csv"
        table.make(adult, path, 10 ** power)
        run = Run(ours(path, QUASI[4]))
        print(f"  10^{power}{run.cpu:15.2f}{run.memory:11.0f}{15 * 10 ** power / run.cpu:15,.0f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adult", default=f"{ROOT}/../shared/data/adult.csv")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--largest", type=int, default=7, help="the growth ends at ten to this power")
    parser.add_argument("--fast", action="store_true", help="leave out pyCANON, which takes minutes")
    options = parser.parse_args()
    if not os.path.exists(options.adult):
        sys.exit(f"bench: {options.adult} is not there; name Adult as CSV with --adult")
    folder = f"{ROOT}/.build/bench"
    os.makedirs(folder, exist_ok=True)
    path = f"{folder}/adult-{options.rows}.csv"
    table.make(options.adult, path, options.rows)
    for count in QUASI:
        compare(path, count, options.trials, not options.fast)
    growth(folder, options.adult, options.largest)


main()
