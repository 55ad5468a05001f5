#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Writes sql/schema.sql: what all migrations together make, for reading. With --check, only says whether it is current.
set -euo pipefail
cd "$(dirname "$0")/.."

teahouse=${TEAHOUSE:-.build/debug/teahouse}
mode=${1-}

if [[ $mode == --dump ]]; then
    # Inside throwaway-postgres.sh.
    "$teahouse" migrate --database-url "host=$PGHOST dbname=$PGDATABASE" --superuser "$PGUSER" >&2
    version=$(pg_dump --version | grep -oE '[0-9]+' | head -n 1)
    echo "-- What the migrations make, as pg_dump of PostgreSQL $version writes it. Made by \`make schema\`; for reading only."
    # Left out: the session's settings, the versions, and the tokens that differ from dump to dump.
    pg_dump --schema-only --no-owner \
        | sed -E '/^--$/d; /^-- (Dumped|PostgreSQL database dump)/d; /^(SET|SELECT pg_catalog\.set_config)/d; /^\\(un)?restrict /d' \
        | cat -s
    exit
fi

[[ -x $teahouse ]] || { echo "schema: $teahouse is not built (make build)" >&2; exit 1; }
made=$(mktemp)
trap 'rm -f "$made"' EXIT
scripts/throwaway-postgres.sh scripts/schema.sh --dump >"$made"

if [[ $mode != --check ]]; then
    cat "$made" >sql/schema.sql
elif [[ $(head -n 1 "$made") != $(head -n 1 sql/schema.sql) ]]; then
    echo "schema: not checked, as sql/schema.sql was written by another version: $(head -n 1 sql/schema.sql)" >&2
elif ! diff -u sql/schema.sql "$made"; then
    echo "schema: sql/schema.sql is not what the migrations make; run make schema" >&2
    exit 1
fi
