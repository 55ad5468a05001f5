#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the nightly export go wrong at every N-th change of the file system: run.sh [N]
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --product teahouse
mkdir -p .build/faults
cc -shared -fPIC -O1 -Wall -Wextra -Werror -o .build/faults/shim.so faults/shim.c
exec python3 faults/export.py .build/debug/teahouse .build/faults/shim.so --every "${1:-1}"
