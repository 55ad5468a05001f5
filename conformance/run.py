#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds a running server to its contract with tools that others wrote. Called by scripts/conformance.sh, in its environment.

The server is a demonstration of its own, and ends with this program.
"""
import argparse
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
BIN = os.path.dirname(sys.executable)
CONTRACT = f"{ROOT}/docs/reference/openapi.json"
ROLES = ["", "researcher", "provider", "moderator", "admin"]


class Suite:
    """What passed and what did not."""

    def __init__(self):
        self.failed = []

    def step(self, name, command, accept=lambda run: run.returncode == 0, tail=40, **more):
        started = time.monotonic()
        run = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)
        passed = accept(run)
        print(f"{'passed' if passed else 'FAILED'}  {name} ({time.monotonic() - started:.0f} s)", flush=True)
        if not passed:
            self.failed.append(name)
            print("\n".join(run.stdout.splitlines()[-tail:]), flush=True)
        return run


def contract(suite):
    suite.step("openapi-spec-validator", [f"{BIN}/openapi-spec-validator", CONTRACT])
    vacuum = next(iter(glob.glob(f"{os.path.dirname(BIN)}/lib/*/site-packages/vacuum/lib/vacuum")), "vacuum")
    suite.step(
        "vacuum",
        [vacuum, "lint", "-d", "-b", "--no-style", "-r", f"{HERE}/vacuum-rules.yaml", CONTRACT],
        # The rules must have been read, and nothing be found.
        accept=lambda run: re.search(r"against [1-9]\d* rules", run.stdout) and "perfect score" in run.stdout,
    )


def schemathesis(suite, url, tokens, seconds):
    for role in ROLES:
        command = [
            f"{BIN}/schemathesis", "--config-file", f"{HERE}/schemathesis.toml", "run", f"{url}/v1/openapi.json", "--url", url,
            "--checks", "all", "-n", "20", "--seed", "20261124", "--phases", "examples,coverage,fuzzing,stateful",
            "--max-time", str(seconds), "--no-color", "--continue-on-failure", "--warnings", "off",
        ]
        if role:
            command += ["-H", f"Authorization: Bearer {tokens[role]}"]
        run = suite.step(
            f"schemathesis as {role or 'nobody'}", command, tail=150, cwd=HERE, env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks"}
        )
        for line in run.stdout.splitlines():
            if "generated" in line or "Tested:" in line:
                print(f"        {line.strip()}")


def lint_answers(suite, url):
    paths = ["/healthz", "/v1/problems", "/v1/publications", "/v1/keys", "/v1/openapi.json", "/v1/datasets", "/v1/nothing"]
    for path in paths:
        answer = subprocess.run(["curl", "-sSi", "--http1.1", url + path], capture_output=True, check=True).stdout
        suite.step(
            f"httplint {path}",
            f"'{BIN}/httplint' -n",
            shell=True,
            input=answer.decode("utf-8", "replace"),
            # What it calls bad is a fault; what it notes is not.
            accept=lambda run: run.returncode == 0 and "[bad]" not in run.stdout.lower(),
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=40, help="for each role")
    options = parser.parse_args()
    suite = Suite()
    contract(suite)
    folder = tempfile.mkdtemp(prefix="teahouse-conformance-")
    os.chmod(folder, 0o711)
    log = open(f"{folder}/log", "w", encoding="utf-8")
    server = subprocess.Popen(
        [f"{ROOT}/.build/debug/teahouse", "up", "--demo", "--json", "--port", "0", "--harvest-page", "3", "--state", f"{folder}/state"],
        stdout=subprocess.PIPE, stderr=log, text=True,
    )
    try:
        ready = json.loads(server.stdout.readline())
        with open(ready["credentials"], encoding="utf-8") as file:
            tokens = {role: entry["token"] for role, entry in json.load(file).items() if isinstance(entry, dict)}
        suite.step("probes", [sys.executable, f"{HERE}/probes.py", ready["url"], tokens["researcher"]], tail=80)
        teahouse = f"{ROOT}/.build/debug/teahouse"
        suite.step("known answers", [sys.executable, f"{HERE}/known_answers.py", f"{ROOT}/Tests/PublicationTests/KnownAnswers", "--check"])
        suite.step(
            "signatures",
            [sys.executable, f"{HERE}/signatures.py", ready["url"], ready["credentials"], teahouse],
        )
        schemas = os.path.abspath(f"{ROOT}/../shared/schemas")
        formats = f"{ROOT}/.venv-formats/bin/python"
        for name, more in (
            ("formats", [schemas]), ("harvest", [ready["state"], schemas]), ("feeds", []), ("exported", [ready["state"], teahouse, schemas]),
        ):
            told = suite.step(
                name, [formats, "-W", "ignore", f"{HERE}/{name}.py", ready["url"], ready["credentials"], *more]
            )
            print("        " + "\n        ".join(told.stdout.splitlines()[-2:]))
        tables = f"{ROOT}/.venv-tables/bin/python"
        told = suite.step(
            "datasets",
            [tables, "-W", "ignore", f"{HERE}/datasets.py", ready["url"], ready["credentials"], f"{ROOT}/examples/planes/planes-generalised.csv"],
        )
        print("        " + told.stdout.splitlines()[-1])
        lint_answers(suite, ready["url"])
        schemathesis(suite, ready["url"], tokens, options.seconds)
        with urllib.request.urlopen(f"{ready['url']}/metrics") as answer:
            faults = [line for line in answer.read().decode().splitlines() if 'status="5xx"' in line and "_count" in line]
        print(f"{'FAILED' if faults else 'passed'}  no answer of 500")
        if faults:
            suite.failed.append("no answer of 500")
            print("\n".join(faults))
            with open(f"{folder}/log", encoding="utf-8") as file:
                print("".join(file.readlines()[-20:]))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        log.close()
        shutil.rmtree(folder, ignore_errors=True)
    if server.returncode != 0:
        suite.failed.append(f"the server ended with {server.returncode}")
    print(f"conformance: {len(suite.failed)} failed" + "".join(f"\n  {name}" for name in suite.failed))
    sys.exit(1 if suite.failed else 0)


main()
