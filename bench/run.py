#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmark: this server, its framework's ceiling, pgbench, a Go and a Python peer, in interleaved trials on one machine.

Prints the medians and, first of all, the ratios that the goals are stated in. Only loopback is ever a target.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import log
from load import HERE, pgbench, reads, wrk
from writes import Writes, drafts_of_a_trial

ROOT = os.path.dirname(HERE)
RELEASE = os.path.join(ROOT, ".build", "release")
PARTS = ("hot", "read", "write", "log")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """The processes of this run; all are ended with it."""

    def __init__(self):
        self.processes = []

    def start(self, arguments, environment=None, **more):
        process = subprocess.Popen(arguments, env={**os.environ, **(environment or {})}, **more)
        self.processes.append(process)
        return process

    def stop(self):
        # The last started first, and each to its end: nothing is to lose its database while it runs.
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def await_answer(port: int, path: str, token: str = "") -> None:
    """Waits until a server answers 200 for the path; wrong answers end the benchmark."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                answer.read()
                return
        except urllib.error.HTTPError as error:
            sys.exit(f"bench: {path} on port {port} answered {error.code}: {error.read()[:300]}")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def store_file(ready: dict) -> tuple:
    """Stores a file that the drafts name, over HTTP; its SHA-256 in hexadecimal, and its size."""
    with open(ready["credentials"], encoding="utf-8") as file:
        token = json.load(file)["researcher"]["token"]

    def send(method: str, path: str, body: bytes, headers: dict):
        request = urllib.request.Request(ready["url"] + path, data=body, method=method)
        for name, value in {"Authorization": f"Bearer {token}", **headers}.items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    made = send(
        "POST", "/v1/findings",
        b'{"title":"T","abstract":"A","language":"en","kind":"solution","license":"CC-BY-4.0"}',
        {"Content-Type": "application/json"},
    )
    table = "\n".join(["band,share"] + ["a,few", "b,many"] * 8).encode() + b"\n"
    digest = hashlib.sha256(table)
    send(
        "PUT", f"/v1/findings/{made['pid']}/versions/1/files/table.csv", table,
        {"Content-Type": "text/csv", "Content-Digest": f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"},
    )
    return digest.hexdigest(), str(len(table))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--log-entries", type=int, default=1_000_000)
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each trial")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="all, unless some are named")
    options = parser.parse_args()
    if options.log_entries < 200_000:
        parser.error("the log is sealed in batches of 65,536; fewer entries than 200,000 have no rate")
    for tool in ("wrk", "pgbench", "psql"):
        if shutil.which(tool) is None:
            sys.exit(f"bench: {tool} is not installed")
    running = Running()
    folder = tempfile.mkdtemp(prefix="teahouse-bench-")
    os.chmod(folder, 0o711)
    try:
        measure(options, running, folder)
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def measure(options, running: Running, folder: str) -> None:
    port = free_port()
    up = running.start(
        [f"{RELEASE}/teahouse", "up", "--state", f"{folder}/state", "--port", str(port), "--demo", "--json"],
        stdout=subprocess.PIPE, stderr=open(f"{folder}/server.log", "wb"), text=True,
    )
    ready = json.loads(up.stdout.readline())
    sockets = f"{folder}/state/postgres.socket"
    if not os.path.isdir(sockets):
        sys.exit(f"bench: no socket folder at {sockets}")
    print(f"ready at {ready['url']}; writing {options.findings} findings", flush=True)
    base = f"host={sockets} port=5432 dbname=teahouse"
    # One person begins thousands of findings.
    subprocess.run(
        [f"{RELEASE}/teahouse", "admin", "limit", "set", "person-drafts", "1000000000", "--state", f"{folder}/state"],
        check=True, stdout=subprocess.DEVNULL,
    )
    subprocess.run(
        [sys.executable, f"{HERE}/seed.py", f"{base} user=teahouse", str(options.findings), folder,
         str((options.trials + 1) * drafts_of_a_trial(options.seconds)), *store_file(ready)],
        check=True,
    )
    with open(f"{folder}/token.txt", encoding="utf-8") as file:
        token = file.read()
    publications, findings = f"{folder}/publications.txt", f"{folder}/findings.txt"
    with open(publications, encoding="utf-8") as file:
        publication_ids = file.read().split()
    with open(findings, encoding="utf-8") as file:
        finding_ids = file.read().split()

    peer = {
        "BENCH_SQL": f"{HERE}/sql",
        "BENCH_APP_DATABASE": f"postgresql:///teahouse?host={sockets}&port=5432&user=teahouse_app",
        "BENCH_PUBLIC_DATABASE": f"postgresql:///teahouse?host={sockets}&port=5432&user=teahouse_public",
    }
    ceiling, go, python = free_port(), free_port(), free_port()
    running.start([f"{RELEASE}/StaticCeiling", str(ceiling)], stderr=subprocess.DEVNULL)
    running.start([f"{ROOT}/.build/bench/go-peer"], {**peer, "BENCH_PORT": str(go)})
    running.start(
        [f"{ROOT}/.venv-bench/bin/uvicorn", "app:app", "--app-dir", f"{HERE}/peers/python", "--port", str(python),
         "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "critical"],
        peer,
    )
    servers = {"tea house": port, "go + pgx": go, "fastapi + asyncpg": python}
    for each in servers.values():
        await_answer(each, f"/v1/publications/{publication_ids[0]}")
        await_answer(each, f"/v1/findings/{finding_ids[0]}", token)
    await_answer(ceiling, f"/v1/publications/{publication_ids[0]}")

    scripts = []
    with open(f"{HERE}/sql/point.sql", encoding="utf-8") as file:
        point = file.read().strip()
    for number, pid in enumerate(publication_ids[:16]):
        scripts.append(f"{folder}/point{number}.sql")
        with open(scripts[-1], "w", encoding="utf-8") as file:
            file.write(point.replace("$1", f"'{pid}'") + ";\n")
    limit = {"PGHOST": sockets, "PGPORT": "5432", "PGDATABASE": "teahouse", "PGUSER": "teahouse_public"}

    hot: dict = {name: [] for name in (*servers, "ceiling", "pgbench")}
    read: dict = {name: [] for name in servers}
    writes = Writes(base, folder, up, port, token, options) if "write" in options.parts else None
    for trial in range(options.trials + 1):
        if "hot" in options.parts:
            for name, each in {**servers, "ceiling": ceiling}.items():
                hot[name].append(reads(each, "/v1/publications/", publications, options.seconds))
            hot["pgbench"].append(pgbench(limit, scripts, options.seconds))
        if "read" in options.parts:
            for name, each in servers.items():
                read[name].append(reads(each, "/v1/findings/", findings, options.seconds, token))
        if writes:
            writes.trial(trial)
        print(f"trial {trial} of {options.trials}" + (" (warm-up, not counted)" if trial == 0 else ""), flush=True)
        if trial == 0:
            for results in (*hot.values(), *read.values(), *(writes.all() if writes else ())):
                results.clear()
    if writes:
        writes.end()
    report(options.parts, hot, read, writes)
    if "log" in options.parts:
        # One connection: what a single question takes.
        log.measure(
            base, options.log_entries, lambda size: wrk(port, "proof.lua", 3 * options.seconds, {"BENCH_SIZE": str(size)}, 1)
        )
    require_silence(folder)


def require_silence(folder: str) -> None:
    """Ends the benchmark when the server or its database has complained of anything."""
    complaint = re.compile(r"^\S+ (warning|error|critical) |\] (ERROR|FATAL|PANIC|WARNING):")
    # The capture renews connections, and the server cancels what wrk hangs up on.
    expected = ("terminating connection due to administrator command", "canceling statement due to user request")
    for name in ("server.log", "state/postgres.log"):
        with open(f"{folder}/{name}", encoding="utf-8", errors="replace") as file:
            found = [line for line in file if complaint.search(line) and not any(each in line for each in expected)]
        if found:
            sys.exit(f"bench: {len(found)} complaints in {name}, the first ones:\n{''.join(found[:5])}")


def report(parts, hot: dict, read: dict, writes) -> None:
    def rate(results):
        return statistics.median(result.rate for result in results)

    def p99(results):
        return statistics.median(result.p99 for result in results)

    rows, tails = [], []
    if "hot" in parts:
        print("\npublic document, hot (4.4 kB)          per second   p99 ms")
        for name, results in hot.items():
            print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
        for name, other, goal in (
            ("the framework's static ceiling", "ceiling", 0.9), ("pgbench, same statement", "pgbench", 1.3), ("go + pgx", "go + pgx", 3.5),
            ("fastapi + asyncpg", "fastapi + asyncpg", 7.0),
        ):
            rows.append((f"hot read / {name}", rate(hot["tea house"]) / rate(hot[other]), goal))
    if "read" in parts:
        print("\nsigned-in read through the database    per second   p99 ms")
        for name, results in read.items():
            print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
        for name, goal in (("go + pgx", 1.0), ("fastapi + asyncpg", 2.0)):
            rows.append((f"signed-in read / {name}", rate(read["tea house"]) / rate(read[name]), goal))
            tails.append((f"signed-in p99 / {name}", p99(read["tea house"]) / max(p99(read[name]), 0.001)))
    if writes:
        print("\nwrites, each one transaction           per second   p99 ms   CPU us: server  PostgreSQL  generator")
        for write, goal in (("begin", 0.95), ("submit", 0.6)):
            rates, spent = {}, {}
            for side in writes.results[write]:
                rates[side], tail, *times = writes.medians(write, side)
                spent[side] = sum(times)
                print(f"  {f'{write} a finding, {side}':36}{rates[side]:10.0f}{tail:9.2f}" + "{:16.0f}{:12.0f}{:11.0f}".format(*times))
            rows.append((f"{write} a finding / pgbench, same statements", rates["tea house"] / rates["pgbench"], goal))
            # What the ratio of the rates would be if all time were CPU time, and nobody else used the machine.
            rows.append(("the same by the CPU time of all", spent["pgbench"] / spent["tea house"], goal))
    print("\nratio                                          measured   goal")
    for name, ratio, goal in rows:
        print(f"  {name:44}{ratio:9.2f}   >= {goal}   {'reached' if ratio >= goal else 'MISSED'}")
    for name, ratio in tails:
        print(f"  {name:44}{ratio:9.2f}   <= 1.0   {'reached' if ratio <= 1 else 'MISSED'}")


if __name__ == "__main__":
    main()
