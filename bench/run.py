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

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
RELEASE = os.path.join(ROOT, ".build", "release")
DRAFTS_A_SECOND = 2000
"""More than a trial can submit; one that does ends the benchmark."""


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


def reads(port: int, prefix: str, ids: str, seconds: int, token: str = ""):
    """Reads of many paths: (requests a second, 99th percentile in ms)."""
    return wrk(port, "load.lua", seconds, {"BENCH_PREFIX": prefix, "BENCH_IDS": ids, "BENCH_TOKEN": token})


def store_file(ready: dict) -> str:
    """Stores a file that the drafts name, over HTTP; its SHA-256 in hexadecimal."""
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
    return digest.hexdigest()


def wrk(port: int, script: str, seconds: int, environment: dict, connections: int = 32):
    run = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", f"{HERE}/{script}", f"http://127.0.0.1:{port}"],
        env={**os.environ, **environment}, capture_output=True, text=True, check=True,
    )
    line = next(line for line in run.stdout.splitlines() if line.startswith("RESULT"))
    rate, p99, bad = line.split()[1:]
    if int(bad) > 0:
        sys.exit(f"bench: {bad} wrong answers from port {port}\n{run.stdout}")
    return float(rate), float(p99)


def pgbench(conninfo: dict, scripts: list, seconds: int, variables: tuple = ()) -> float:
    """Transactions a second of prepared statements over eight connections."""
    arguments = ["pgbench", "-n", "-M", "prepared", "-c", "8", "-j", "1", "-T", str(seconds)]
    for variable in variables:
        arguments += ["-D", variable]
    for script in scripts:
        arguments += ["-f", script]
    run = subprocess.run(
        arguments, env={**os.environ, **conninfo}, capture_output=True, text=True, check=True,
    )
    return float(next(line.split()[2] for line in run.stdout.splitlines() if line.startswith("tps")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=100_000)
    parser.add_argument("--log-entries", type=int, default=1_000_000)
    parser.add_argument("--trials", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of each trial")
    options = parser.parse_args()
    for tool in ("wrk", "pgbench", "psql"):
        if shutil.which(tool) is None and tool != "pgbench":
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
        stdout=subprocess.PIPE, text=True,
    )
    ready = json.loads(up.stdout.readline())
    sockets = f"{folder}/state/postgres.socket"
    if not os.path.isdir(sockets):
        sys.exit(f"bench: no socket folder at {sockets}")
    print(f"ready at {ready['url']}; writing {options.findings} findings", flush=True)
    base = f"host={sockets} port=5432 dbname=teahouse"
    subprocess.run(
        [sys.executable, f"{HERE}/seed.py", f"{base} user=teahouse", str(options.findings), folder,
         str((options.trials + 1) * options.seconds * DRAFTS_A_SECOND), store_file(ready)],
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
    create: dict = {"tea house": [], "pgbench": []}
    submit: dict = {"tea house": [], "pgbench": []}
    beginning = script(folder, "create", "'fi-' || left(md5(:key::text), 12)")
    submission = script(folder, "submit", "'fi-' || lpad((:draft)::text, 10, '0') || lpad((:check)::text, 2, '0')")

    def drop_jobs() -> None:
        # The screenings that a trial asked for are not to run in the next.
        subprocess.run(["psql", "-q", f"{base} user=teahouse", "-c", "DELETE FROM jobs WHERE state = 'ready'"], check=True)

    writer = {**limit, "PGUSER": "teahouse_app"}
    digest = "hash=" + hashlib.sha256(token.encode()).hexdigest()
    for trial in range(options.trials + 1):
        for name, each in {**servers, "ceiling": ceiling}.items():
            hot[name].append(reads(each, "/v1/publications/", publications, options.seconds))
        hot["pgbench"].append((pgbench(limit, scripts, options.seconds), 0.0))
        for name, each in servers.items():
            read[name].append(reads(each, "/v1/findings/", findings, options.seconds, token))
        create["tea house"].append(
            wrk(port, "create.lua", options.seconds, {"BENCH_TOKEN": token, "BENCH_RUN": f"trial-{trial}"})
        )
        create["pgbench"].append((pgbench(writer, [beginning], options.seconds, (digest,)), 0.0))
        drafts = options.seconds * DRAFTS_A_SECOND
        submit["tea house"].append(
            wrk(port, "submit.lua", options.seconds, {
                "BENCH_TOKEN": token, "BENCH_IDS": f"{folder}/drafts.txt", "BENCH_FROM": str(trial * drafts),
                "BENCH_COUNT": str(drafts),
            })
        )
        drop_jobs()
        submit["pgbench"].append((
            pgbench(writer, [submission], options.seconds, (digest, f"base={trial * drafts}", "n=0")), 0.0
        ))
        drop_jobs()
        print(f"trial {trial} of {options.trials}" + (" (warm-up, not counted)" if trial == 0 else ""), flush=True)
        if trial == 0:
            for results in (*hot.values(), *read.values(), *create.values(), *submit.values()):
                results.clear()
    report(hot, read, create, submit)
    # One connection: what a single question takes.
    log.measure(
        base, options.log_entries, lambda size: wrk(port, "proof.lua", 3 * options.seconds, {"BENCH_SIZE": str(size)}, 1)
    )


def script(folder: str, name: str, pid: str) -> str:
    """A transaction for pgbench, with the server's statements for the first version of the finding `pid` put in."""
    with open(f"{HERE}/sql/finding.sql", encoding="utf-8") as file:
        view = " ".join(line.strip() for line in file if not line.startswith("--"))
    view = view[view.index("(") + 1:view.rindex(")")].replace("::text", "")
    view = view[:view.index(" WHERE f.pid =")] + f" WHERE f.pid = {pid} AND v.number = 1"
    case = view[:view.index(", jsonb_build_object( 'pid'")] + view[view.index(" AS body FROM") + len(" AS body"):]
    case = case.replace(" LEFT JOIN publications p ON p.version = v.id", "")
    files = view[view.index("'files', ") + 9:view.index(", 'contributions',")]
    contributions = view[view.index("'contributions', ") + 17:view.index(", 'releases',")]
    with open(f"{HERE}/sql/{name}.sql", encoding="utf-8") as file:
        text = file.read()
    for word, statement in (("(VIEW)", f"({view})"), ("(CASE)", f"({case})"), ("FILES", files),
                            ("CONTRIBUTIONS", contributions), ("NAME", pid)):
        text = text.replace(word, statement)
    path = f"{folder}/{name}.sql"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def report(hot: dict, read: dict, create: dict, submit: dict) -> None:
    def rate(results):
        return statistics.median(result[0] for result in results)

    def p99(results):
        return statistics.median(result[1] for result in results)

    print("\npublic document, hot (4.4 kB)          per second   p99 ms")
    for name, results in hot.items():
        print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
    print("signed-in single read through the database")
    for name, results in read.items():
        print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
    print("begin a finding (idempotency, audit, outbox in one transaction)")
    for name, results in create.items():
        print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
    print("submit a finding (idempotency, gates, job, audit, outbox in one transaction)")
    for name, results in submit.items():
        print(f"  {name:36}{rate(results):10.0f}{p99(results):9.2f}")
    ours, signed = rate(hot["tea house"]), rate(read["tea house"])
    print("\nratio                                          measured   goal")
    rows = [
        ("hot read / the framework's static ceiling", ours / rate(hot["ceiling"]), 0.9),
        ("hot read / pgbench, same statement", ours / rate(hot["pgbench"]), 1.3),
        ("hot read / go + pgx", ours / rate(hot["go + pgx"]), 3.5),
        ("hot read / fastapi + asyncpg", ours / rate(hot["fastapi + asyncpg"]), 7.0),
        ("signed-in read / go + pgx", signed / rate(read["go + pgx"]), 1.0),
        ("signed-in read / fastapi + asyncpg", signed / rate(read["fastapi + asyncpg"]), 2.0),
        ("submit a finding / pgbench, same statements", rate(submit["tea house"]) / rate(submit["pgbench"]), 0.6),
        ("begin a finding / pgbench, same statements", rate(create["tea house"]) / rate(create["pgbench"]), 0.6),
    ]
    for name, ratio, goal in rows:
        print(f"  {name:44}{ratio:9.2f}   >= {goal}   {'reached' if ratio >= goal else 'MISSED'}")
    for name in ("go + pgx", "fastapi + asyncpg"):
        ratio = p99(read["tea house"]) / max(p99(read[name]), 0.001)
        print(f"  {'signed-in p99 / ' + name:44}{ratio:9.2f}   <= 1.0   {'reached' if ratio <= 1 else 'MISSED'}")


main()
