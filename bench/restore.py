#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The drill of a lost machine: restore.py [TEAHOUSE] [--count 100000] [--writes 20]

Fills a database, follows and backs it up while people write, kills everything at once, and restores: to a named second, and to the end of
what there is. Every write that was acknowledged before the named second is there and none from after it; what is lost at the end is the
RPO. Then every kind of damage that is planted in the backup is named. Ends with 1 when anything is missed.
"""
import argparse
import base64
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request

from corpus import Corpus, Server

RPO, RTO = 60.0, 300.0
EVERY = 5
# About 4.4 kB of document.
WORDS = 560


class Writers:
    """People who write for as long as they are let: each write has the moments between which it was acknowledged."""

    def __init__(self, server):
        with open(f"{server.state}/credentials.json", encoding="utf-8") as file:
            people = json.load(file)
        self.url, self.token = server.url, people["researcher"]["token"]
        self.written, self.going = [], True
        self.threads = [threading.Thread(target=self.write, args=(number,)) for number in range(3)]
        for thread in self.threads:
            thread.start()

    def send(self, method, path, body, **headers):
        request = urllib.request.Request(self.url + path, data=body, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def write(self, number):
        count = 0
        while self.going:
            count += 1
            try:
                began = time.time()
                text = f"Note {count} of {number} at {began}.\n".encode()
                finding = {"title": f"Drill {number}/{count}", "abstract": "As it was.", "language": "en", "kind": "solution", "license": "CC-BY-4.0"}
                pid = self.send("POST", "/v1/findings", json.dumps(finding).encode(), Content_Type="application/json")["pid"]
                digest = base64.b64encode(hashlib.sha256(text).digest()).decode()
                self.send("PUT", f"/v1/findings/{pid}/versions/1/files/note.md", text, Content_Type="text/markdown", Content_Digest=f"sha-256=:{digest}:")
                self.written.append((began, time.time(), pid, hashlib.sha256(text).hexdigest()))
            except (OSError, ValueError):
                # Refused or lost: nobody was told that it is there.
                continue

    def stop(self):
        self.going = False
        for thread in self.threads:
            thread.join()


def run(*command, code=0):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if code is not None and done.returncode != code:
        sys.exit(f"drill: {' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done


class Restored:
    """A restored state, served until it was looked at."""

    def __init__(self, teahouse, state):
        self.teahouse, self.state = teahouse, state

    def __enter__(self):
        high = f"{self.state}/keys/checkpoint.high"
        # Where the log was signed further than was restored, it goes on openly; where not, this says so.
        run(self.teahouse, "admin", "log", "resume", "--state", self.state, "--newest", high, code=None)
        started = time.monotonic()
        self.process = subprocess.Popen([self.teahouse, "up", "--json", "--port", "0", "--state", self.state], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("drill: the restored state does not start")
        self.url = json.loads(line)["url"]
        urllib.request.urlopen(self.url + "/readyz", timeout=30).close()
        self.started_in = time.monotonic() - started
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        shutil.rmtree(self.state)

    def psql(self, sql):
        conninfo = open(f"{self.state}/connection", encoding="utf-8").read()
        return run("psql", "-qAtX", f"{conninfo} user=teahouse", "-c", sql).stdout.split()

    def verify(self):
        run(self.teahouse, "verify", "files", "--state", self.state)
        run(self.teahouse, "verify", "log", "--state", self.state)


def damage(teahouse, backups):
    """Plants one damage of each kind, and asks whether it is named."""
    dice = random.Random(1)
    found = {}
    for folder, _, names in os.walk(backups):
        for name in names:
            kind = os.path.relpath(folder, backups).split("/")[0] + "/" + ("segment" if name.startswith("0000") else name.split("-")[0][:8])
            if not name.startswith(".") and name != "format.json" and os.path.getsize(f"{folder}/{name}") > 0:
                found.setdefault("files" if kind.startswith("files/") else kind, []).append(f"{folder}/{name}")
    planted = {}
    for kind, paths in sorted(found.items()):
        planted[kind] = path = dice.choice(paths)
        with open(path, "r+b") as file:
            file.seek(os.path.getsize(path) // 2)
            byte = file.read(1)[0]
            file.seek(-1, 1)
            file.write(bytes([byte ^ 0x10]))
    named = run(teahouse, "backup", "check", backups, code=1).stdout
    missed = [path for path in planted.values() if os.path.basename(path).split("-")[0] not in named]
    # A manifest that does not hold names its folder, and what only it names is not looked for.
    missed = [path for path in missed if not any(part in named for part in path.split("/") if part.startswith("20"))]
    print(f"  damages planted {len(planted)}, named {len(planted) - len(missed)}: {', '.join(planted)}", flush=True)
    return missed


def drill(options, server):
    teahouse, place = options.teahouse, f"{server.folder}/drill"
    os.mkdir(place, 0o711)
    os.chmod(place, 0o711)
    backups = f"{place}/backups"
    started = time.monotonic()
    corpus = Corpus(server, WORDS)
    corpus.grow(options.count)
    print(f"drill: {options.count} publications after {time.monotonic() - started:.0f} s", flush=True)
    following = subprocess.Popen(
        [teahouse, "backup", "follow", backups, "--state", server.state, "--every", str(EVERY), "--json"], stdout=subprocess.PIPE, text=True
    )
    json.loads(following.stdout.readline())
    writers = Writers(server)
    started = time.monotonic()
    made = json.loads(run(teahouse, "backup", backups, "--state", server.state, "--json").stdout)
    print(f"  backup {time.monotonic() - started:.1f} s, {made['database_bytes'] / 1e6:.0f} MB, {made['copied_files']} files", flush=True)
    time.sleep(options.writes)
    moment = time.time()
    named = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment)) + f".{int(moment % 1 * 1e6):06d}Z"
    while json.loads(following.stdout.readline())["until"] <= named:
        pass
    time.sleep(options.writes / 2)
    killed = time.time()
    # The machine is gone: server, database and follower.
    postmaster = int(open(f"{server.state}/postgres/postmaster.pid", encoding="utf-8").readline())
    for pid in (server.process.pid, following.pid, postmaster):
        os.kill(pid, signal.SIGKILL)
    writers.stop()
    following.wait()
    server.process.wait()

    failures = []
    reports = []
    for label, target in (("named second", ["--to-time", named]), ("end", [])):
        state = f"{place}/{label.split()[0]}"
        summary = json.loads(run(teahouse, "restore", backups, "--into", state, "--json", *target).stdout)
        with Restored(teahouse, state) as restored:
            rto = summary["seconds"] + restored.started_in
            there = set(restored.psql("SELECT f.pid FROM findings f JOIN finding_versions v ON v.finding = f.id JOIN finding_files x ON x.version = v.id"))
            count = int(restored.psql("SELECT count(*) FROM publications")[0])
            restored.verify()
        limit = moment if target else killed
        lost = [write for write in writers.written if write[1] < limit and write[2] not in there]
        early = [write for write in writers.written if target and write[0] > moment and write[2] in there]
        # Lost at the end is what came after the last round alone.
        rpo = limit - min((write[0] for write in lost), default=limit)
        reports.append((label, rto, rpo))
        print(
            f"  to the {label}: RTO {rto:.1f} s (restore {summary['seconds']:.1f}), {count} publications, {len(writers.written)} writes,"
            f" {len(lost)} lost in the last {rpo:.1f} s, {len(early)} from after it", flush=True,
        )
        failures += [f"{label}: {count} publications"] if count < options.count else []
        failures += [f"{label}: {len(lost)} lost, {len(early)} too many"] if target and (lost or early) else []
        failures += [f"{label}: RTO {rto:.0f} s"] if rto > RTO else []
        failures += [f"{label}: RPO {rpo:.0f} s"] if rpo > RPO else []
    clean = run(teahouse, "backup", "check", backups, code=None)
    failures += [] if clean.returncode == 0 else [f"check: {clean.stdout}"]
    looked = run(teahouse, "restore-drill", backups, "--scratch", place, "--json", code=None)
    failures += [] if looked.returncode == 0 else [f"restore-drill: {looked.stdout}{looked.stderr}"]
    failures += [f"not named: {path}" for path in damage(teahouse, backups)]
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teahouse", nargs="?", default=".build/release/teahouse")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--writes", type=float, default=20, help="seconds of writing before the named second")
    options = parser.parse_args()
    options.teahouse = os.path.abspath(options.teahouse)
    with Server(options.teahouse) as server:
        failures = drill(options, server)
    for failure in failures:
        print(f"drill: FAILED: {failure}", file=sys.stderr)
    print("drill: " + ("failed" if failures else "everything that was acknowledged is there, and every damage is named"))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
