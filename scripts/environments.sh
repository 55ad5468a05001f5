#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the virtual environments of the conformance suites and of the story, with tools from PyPI; prints the newer Python, if there is
# one. Fails when one cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."

newer=
for candidate in python3 python3.13 python3.12 ~/.pyenv/versions/3.1[2-9]*/bin/python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then newer=$candidate && break; fi
done

make_environment() { scripts/environment.sh "$@" >&2; }
make_environment .venv-conformance conformance/requirements.txt python3
make_environment .venv-acro conformance/requirements-acro.txt python3
make_environment .venv-formats conformance/requirements-formats.txt python3
make_environment .venv-tables conformance/requirements-tables.txt python3
make_environment .venv-story conformance/requirements-story.txt python3
[ -d .venv-formats/ro-crate-1.1 ] ||
    .venv-formats/bin/pip download -q --disable-pip-version-check --no-deps -d .venv-formats/ro-crate-1.1 rocrate==0.15.0
[ -z "$newer" ] || make_environment .venv-tlog conformance/requirements-tlog.txt "$newer"
echo "$newer"
