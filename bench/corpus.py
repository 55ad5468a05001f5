# SPDX-License-Identifier: Apache-2.0
"""A server of its own with many small publications in it, for benchmarks of what grows with their number; what they have in common.

Words come as often as in a language (Zipf), out of a made-up vocabulary. Rows are written by the database's superuser with triggers
off, since going through every gate a million times would measure something else.
"""
import argparse
import hashlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid

from seed import Table, pid

SYLLABLES = "ba ce di fo gu ha ji ko lu me na po qui re so ta ve wi xe zo bra cle dri flo gru pla sti tro".split()


def vocabulary(size):
    dice = random.Random(1)
    words = set()
    while len(words) < size:
        words.add("".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))))
    return sorted(words, key=lambda word: dice.random())


class Server:
    def __init__(self, teahouse):
        self.teahouse = teahouse
        self.folder = tempfile.mkdtemp(prefix="teahouse-corpus-")
        os.chmod(self.folder, 0o711)
        self.process = subprocess.Popen(
            [teahouse, "up", "--demo", "--json", "--port", "0", "--state", f"{self.folder}/state"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        # Also when the benchmark is told to end.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        ready = json.loads(self.process.stdout.readline())
        self.url, self.state = ready["url"], ready["state"]
        self.conninfo = f"host={self.state}/postgres.socket dbname=teahouse user=teahouse"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(120)
        shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, sql):
        run = subprocess.run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", self.conninfo, "-c", sql], capture_output=True, text=True, check=True)
        return run.stdout.strip()


class Corpus:
    """Grows; the same numbers give the same publications. Searches find them only where `searched`, which takes most of the time."""

    def __init__(self, server, words_each, searched=False):
        self.server, self.words_each, self.searched, self.count = server, words_each, searched, 0
        self.dice = random.Random(20261124)
        self.words = vocabulary(20_000)
        self.weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(self.words))))
        self.person = server.psql("SELECT id FROM persons ORDER BY pid LIMIT 1")

    def key(self):
        return str(uuid.UUID(int=self.dice.getrandbits(128)))

    def text(self, count):
        return " ".join(self.dice.choices(self.words, cum_weights=self.weights, k=count))

    def grow(self, to):
        psql = subprocess.Popen(
            ["psql", "-q", "-v", "ON_ERROR_STOP=1", self.server.conninfo], stdin=subprocess.PIPE, text=True, encoding="utf-8"
        )
        psql.stdin.write("BEGIN; SET session_replication_role = replica;\n")
        for start in range(self.count, to, 5000):
            for table in self.rows(start, min(start + 5000, to)):
                psql.stdin.write(table.text())
        if self.searched:
            self.index(psql)
        psql.stdin.write("COMMIT; VACUUM ANALYZE;\n")
        psql.stdin.close()
        if psql.wait() != 0:
            raise SystemExit("the database could not be filled")
        self.count = to

    @staticmethod
    def index(psql):
        """What the triggers would have done."""
        psql.stdin.write("""
            INSERT INTO search_entries
            SELECT s.subject, s.type, s.pid, s.at, s.language, s.kind, s.license, s.organisation, s.problem,
                search_words(s.language, s.title, s.keywords, s.body)
            FROM published.search_sources s WHERE NOT EXISTS (SELECT FROM search_entries e WHERE e.subject = s.subject);\n""")

    def rows(self, start, end):
        findings = Table("findings", "id, pid, created_by")
        versions = Table(
            "finding_versions", "id, finding, number, state, title, abstract, language, kind, license, keywords, submitted_at, created_by"
        )
        publications = Table("publications", "id, pid, finding, version, state, document, digest, published_at, changed_at")
        certificates = Table("certificates", "publication, version, envelope, digest, key_id")
        envelope = b"{}"
        for number in range(start, end):
            finding, version, publication = self.key(), self.key(), self.key()
            finding_pid, publication_pid = pid("fi", self.dice.getrandbits(50)), pid("pu", self.dice.getrandbits(50))
            title, abstract = self.text(8), self.text(self.words_each)
            kind = self.dice.choice(["solution", "negative", "partial", "replication"])
            # One every ten minutes, since 2006.
            minutes = number * 10
            at = f"{2006 + minutes // 518_400:04}-{minutes // 43_200 % 12 + 1:02}-{minutes // 1_440 % 28 + 1:02}T{minutes // 60 % 24:02}:{minutes % 60:02}:00Z"
            document = json.dumps(
                {
                    "schema": "https://teahouse.example/schemas/publication/1", "pid": publication_pid, "version": 1, "concept": finding_pid,
                    "title": title, "abstract": abstract, "language": "en", "kind": kind, "license": "CC-BY-4.0",
                    "contributors": [{"name": "Bench Mark", "credit_roles": ["software"]}], "releases": [], "files": [], "keywords": [],
                    "funding": [], "published_at": at,
                },
                separators=(",", ":"), sort_keys=True,
            ).encode()
            findings.add(finding, finding_pid, self.person)
            versions.add(version, finding, 1, "published", title, abstract, "en", kind, "CC-BY-4.0", "{}", at, self.person)
            publications.add(
                publication, publication_pid, finding, version, "published", "\\x" + document.hex(),
                "\\x" + hashlib.sha256(document).hexdigest(), at, at,
            )
            certificates.add(publication, version, "\\x" + envelope.hex(), "\\x" + hashlib.sha256(envelope).hexdigest(), "0" * 16)
        return findings, versions, publications, certificates


def arguments(description, counts="10000,100000,1000000"):
    """What each of the benchmarks can be told."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("teahouse", nargs="?", default=".build/release/teahouse")
    parser.add_argument("--counts", default=counts)
    return parser


def measure_each(options, words_each, measure, searched=False):
    """Calls `measure` with a collection of each of the sizes that were asked for, one after the other."""
    with Server(options.teahouse) as server:
        corpus = Corpus(server, words_each, searched)
        for count in map(int, options.counts.split(",")):
            corpus.grow(count)
            measure(corpus)


def verdict(measured, most):
    return f"goal {most:g}: {'reached' if measured <= most else 'MISSED'}"
