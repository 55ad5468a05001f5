#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the benchmark needs, builds in release mode, and runs bench/run.py with the arguments given.
set -euo pipefail
cd "$(dirname "$0")/.."
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=()
command -v wrk >/dev/null || missing+=(wrk)
command -v go >/dev/null || missing+=(golang-go)
[ -d /usr/share/gocode/src/github.com/jackc/pgx ] || missing+=(golang-github-jackc-pgx-v4-dev)
python3 -m venv --help >/dev/null 2>&1 || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
    echo "bench: installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
fi
if [ ! -x .venv-bench/bin/uvicorn ]; then
    echo "bench: installing FastAPI and asyncpg into .venv-bench"
    python3 -m venv .venv-bench
    .venv-bench/bin/pip install -q --disable-pip-version-check -r bench/peers/python/requirements.txt
fi
mkdir -p .build/bench
(cd bench/peers/go && GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE="$PWD/../../../.build/bench/go" go build -o ../../../.build/bench/go-peer .)
swift build -c release --product teahouse
swift build -c release --product StaticCeiling
exec python3 bench/run.py "$@"
