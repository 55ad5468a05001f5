#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds everything under a sanitizer, beside the ordinary build, and runs tests with it; a report fails the run:
# scripts/sanitizers/run.sh thread|address [filter]
set -euo pipefail
cd "$(dirname "$0")/../.."
kind=$1
filter=${2:-'^(PostgresTests|ProcessesTests|OutboundTests|ClusterTests|FilesTests|StoreTests|APITests)\.'}
case $kind in thread) scratch=.build/tsan ;; address) scratch=.build/asan ;; *) echo "thread or address, not $kind" >&2 && exit 2 ;; esac
swift build --build-tests --sanitize "$kind" --scratch-path "$scratch"

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
shared="halt_on_error=0:exitcode=66:log_path=$reports/report"
preload=
case $kind in
    thread)
        preload=$PWD/$scratch/mutex.so
        clang -O1 -fPIC -shared -o "$preload" scripts/sanitizers/mutex.c
        export TSAN_OPTIONS="$shared:suppressions=$PWD/scripts/sanitizers/thread.txt"
        ;;
    address)
        # What the Swift runtime keeps for the whole life of the process counts as leaked.
        export ASAN_OPTIONS="$shared:detect_leaks=0"
        ;;
esac

export SANITIZER=$kind
status=0
env ${preload:+LD_PRELOAD="$preload"} "$scratch/debug/teahousePackageTests.xctest" \
    --testing-library swift-testing --filter "$filter" || status=$?
# Those of child processes as well, which end with a status of their own.
found=$(find "$reports" -type f | wc -l)
find "$reports" -type f -exec cat {} +
echo "$kind sanitizer: $found processes with reports"
((status == 0 && found == 0))
