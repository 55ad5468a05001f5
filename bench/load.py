# SPDX-License-Identifier: Apache-2.0
"""The benchmark's load generators: wrk for what speaks HTTP, pgbench for PostgreSQL by itself. Whatever goes wrong in them ends it."""
import os
import re
import subprocess
import sys
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
CONNECTIONS = 32


class Load(NamedTuple):
    """What a generator measured."""
    rate: float
    """Answers, or transactions, a second."""
    p99: float
    """The 99th percentile in ms; zero for pgbench, which does not tell."""
    count: int
    """How many were answered, or committed."""


def wrk(port: int, script: str, seconds: int, environment: dict, connections: int = CONNECTIONS) -> Load:
    """Requests of a script over HTTP; one answer that is no success ends the benchmark."""
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", f"{HERE}/{script}", f"http://127.0.0.1:{port}"],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )
    line = next(line for line in run.stdout.splitlines() if line.startswith("RESULT"))
    rate, p99, bad, count = line.split()[1:]
    if int(bad) > 0:
        sys.exit(f"bench: {bad} wrong answers from port {port}\n{run.stdout}")
    return Load(float(rate), float(p99), int(count))


def reads(port: int, prefix: str, ids: str, seconds: int, token: str = "") -> Load:
    """Reads of many paths."""
    return wrk(port, "load.lua", seconds, {"BENCH_PREFIX": prefix, "BENCH_IDS": ids, "BENCH_TOKEN": token})


def pgbench(conninfo: dict, scripts: list, seconds: int, variables: tuple = ()) -> Load:
    """Transactions of prepared statements over eight connections; one that fails ends the benchmark.

    The connections are without JIT, as the server's are.
    """
    arguments = ["pgbench", "-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", str(seconds)]
    for variable in variables:
        arguments += ["-D", variable]
    for script in scripts:
        arguments += ["-f", script]
    environment = {**os.environ, **conninfo, "PGOPTIONS": "-c jit=off"}
    run = subprocess.run(arguments, env=environment, capture_output=True, text=True)
    found = [
        re.search(pattern, run.stdout, re.MULTILINE)
        for pattern in (r"^tps = ([0-9.]+)", r"actually processed: (\d+)", r"failed transactions: (\d+)")
    ]
    if run.returncode != 0 or not all(found):
        sys.exit(f"bench: pgbench failed\n{run.stdout}\n{run.stderr[-2000:]}")
    rate, count, failed = (each[1] for each in found)
    if int(failed) > 0:
        sys.exit(f"bench: {failed} transactions of pgbench failed\n{run.stdout}")
    return Load(float(rate), 0.0, int(count))
