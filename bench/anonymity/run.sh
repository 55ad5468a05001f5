#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the table, and measures it with teahouse, DuckDB, polars and pyCANON in one run: run.sh [arguments of run.py].
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! cmp -s bench/anonymity/requirements.txt .venv-bench-anonymity/requirements.txt; then
    echo "bench: installing DuckDB, polars and pyCANON into .venv-bench-anonymity"
    rm -rf .venv-bench-anonymity
    python3 -m venv .venv-bench-anonymity
    .venv-bench-anonymity/bin/pip install -q --disable-pip-version-check -r bench/anonymity/requirements.txt
    cp bench/anonymity/requirements.txt .venv-bench-anonymity/
fi
swift build -c release --product teahouse
exec .venv-bench-anonymity/bin/python bench/anonymity/run.py "$@"
