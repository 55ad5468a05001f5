#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package in .build/package/$BUILD (release, or BUILD=debug), and lets lintian judge it.
#   BINARY=…   another linked program      VERSION=…   another version than the commit's      LINTIAN=   leaves the judgement out
# The same program and commit give the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/install-deps.sh packages

build=${BUILD:-release}
folder=$PWD/.build/package/$build
binary=${BINARY:-$folder/teahouse}
[[ -n ${BINARY:-} || $binary -nt .build/$build/teahouse ]] || packaging/link.sh "$build" "$binary"
version=${VERSION:-$(packaging/version.sh "$binary")}
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH BINARY=$binary TEAHOUSE_ROOT=$PWD LC_ALL=C.UTF-8 TZ=UTC
umask 022

source=$(mktemp -d)
trap 'rm -rf "$source"' EXIT
# One name, whatever the temporary folder is called: it is in the package's build information.
mkdir -p "$source/teahouse"
cp -r packaging/debian "$source/teahouse/debian"
cat >"$source/teahouse/debian/changelog" <<EOF
teahouse ($version) unstable; urgency=medium

  * See /usr/share/doc/teahouse/changelog.gz.

 -- $(sed -n 's/^Maintainer: //p' packaging/debian/control)  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
EOF
if [[ $build == debug ]]; then
    # For tests: quickly, and without the symbols beside it.
    export COMPRESSION=0 DEB_BUILD_OPTIONS=noautodbgsym
fi
(cd "$source/teahouse" && dpkg-buildpackage --build=binary --unsigned-changes --no-sign >"$source/log" 2>&1) || {
    cat "$source/log" >&2
    exit 1
}
mkdir -p "$folder"
rm -f "$folder"/*.deb
for made in "$source"/*.deb; do mv "$made" "$folder/"; done
package=$folder/teahouse_${version}_$(dpkg --print-architecture).deb
# Left out: the spelling of whatever stands between zeroes in the program.
[[ -n ${LINTIAN-yes} ]] && lintian --allow-root --fail-on error,warning --profile debian --dont-check-part binaries/spelling "$package" >&2
echo "$package"
