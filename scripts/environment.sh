#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# environment.sh FOLDER REQUIREMENTS PYTHON: a virtual environment with tools from PyPI, made anew when the requirements changed.
# Fails when they cannot be had.
set -euo pipefail
cmp -s "$2" "$1/requirements.txt" 2>/dev/null && exit
echo "installing the tools of $2 into $1"
rm -rf "$1"
"$3" -m venv "$1"
if ! "$1/bin/pip" install -q --disable-pip-version-check -r "$2"; then
    echo "the tools of $2 could not be had from PyPI" >&2
    rm -rf "$1"
    exit 1
fi
cp "$2" "$1/requirements.txt"
