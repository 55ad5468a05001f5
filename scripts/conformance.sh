#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the server to its contract with tools from PyPI, in a virtual environment of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh conformance
venv=.venv-conformance
if ! cmp -s conformance/requirements.txt "$venv/requirements.txt" 2>/dev/null; then
    echo "conformance: installing the tools into $venv"
    rm -rf "$venv"
    python3 -m venv "$venv"
    if ! "$venv/bin/pip" install -q --disable-pip-version-check -r conformance/requirements.txt; then
        echo "conformance: the tools could not be had from PyPI; NOTHING WAS CHECKED" >&2
        rm -rf "$venv"
        [ -z "${CI:-}" ]
        exit
    fi
    cp conformance/requirements.txt "$venv/requirements.txt"
fi
swift build --product teahouse
exec "$venv/bin/python" conformance/run.py "$@"
