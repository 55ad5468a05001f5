# SPDX-License-Identifier: Apache-2.0
"""The alert rules by promtool: each one has a case in which it fires, and none fires on a server that is well.

usage: alerts.py
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

RULES = pathlib.Path(__file__).resolve().parent.parent / "deploy/prometheus/teahouse.rules.yml"
LABELS = 'instance="findings.example",job="teahouse"'
# A day and a half, in minutes.
LENGTH = 36 * 60
HOUR = 60


def flat(value):
    return f"{value}x{LENGTH}"


def growing(step):
    return f"0+{step}x{LENGTH}"


# What a server that is well shows: an export each night, a log that is sealed a minute after it was written.
WELL = {
    f"up{{{LABELS}}}": flat(1),
    f"teahouse_database_up{{{LABELS}}}": flat(1),
    f'teahouse_http_request_duration_seconds_count{{{LABELS},status="2xx",route="/v1/problems"}}': growing(600),
    f'teahouse_http_request_duration_seconds_count{{{LABELS},status="5xx",route="/v1/problems"}}': growing(1),
    f'teahouse_http_request_duration_seconds_bucket{{{LABELS},le="0.1",route="/v1/problems"}}': growing(600),
    f'teahouse_http_request_duration_seconds_bucket{{{LABELS},le="5.0",route="/v1/problems"}}': growing(601),
    f'teahouse_http_request_duration_seconds_bucket{{{LABELS},le="+Inf",route="/v1/problems"}}': growing(601),
    f'teahouse_limited_total{{{LABELS},status="429"}}': growing(100),
    f'teahouse_limited_total{{{LABELS},status="503"}}': flat(3),
    f'teahouse_limited_total{{{LABELS},status="507"}}': flat(0),
    f"teahouse_store_free_bytes{{{LABELS}}}": flat(500),
    f"teahouse_store_size_bytes{{{LABELS}}}": flat(1000),
    f"teahouse_last_export_timestamp_seconds{{{LABELS}}}": f"0x{12 * HOUR} {12 * 3600}x{24 * HOUR}",
    f"process_start_time_seconds{{{LABELS}}}": flat(0),
    f"process_open_fds{{{LABELS}}}": flat(100),
    f"process_max_fds{{{LABELS}}}": flat(1000),
    f"teahouse_log_written_timestamp_seconds{{{LABELS}}}": growing(60),
    f"teahouse_log_sealed_timestamp_seconds{{{LABELS}}}": f"1+60x{LENGTH}",
    f"teahouse_clocks_overdue{{{LABELS}}}": flat(0),
    f"teahouse_certificates_stuck{{{LABELS}}}": flat(0),
    f'teahouse_jobs{{{LABELS},state="parked"}}': flat(0),
    f'teahouse_jobs{{{LABELS},state="ready"}}': flat(7),
    f"teahouse_identifiers_waiting{{{LABELS}}}": f"0x60 4x30 0x{LENGTH}",
    f"teahouse_moderations_overdue{{{LABELS}}}": flat(0),
    f"teahouse_appointments_overdue{{{LABELS}}}": flat(0),
}

# What fires each alert: the series that are otherwise than well (None: not there), by their names.
CASES = [
    ("TeaHouseDown", {"up": flat(0)}),
    ("TeaHouseWithoutDatabase", {"teahouse_database_up": flat(0)}),
    ("TeaHouseFailing", {'teahouse_http_request_duration_seconds_count{5xx': growing(10)}),
    ("TeaHouseSlow", {'teahouse_http_request_duration_seconds_bucket{0.1': growing(500)}),
    ("TeaHouseRefusing", {"teahouse_limited_total{503": growing(2)}),
    ("TeaHouseRefusing", {"teahouse_limited_total{507": growing(2)}),
    ("TeaHouseStoreNearlyFull", {"teahouse_store_free_bytes": flat(99)}),
    ("TeaHouseStoreFull", {"teahouse_store_free_bytes": flat(19)}),
    ("TeaHouseExportLate", {"teahouse_last_export_timestamp_seconds": flat(0)}),
    ("TeaHouseExportLate", {"teahouse_last_export_timestamp_seconds": None}),
    ("TeaHouseLogNotSealed", {"teahouse_log_sealed_timestamp_seconds": flat(1), "teahouse_log_written_timestamp_seconds": flat(2)}),
    ("TeaHouseLogNotSealed", {"teahouse_log_sealed_timestamp_seconds": None, "teahouse_log_written_timestamp_seconds": flat(2)}),
    ("TeaHouseClocksOverdue", {"teahouse_clocks_overdue": flat(1)}),
    ("TeaHouseCertificatesStuck", {"teahouse_certificates_stuck": flat(1)}),
    ("TeaHouseJobsParked", {"teahouse_jobs{parked": flat(1)}),
    ("TeaHouseIdentifiersWaiting", {"teahouse_identifiers_waiting": flat(1)}),
    ("TeaHouseDecisionsOverdue", {"teahouse_moderations_overdue": flat(1)}),
    ("TeaHouseDecisionsOverdue", {"teahouse_appointments_overdue": flat(1)}),
    ("TeaHouseFilesOpen", {"process_open_fds": flat(900)}),
]


def changed(otherwise):
    """The series of a server that is well but for what a case names; a label's value follows a brace."""
    series = dict(WELL)
    for key, values in otherwise.items():
        name, _, label = key.partition("{")
        found = [item for item in WELL if item.startswith(name + "{") and (not label or f'"{label}"' in item)]
        if len(found) != 1:
            sys.exit(f"alerts: {key} names {len(found)} series")
        if values is None:
            del series[found[0]]
        else:
            series[found[0]] = values
    return [{"series": item, "values": values} for item, values in series.items()]


def firing(case, alert):
    """A test of promtool: that this alert fires at the end of the case, or none does."""
    return {
        "interval": "1m",
        "input_series": changed(case),
        "promql_expr_test": [
            {
                "expr": f'count(ALERTS{{alertstate="firing",alertname="{alert}"}})' if alert else 'count(ALERTS{alertstate="firing"})',
                "eval_time": "35h",
                "exp_samples": [{"labels": "{}", "value": 1}] if alert else [],
            }
        ],
    }


def main():
    rules = re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8"))
    untried = set(rules) - {alert for alert, _ in CASES}
    if untried:
        sys.exit(f"alerts: nobody tries {', '.join(sorted(untried))}")
    subprocess.run(["promtool", "check", "rules", str(RULES)], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        for alert, case in [(None, {}), *CASES]:
            path = pathlib.Path(folder) / "test.yml"
            # JSON is YAML.
            path.write_text(
                json.dumps({"rule_files": [str(RULES)], "evaluation_interval": "5m", "tests": [firing(case, alert)]}),
                encoding="utf-8",
            )
            done = subprocess.run(["promtool", "test", "rules", str(path)], capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"alerts: {alert or 'a server that is well'}, {case}\n{done.stdout}{done.stderr}")
    print(f"alerts: {len(CASES) + 1} checks passed, of {len(rules)} rules")


if __name__ == "__main__":
    main()
