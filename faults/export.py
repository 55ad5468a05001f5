#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the nightly export go wrong at every change of the file system: export.py TEAHOUSE SHIM [--every N]

After each fault `current` has to be one whole valid export, and the next run has to finish, hold what the database holds, and leave
nothing hidden behind. Then: two runs at once, a run whose lock was lost, and a withdrawal while a run is under way.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "conformance"))
from server import Checks, Server  # noqa: E402

checks = Checks()
holds = checks.holds
FAULTS = ["kill", "ENOSPC", "EIO", "EINTR", "short"]


class Exporter:
    def __init__(self, teahouse, shim, state, folder):
        self.teahouse, self.shim, self.state, self.folder = teahouse, shim, state, folder
        self.export = f"{folder}/export"
        self.log = f"{folder}/log"

    def start(self, fault=None, at=0, keep=2):
        pathlib.Path(self.log).unlink(missing_ok=True)
        faulty = {"LD_PRELOAD": self.shim, "FAULT_ROOT": self.export, "FAULT_LOG": self.log, "FAULT_AT": str(at), "FAULT": fault or ""}
        return subprocess.Popen(
            [self.teahouse, "export", "--state", self.state, "--to", self.export, "--keep", str(keep), "--bag", "--json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(faulty if fault else {})},
        )

    def run(self, *arguments, **more):
        process = self.start(*arguments, **more)
        output, errors = process.communicate(timeout=60)
        return process.returncode, output, errors

    def changes(self):
        """What a run that goes well changes, one line a change."""
        holds("a run that is watched goes well", self.run("none")[0] == 0)
        return pathlib.Path(self.log).read_text(encoding="utf-8").splitlines()

    def current(self):
        return os.readlink(f"{self.export}/current")

    def hidden(self):
        return [name for name in os.listdir(self.export) if name.startswith(".tmp-")]

    def is_whole(self, against_database=False):
        more = ["--against-database", "--state", self.state] if against_database else []
        run = subprocess.run([self.teahouse, "verify", "export", self.export, *more], capture_output=True, text=True, check=False)
        # Without the snapshot before, whose removal may have been what failed, the delta cannot be checked.
        failed = [line for line in run.stdout.splitlines() if line.startswith("failed")]
        return not failed and run.returncode in (0, 1), run.stdout + run.stderr

    def finishes(self, what):
        code, output, errors = self.run()
        holds(f"{what}: the next run finishes: {output}{errors}", code == 0 and "skipped" not in output)
        holds(f"{what}: nothing hidden is left: {self.hidden()}", not self.hidden())
        snapshots = os.listdir(f"{self.export}/snapshots")
        holds(f"{what}: as many snapshots as are kept: {snapshots}", len(snapshots) == 2)
        whole, told = self.is_whole(against_database=True)
        holds(f"{what}: the next export is whole: {told}", whole and "passed\tdatabase" in told)


def fault(exporter, kind, number, changes):
    what = f"{kind} at {changes[number - 1]}"
    before = exporter.current()
    code, output, errors = exporter.run(kind, number)
    whole, told = exporter.is_whole()
    holds(f"{what}: current is whole: {told}", whole)
    if kind == "kill":
        holds(f"{what}: the run is gone: {code}", code == -signal.SIGKILL)
    elif kind in ("EINTR", "short"):
        # An interrupted fsync is a failure, since what it had done cannot be known; everything else is done again.
        holds(f"{what}: the run goes on: {code} {errors}", code == 0 or "sync" in changes[number - 1])
    elif code == 0:
        holds(f"{what}: what was told well is current: {output}", exporter.current() in json.loads(output)["snapshot"])
    else:
        holds(f"{what}: the failure is told: {code} {errors}", code in (1, 3) and errors.strip() and "rash" not in errors)
        is_swapped = exporter.current() != before
        # A run that failed on its way out of the swap may have swapped, but no run that failed before it has.
        holds(f"{what}: nothing was swapped early", not is_swapped or number > swap_of(changes))
        holds(f"{what}: the disk is free again: {exporter.hidden()}", not exporter.hidden() or number > seal_of(changes))
    exporter.finishes(what)


def place(changes, words):
    return next(number for number, line in enumerate(changes, 1) if all(word in line for word in words))


def swap_of(changes):
    return place(changes, ["rename", "/current"])


def seal_of(changes):
    return place(changes, ["write", "manifest.sig"])


def stopped(exporter, at):
    """A run that stands still before its `at`-th change."""
    process = exporter.start("stop", at)
    while True:
        with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
            if file.read().rsplit(")", 1)[1].split()[0] == "T":
                return process
        time.sleep(0.01)


def goes_on(process):
    process.send_signal(signal.SIGCONT)
    output, errors = process.communicate(timeout=60)
    return process.returncode, output, errors


def together(exporter, changes, server, publication):
    middle = len(changes) // 2
    first = stopped(exporter, middle)
    code, output, _ = exporter.run()
    holds(f"a second run gives way: {output}", code == 0 and json.loads(output) == {"skipped": True})
    # Nobody waits for an export: what is withdrawn meanwhile is in the next one.
    server.withdraw(publication)
    code, output, errors = goes_on(first)
    holds(f"the first one finishes: {errors}", code == 0)
    made = json.loads(output)
    holds("it has what it saw when it began", made["withdraw"] == 0)
    holds("and is whole", exporter.is_whole()[0])
    code, output, _ = exporter.run()
    holds(f"the next run has the withdrawal: {output}", code == 0 and json.loads(output)["withdraw"] == 1)
    exporter.finishes("after a withdrawal")


def fenced(exporter, changes):
    for at in range(10, seal_of(changes), max(1, seal_of(changes) // 6)):
        first = stopped(exporter, at)
        # As a lock is lost with a folder that is mounted anew: the name leads to another file.
        os.unlink(f"{exporter.export}/.lock")
        code, output, errors = exporter.run()
        holds(f"a run takes over: {errors}", code == 0 and "skipped" not in output)
        winner = exporter.current()
        code, output, errors = goes_on(first)
        holds(f"the one that lost its lock ends in a failure: {output}{errors}", code in (1, 3))
        holds("and swaps nothing", exporter.current() == winner)
        holds("the winner is whole", exporter.is_whole()[0])
        exporter.finishes("after a lost lock")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teahouse")
    parser.add_argument("shim")
    parser.add_argument("--every", type=int, default=1, help="only every N-th change, for a sample")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="teahouse-faults-")
    os.chmod(folder, 0o711)
    up = subprocess.Popen(
        [options.teahouse, "up", "--demo", "--json", "--port", "0", "--state", f"{folder}/state"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    try:
        ready = json.loads(up.stdout.readline())
        server = Server(ready["url"], ready["credentials"])
        publications = [server.publish()[1] for _ in range(3)]
        server.withdraw(publications[0])
        exporter = Exporter(options.teahouse, options.shim, ready["state"], folder)
        for _ in range(2):
            holds("a first run", exporter.run()[0] == 0)
        changes = exporter.changes()
        done = 0
        for position, kind in enumerate(FAULTS):
            for number in range(1 + position % options.every, len(changes) + 1, options.every):
                if kind == "short" and " write " not in changes[number - 1]:
                    continue
                fault(exporter, kind, number, changes)
                done += 1
        together(exporter, changes, server, publications[1])
        # There is less to write since the withdrawal.
        fenced(exporter, exporter.changes())
        print(f"{checks.passed} checks passed: {done} faults at {len(changes)} places, every {options.every}.")
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


main()
