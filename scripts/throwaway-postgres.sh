#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a command with a PostgreSQL of its own, which is gone when the command ends.
# usage: throwaway-postgres.sh COMMAND [ARGUMENT…]
# DURABLE=yes: it keeps what it acknowledges, as `teahouse serve` wants it; it is quicker without.
# The command finds PGHOST, PGUSER and PGDATABASE set (superuser teahouse, empty database teahouse) and the programs in PATH.
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[[ -n $bin ]] || bin=$(pg_config --bindir)
folder=$(mktemp -d /tmp/teahouse-postgres.XXXXXX)
as_server=()
server=
quickly=(-c fsync=off -c full_page_writes=off)
if [[ -n ${DURABLE:-} ]]; then quickly=(); fi
if ((EUID == 0)); then
    # PostgreSQL refuses to run as root.
    as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
    chown postgres "$folder"
fi

finish() {
    if [[ -n $server ]] && kill -QUIT "$server" 2>/dev/null; then wait "$server" || true; fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT TERM

cd /
"${as_server[@]}" "$bin/initdb" -D "$folder/data" --no-sync --auth-local=trust --auth-host=reject --username=teahouse \
    --encoding=UTF8 --locale=C.UTF-8 --no-instructions >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
"${as_server[@]}" "$bin/postgres" -D "$folder/data" -c listen_addresses= -c unix_socket_directories="$folder" \
    -c unix_socket_permissions=0700 "${quickly[@]}" >>"$folder/log" 2>&1 &
server=$!
cd - >/dev/null

export PATH="$bin:$PATH" PGHOST=$folder PGUSER=teahouse PGDATABASE=postgres
for _ in {1..300}; do
    if pg_isready -q; then break; fi
    kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
    sleep 0.1
done
createdb teahouse
PGDATABASE=teahouse "$@"
