#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes all that a release is in .build/package/$BUILD/release: package, image, archive, what is in them (SPDX), and their sums.
#   SIGNING_KEY=FILE   signs the sums with this Ed25519 key (PEM); without it they are unsigned
set -euo pipefail
cd "$(dirname "$0")/.."

build=${BUILD:-release}
folder=$PWD/.build/package/$build binary=$PWD/.build/package/$build/teahouse
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH TZ=UTC LC_ALL=C.UTF-8
umask 022
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

package=$(BUILD=$build packaging/deb.sh)
name=$(basename "$package" .deb)
version=$(dpkg-deb -f "$package" Version)
packaging/image.sh "$package" >&2

# The archive is `make install` in a folder, with the program stripped as in the package.
tree=teahouse-$version
strip --strip-unneeded --remove-section=.comment --remove-section=.note -o "$scratch/program" "$binary"
BINARY=$scratch/program DESTDIR=$scratch/$tree packaging/install.sh
tar -C "$scratch" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --format=gnu -cf "$scratch/tar" "$tree"
zstd -q "-$([[ $build == debug ]] && echo 3 || echo 19)" -T0 "$scratch/tar" -o "$scratch/$name.tar.zst"

# The libraries by the versions that it was linked with.
packaging/libraries.sh "$package" | xargs dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' >"$scratch/libraries"
packaging/sbom.py "$scratch/program" "$build" "$name" "$scratch/libraries" >"$scratch/$name.spdx.json"
packaging/sbom.py "$scratch/program" "$build" "$name.oci" "$folder/$name.oci.packages" >"$scratch/$name.oci.spdx.json"

release=$folder/release
rm -rf "$release"
mkdir "$release"
mv "$scratch/$name".* "$release/"
mv "$folder/$name.oci.tar" "$release/"
ln "$package" "$release/"
cd "$release"
sha256sum -- * >"$scratch/SHA256SUMS"
mv "$scratch/SHA256SUMS" .
if [[ -n ${SIGNING_KEY:-} ]]; then
    openssl pkeyutl -sign -rawin -inkey "$SIGNING_KEY" -in SHA256SUMS -out SHA256SUMS.sig
else
    echo "release: the sums are not signed, as SIGNING_KEY names no key" >&2
fi
echo "$release"
