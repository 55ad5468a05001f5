# SPDX-License-Identifier: Apache-2.0
"""The transparency log's part of the benchmark: how fast a running server seals, and proves out of a large log."""
import subprocess
import sys
import time

SEED = """
INSERT INTO log_entries (body)
SELECT format('{{"at":"2026-11-24T10:00:00Z","commitment":"sha256:%s","kind":"accept","number":"%s"}}', encode(sha256(n::text::bytea), 'hex'), n)
FROM generate_series(1, {count}) AS n;
INSERT INTO log_pending (entry) SELECT id FROM log_entries e WHERE NOT EXISTS (SELECT FROM log_leaves WHERE entry = e.id) ORDER BY id;
NOTIFY log;
"""


def psql(base: str, sql: str) -> str:
    run = subprocess.run(
        ["psql", "-qAtX", f"{base} user=teahouse", "-c", sql], capture_output=True, text=True,
    )
    if run.returncode != 0:
        sys.exit(f"psql: {run.stderr}")
    return run.stdout.strip()


def measure(base: str, count: int, prove) -> None:
    """Writes entries, waits until they are sealed, and proves entries with `prove(size)`, the load of which it reports."""
    before = int(psql(base, "SELECT max(size) FROM log_checkpoints"))
    psql(base, SEED.format(count=count))
    while psql(base, "SELECT count(*) FROM (SELECT FROM log_pending LIMIT 1) AS waiting") != "0":
        time.sleep(0.2)
    # From the first batch's end to the last one's: how long the server was at it, and not how long it took to notice.
    rate = float(psql(base, f"""
        SELECT (max(size) - min(size)) / extract(epoch FROM max(sealed_at) - min(sealed_at))
        FROM log_checkpoints WHERE size > {before}
    """))
    size = int(psql(base, "SELECT max(size) FROM log_checkpoints"))
    proofs, p99, _ = prove(size)
    print(f"\ntransparency log of {size} entries                measured   goal")
    for name, value, goal, reached in [
        ("sealed a second", f"{rate:9.0f}", ">= 50000", rate >= 50_000),
        ("proof of inclusion, mean ms, over HTTP", f"{1000 / proofs:9.3f}", "<= 1.0", proofs >= 1000),
        ("the same, 99th percentile ms", f"{p99:9.3f}", "", True),
    ]:
        print(f"  {name:44}{value}   {goal:9}{'reached' if reached and goal else 'MISSED' if goal else ''}")
