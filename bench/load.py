# SPDX-License-Identifier: Apache-2.0
"""The benchmark's load generators: wrk for what speaks HTTP, pgbench for PostgreSQL by itself. Whatever goes wrong in them ends it."""
import os
import re
import signal
import subprocess
import sys
import time
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
CONNECTIONS = 32
SETTINGS = "-c jit=off -c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s -c timezone=UTC"


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


def pgbench(conninfo: dict, scripts: list, seconds: int, variables: tuple = (), warm=None) -> Load:
    """Transactions of prepared statements over eight connections; one that fails ends the benchmark.

    The connections have the settings of the server's (`ConnectionParameters`), without JIT above all. What they do until `warm`
    returns does not count, in which they plan: the server's connections have their plans.
    """
    arguments = ["pgbench", "-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", "600" if warm else str(seconds)]
    for variable in variables:
        arguments += ["-D", variable]
    for script in scripts:
        arguments += ["-f", script]
    environment = {**os.environ, **conninfo, "PGOPTIONS": SETTINGS}
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if warm:
        try:
            warm(process)
            time.sleep(seconds)
            # At its alarm pgbench ends what is under way, and reports.
            process.send_signal(signal.SIGALRM)
        except BaseException:
            process.kill()
            raise
    output, errors = process.communicate()
    found = [
        re.search(pattern, output, re.MULTILINE)
        for pattern in (r"^tps = ([0-9.]+)", r"actually processed: (\d+)", r"failed transactions: (\d+)")
    ]
    if process.returncode != 0 or not all(found):
        sys.exit(f"bench: pgbench failed\n{output}\n{errors[-2000:]}")
    rate, count, failed = (each[1] for each in found)
    if int(failed) > 0:
        sys.exit(f"bench: {failed} transactions of pgbench failed\n{output}")
    return Load(float(rate), 0.0, int(count))
