#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds the server to its contract with tools from PyPI, in virtual environments of their own.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh conformance

environment() {
    scripts/environment.sh "$@" && return
    echo "conformance: NOTHING WAS CHECKED" >&2
    [ -z "${CI:-}" ]
    exit
}

# One of the log's verifiers needs Python 3.12, which Debian 12 has not.
newer=
for candidate in python3 python3.13 python3.12 ~/.pyenv/versions/3.1[2-9]*/bin/python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then newer=$candidate && break; fi
done
if [ -z "$newer" ]; then
    echo "conformance: there is no Python 3.12 or newer; THE LOG WAS NOT CHECKED" >&2
    [ -z "${CI:-}" ]
fi

environment .venv-conformance conformance/requirements.txt python3
environment .venv-acro conformance/requirements-acro.txt python3
environment .venv-formats conformance/requirements-formats.txt python3
# Its readers of tables want other versions of what the readers of formats need.
environment .venv-tables conformance/requirements-tables.txt python3
# The last version of this library that carries the context of RO-Crate 1.1.
[ -d .venv-formats/ro-crate-1.1 ] ||
    .venv-formats/bin/pip download -q --disable-pip-version-check --no-deps -d .venv-formats/ro-crate-1.1 rocrate==0.15.0
[ -z "$newer" ] || environment .venv-tlog conformance/requirements-tlog.txt "$newer"
swift build --product teahouse
[ -z "$newer" ] || .venv-tlog/bin/python conformance/tlog.py .build/debug/teahouse
echo "conformance: the first gate's rules against ACRO"
.venv-acro/bin/python -W ignore conformance/outputs.py .build/debug/teahouse
exec .venv-conformance/bin/python conformance/run.py "$@"
