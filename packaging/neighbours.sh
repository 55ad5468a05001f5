#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Tries the release's package between its neighbours: upgraded from the commit before, and to one with a further migration. Both are
# built for that (debug), in a checkout of their own; it takes a quarter of an hour. As root, after `make package`.
set -euo pipefail
cd "$(dirname "$0")/.."
package=$(ls "$PWD"/.build/package/release/teahouse_*.deb)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone -q --no-hardlinks . "$scratch/checkout"

# NAME VERSION: the program of the checkout as it stands, packed by what packs today's.
pack() {
    swift build --package-path "$scratch/checkout" --product teahouse
    OBJECTS=$scratch/checkout/.build/debug/teahouse.product/Objects.LinkFileList packaging/link.sh debug "$scratch/$1"
    LINTIAN='' BUILD=debug BINARY=$scratch/$1 VERSION=$2 packaging/deb.sh >/dev/null
    mv .build/package/debug/teahouse_"$2"_*.deb "$scratch/$1.deb"
}

version=$(dpkg-deb -f "$package" Version)
git -C "$scratch/checkout" checkout -q HEAD~1
pack before "$version~before"
git -C "$scratch/checkout" checkout -q -
last=$(cd sql/migrations && ls | tail -n 1)
printf 'CREATE TABLE package_test (id bigint PRIMARY KEY);\n' \
    >"$scratch/checkout/sql/migrations/$(printf %04d $((10#${last%%_*} + 1)))_package_test.sql"
pack next "$version.next"
packaging/test.sh "$package" --from "$scratch/before.deb" --next "$scratch/next.deb"
