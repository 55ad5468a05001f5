#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The metrics of a running demonstration by promtool, and each query of the dashboard by a real Prometheus that reads them: metrics.py TEAHOUSE

The alert rules are tried as well (alerts.py).
"""
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import alerts

ROOT = pathlib.Path(__file__).resolve().parent.parent
DASHBOARD = ROOT / "deploy/grafana/teahouse.json"


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def get(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read()


def until(what, is_so, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            sys.exit(f"FAILED: {what}: it ended with {process.returncode}")
        try:
            if is_so():
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.2)
    sys.exit(f"FAILED: {what}: not in {seconds} s")


def ask(prometheus, query):
    answer = json.loads(get(f"{prometheus}/api/v1/query?" + urllib.parse.urlencode({"query": query})))
    return answer["data"]["result"]


def queries():
    """Each query of the dashboard with its panel; Grafana's words replaced as Grafana does."""
    for panel in json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "20s").replace("$instance", ".+")


def has_four_looks(url, prometheus):
    """With a request between them, so that there are rates."""
    get(f"{url}/v1/problems")
    return any(float(item["value"][1]) >= 4 for item in ask(prometheus, "count_over_time(up[20s])"))


def check(teahouse, folder):
    port, listening = free_port(), free_port()
    url, prometheus = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{listening}"
    state = f"{folder}/state"
    up = subprocess.Popen(
        [teahouse, "up", "--demo", "--state", state, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    watcher = None
    try:
        until("the demonstration", lambda: get(f"{url}/readyz"), up)
        subprocess.run(
            [teahouse, "export", "--state", state, "--to", f"{folder}/export", "--public-url", url], check=True, capture_output=True
        )
        pathlib.Path(f"{folder}/prometheus.yml").write_text(
            json.dumps(
                {
                    "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                    "rule_files": [str(alerts.RULES)],
                    "scrape_configs": [{"job_name": "teahouse", "static_configs": [{"targets": [f"127.0.0.1:{port}"]}]}],
                }
            ),
            encoding="utf-8",
        )
        watcher = subprocess.Popen(
            [
                "prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
                f"--web.listen-address=127.0.0.1:{listening}", "--log.level=error",
            ]
        )
        until("Prometheus", lambda: get(f"{prometheus}/-/ready"), watcher)
        until("four looks", lambda: has_four_looks(url, prometheus), watcher)
        linted = subprocess.run(["promtool", "check", "metrics"], input=get(f"{url}/metrics"), capture_output=True, check=False)
        if linted.returncode or linted.stdout or linted.stderr:
            sys.exit(f"FAILED: promtool check metrics\n{linted.stdout.decode()}{linted.stderr.decode()}")
        count = 1
        for title, query in queries():
            if not ask(prometheus, query):
                sys.exit(f"FAILED: “{title}” of the dashboard has no answer: {query}")
            count += 1
        rules = json.loads(get(f"{prometheus}/api/v1/rules"))["data"]["groups"]
        wrong = [rule["name"] for group in rules for rule in group["rules"] if rule["health"] == "err" or rule["state"] == "firing"]
        if wrong:
            sys.exit(f"FAILED: rules that cannot be asked, or fire on a server that is well: {', '.join(wrong)}")
        return count + 1
    finally:
        for process in filter(None, (watcher, up)):
            process.send_signal(signal.SIGTERM)
            process.wait(60)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    alerts.main()
    with tempfile.TemporaryDirectory() as scratch:
        # PostgreSQL's own user must get through it.
        os.chmod(scratch, 0o711)
        print(f"metrics: {check(sys.argv[1], scratch)} checks passed")
