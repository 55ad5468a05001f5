#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the server to its contract with tools from PyPI, in virtual environments of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh conformance

if ! newer=$(scripts/environments.sh); then
    echo "conformance: NOTHING WAS CHECKED" >&2
    [ -z "${CI:-}" ]
    exit
fi
if [ -z "$newer" ]; then
    echo "conformance: there is no Python 3.12 or newer; THE LOG WAS NOT CHECKED" >&2
    [ -z "${CI:-}" ]
fi
swift build --product teahouse
[ -z "$newer" ] || .venv-tlog/bin/python conformance/tlog.py .build/debug/teahouse
echo "conformance: tables as they come"
python3 conformance/dialects.py .build/debug/teahouse
echo "conformance: small counts in tables as they come"
python3 conformance/counts.py .build/debug/teahouse
echo "conformance: metrics, alerts and the dashboard"
python3 conformance/metrics.py .build/debug/teahouse
echo "conformance: the samples of proxies"
python3 conformance/proxies.py .build/debug/teahouse
echo "conformance: tables as other programs write them"
python3 conformance/exports.py "$PWD/.build/debug/teahouse"
echo "conformance: the first gate's rules against ACRO"
.venv-acro/bin/python -W ignore conformance/outputs.py .build/debug/teahouse
exec .venv-conformance/bin/python conformance/run.py "$@"
