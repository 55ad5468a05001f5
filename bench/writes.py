# SPDX-License-Identifier: Apache-2.0
"""The benchmark of writes: a finding begun and a draft submitted, over HTTP, and by pgbench with the same statements.

Both sides begin with tables just vacuumed and a checkpoint just made, and take turns in who is first. What is asked for meanwhile,
the screening of each submission, runs beside neither: jobs come unannounced and with a time in the future, and the server stands still
while pgbench runs. Afterwards some of them have to run and pass. Everything that either side counts has to be in the tables.
"""
import contextlib
import hashlib
import json
import os
import signal
import statistics
import sys
import time
import urllib.request
from typing import NamedTuple

import load
import statements
from log import psql

DRAFTS_A_SECOND = 2000
"""More than a trial can submit; one that does ends the benchmark."""
SCREENED = 8
"""How many submissions of each trial are screened, as proof that what is submitted is whole."""
WARM_SECONDS = 2
WARM = 8 * 12
"""After so many transactions each of pgbench's connections has made its plans for good, which it does at the sixth."""
TICKS = os.sysconf("SC_CLK_TCK")
NEXT_DRAFT = r"""
-- Each client takes every eighth draft from `base` on.
\set n :n + 1
\set draft :base + (:n - 1) * 8 + :client_id
-- The check digits of its identifier (ISO/IEC 7064 MOD 97-10), for bodies of at most six digits behind zeros.
\set digits :draft / 100000 % 10 * 243 + :draft / 10000 % 10 * 81 + :draft / 1000 % 10 * 27 + :draft / 100 % 10 * 9
\set sum 15 * 177147 + 41 * 59049 + :digits + :draft / 10 % 10 * 3 + :draft % 10
\set check 98 - :sum * 100 % 97
""".strip()


def drafts_of_a_trial(seconds: int) -> int:
    """How many drafts each side has in a trial."""
    return (WARM_SECONDS + seconds) * DRAFTS_A_SECOND


class Moment(NamedTuple):
    """A moment of a measurement."""
    rows: int
    spent: tuple
    time: float


class Writes:
    """The two writes, each with what its two sides measured in each trial."""

    def __init__(self, base: str, folder: str, server, port: int, token: str, options):
        self.base, self.folder, self.server, self.port, self.token = base, folder, server, port, token
        self.seconds = options.seconds
        self.drafts = drafts_of_a_trial(options.seconds)
        sockets = f"{folder}/state/postgres.socket"
        self.writer = {"PGHOST": sockets, "PGPORT": "5432", "PGDATABASE": "teahouse", "PGUSER": "teahouse_app"}
        with open(f"{folder}/state/postgres/postmaster.pid", encoding="ascii") as file:
            self.postmaster = int(file.readline())
        with open(f"{folder}/drafts.txt", encoding="utf-8") as file:
            self.draft_pids = file.read().split()
        self.results: dict = {write: {"tea house": [], "pgbench": []} for write in ("begin", "submit")}
        psql(base, """
            ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp() + interval '1 day', DISABLE TRIGGER jobs_announced
        """)
        psql(base, "ALTER SYSTEM SET autovacuum = off")
        psql(base, "SELECT pg_reload_conf()")
        self.variables = {"begin": self.begin_script(), "submit": self.submit_script()}

    def end(self) -> None:
        """Leaves the database as it would be."""
        psql(self.base, "ALTER TABLE jobs ALTER run_at SET DEFAULT clock_timestamp(), ENABLE TRIGGER jobs_announced")
        psql(self.base, "ALTER SYSTEM RESET autovacuum")
        psql(self.base, "SELECT pg_reload_conf()")

    def all(self):
        """What was measured until now, as lists."""
        return [results for sides in self.results.values() for results in sides.values()]

    def send(self, path: str, body: dict, key: str) -> dict:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(body).encode(), method="POST")
        for name, value in (
            ("Authorization", f"Bearer {self.token}"), ("Content-Type", "application/json"), ("Idempotency-Key", key),
            ("If-Match", "*"),
        ):
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def captured(self, path: str, body: dict, key: str) -> tuple:
        """What the server answers, and the statements that it sent."""
        answers: list = []
        sent = statements.transaction_of(
            lambda: answers.append(self.send(path, body, key)), self.base, f"{self.folder}/state/postgres.log", key
        )
        return answers[0], sent

    def begin_script(self) -> tuple:
        # As begin.lua asks.
        finding = {"title": "A title", "abstract": "abstract " * 100, "language": "en", "kind": "solution", "license": "CC-BY-4.0"}
        made, sent = self.captured("/v1/findings", finding, "bench-begins")
        pid = "'fi-' || left(md5(:key::text), 12)"
        known = {"bench-begins": ("key", None), made["pid"]: ("pid", pid), f"{made['pid']}/1": ("subject", f"{pid} || '/1'")}
        return statements.script(
            f"{self.folder}/begin.sql", sent, "\\set key random(1, 9000000000000000000)", known, self.own_keys()
        )

    def submit_script(self) -> tuple:
        draft = self.draft_pids[-1]
        _, sent = self.captured(f"/v1/findings/{draft}/versions/1/actions/submit", {}, "bench-submits")
        version, finding, reserved = psql(
            self.base, f"""
                SELECT v.id, f.id, v.reserved_pid FROM finding_versions v JOIN findings f ON f.id = v.finding WHERE f.pid = '{draft}'
            """,
        ).split("|")
        pid = "'fi-' || lpad(:draft::text, 10, '0') || lpad(:check::text, 2, '0')"
        known = {
            "bench-submits": ("draft", None), draft: ("pid", pid), f"{draft}/1": ("subject", f"{pid} || '/1'"),
            version: ("version", "md5('version ' || :draft)::uuid"), finding: ("finding", "md5('finding ' || :draft)::uuid"),
            reserved: ("reserved", "'pu-' || substr(md5(random()::text), 1, 12)"),
        }
        return statements.script(f"{self.folder}/submit.sql", sent, NEXT_DRAFT, known, self.own_keys())

    def own_keys(self) -> set:
        digest = hashlib.sha256(self.token.encode()).hexdigest()
        return {psql(self.base, f"SELECT person FROM tokens WHERE hash = decode('{digest}', 'hex')")}

    def trial(self, number: int) -> None:
        """Runs both sides of both writes once."""
        sides = ["tea house", "pgbench"] if number % 2 == 0 else ["pgbench", "tea house"]
        for side in sides:
            self.measured("begin", side, number)
        for side in sides:
            self.measured("submit", side, number)
            self.screen(side)

    def measured(self, write: str, side: str, trial: int) -> None:
        psql(self.base, "VACUUM (ANALYZE)")
        psql(self.base, "CHECKPOINT")
        table = "findings" if write == "begin" else "screenings"
        if side == "pgbench":
            context = self.alone()
        else:
            context = contextlib.nullcontext()
            # Plans are made anew after a vacuum, which is not to be counted on either side.
            self.load(write, trial, f"warm-{trial}", 0, WARM_SECONDS)
            self.await_calm()
        with context:
            first = self.count(table)
            start = self.moment(table)

            def warm(process) -> None:
                nonlocal start
                while self.count(table) - first < WARM and process.poll() is None:
                    time.sleep(0.05)
                start = self.moment(table)

            if side == "pgbench":
                variables = self.variables[write] + ((f"base={trial * self.drafts}", "n=0") if write == "submit" else ())
                done = load.pgbench(self.writer, [f"{self.folder}/{write}.sql"], self.seconds, variables, warm)
            else:
                done = self.load(write, trial, f"trial-{trial}", WARM_SECONDS * DRAFTS_A_SECOND, self.seconds)
            took = time.monotonic() - start.time
            self.await_calm()
            end = self.moment(table)
        # wrk hangs up at the end on requests that the server answers all the same.
        if not 0 <= end.rows - first - done.count <= (load.CONNECTIONS if side == "tea house" else 0):
            sys.exit(f"bench: {side} counts {done.count} of {write}, the tables have {end.rows - first} more")
        made = end.rows - start.rows
        rate = done.rate if side == "tea house" else made / took
        spent = (after - before for after, before in zip(end.spent, start.spent))
        self.results[write][side].append((rate, done.p99, *(1e6 * seconds / made for seconds in spent)))

    def moment(self, table: str) -> Moment:
        """How many rows a table has now, and the CPU time spent until now."""
        rows = self.count(table)
        return Moment(rows, self.spent(), time.monotonic())

    def load(self, write: str, trial: int, run: str, skipped: int, seconds: int) -> load.Load:
        """Requests over HTTP, for drafts behind the first `skipped` of a trial."""
        environment = {"BENCH_TOKEN": self.token, "BENCH_RUN": run}
        if write == "submit":
            environment |= {
                "BENCH_IDS": f"{self.folder}/drafts.txt", "BENCH_FROM": str(trial * self.drafts + skipped),
                "BENCH_COUNT": str(seconds * DRAFTS_A_SECOND),
            }
        return load.wrk(self.port, f"{write}.lua", seconds, environment)

    @contextlib.contextmanager
    def alone(self):
        """Has the server stand still, with no transaction open, so that pgbench has the machine for itself."""
        try:
            while True:
                self.server.send_signal(signal.SIGSTOP)
                if self.transactions() == 0:
                    break
                self.server.send_signal(signal.SIGCONT)
                time.sleep(0.05)
            yield
        finally:
            self.server.send_signal(signal.SIGCONT)

    def await_calm(self) -> None:
        while self.transactions() > 0:
            time.sleep(0.05)

    def transactions(self) -> int:
        return int(psql(self.base, """
            SELECT count(*) FROM pg_stat_activity
            WHERE application_name LIKE 'teahouse %' AND (state = 'active' OR state LIKE 'idle in transaction%')
        """))

    def count(self, table: str) -> int:
        return int(psql(self.base, f"SELECT count(*) FROM {table}"))

    def spent(self) -> tuple:
        """CPU seconds until now: of the server, of PostgreSQL with all its processes, and of the load generators."""
        server, database, generator = 0, 0, 0
        for name in os.listdir("/proc"):
            if not name.isdecimal():
                continue
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8") as file:
                    kind, _, rest = file.read().partition("(")[2].rpartition(") ")
            except (FileNotFoundError, ProcessLookupError):
                continue
            fields = rest.split()
            ticks, ended = int(fields[11]) + int(fields[12]), int(fields[13]) + int(fields[14])
            if int(name) == self.server.pid:
                server += ticks
            elif int(name) == self.postmaster:
                database += ticks + ended
            elif int(fields[1]) == self.postmaster:
                database += ticks
            elif int(fields[1]) == os.getpid() and kind == "pgbench":
                generator += ticks
            elif int(name) == os.getpid():
                generator += ended
        return server / TICKS, database / TICKS, generator / TICKS

    def screen(self, side: str) -> None:
        """Has some of what the server was just asked for screened, and drops all other jobs."""
        if side == "tea house":
            wanted = psql(self.base, f"""
                UPDATE jobs SET run_at = clock_timestamp() WHERE id IN (
                    SELECT id FROM jobs WHERE kind = 'screen_version' AND state = 'ready' ORDER BY id DESC LIMIT {SCREENED}
                ) RETURNING subject
            """).split()
            subjects = ", ".join(f"'{each}'" for each in wanted)
            psql(self.base, "SELECT pg_notify('jobs', 'screen')")
            deadline = time.monotonic() + 60
            passed = "0"
            while passed != str(len(wanted)):
                if time.monotonic() > deadline:
                    sys.exit(f"bench: {passed} of {len(wanted)} submissions passed their screening\n" + psql(
                        self.base, f"""
                            SELECT j.state, j.error, j.cause, s.state, v.state, convert_from(r.report, 'UTF8')
                            FROM jobs j JOIN screenings s ON s.version = j.subject JOIN finding_versions v ON v.id = j.subject
                                LEFT JOIN screening_reports r ON r.version = j.subject
                            WHERE j.subject IN ({subjects})
                        """
                    ))
                time.sleep(0.1)
                passed = psql(self.base, f"""
                    SELECT count(*) FROM jobs j JOIN screenings s ON s.version = j.subject
                    WHERE j.subject IN ({subjects}) AND j.state = 'done' AND s.state = 'passed'
                """)
        psql(self.base, "DELETE FROM jobs WHERE state = 'ready'")
        failed = psql(self.base, "SELECT kind, state, error, cause FROM jobs WHERE state <> 'done' OR error IS NOT NULL")
        if failed:
            sys.exit(f"bench: jobs failed:\n{failed}")

    def medians(self, write: str, side: str) -> list:
        """Of all trials: a second, 99th percentile in ms, CPU microseconds of server, PostgreSQL and load generator for each."""
        return [statistics.median(column) for column in zip(*self.results[write][side])]
