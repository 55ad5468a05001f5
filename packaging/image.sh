#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# image.sh PACKAGE.deb: makes an OCI image with the package's program over Debian's own libraries, beside the package, and prints its
# digest. No engine is used, no script of a package is run, and there is no shell in it.
set -euo pipefail
package=$(realpath "${1:?a package}")
cd "$(dirname "$0")/.."
scripts/install-deps.sh packages
. /etc/os-release
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
umask 022

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
base=$scratch/base top=$scratch/top

# The libraries that the package names, what TLS needs to know whom to trust, and the reader of PDF files.
libraries=$(packaging/libraries.sh "$package" | paste -sd,)
# shellcheck disable=SC2016
mmdebstrap --quiet --variant=extract --format=directory --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    --aptopt='APT::Install-Recommends "false"' --include="$libraries,ca-certificates,poppler-utils" \
    --extract-hook='for deb in "$1"/var/cache/apt/archives/*.deb; do dpkg-deb -W --showformat "\${Package} \${Version} \${Architecture}\n" "$deb"; done >"$1/packages"' \
    "$VERSION_CODENAME" "$base" - < <(packaging/sources.sh)
mv "$base/packages" "$scratch/packages"
# update-ca-certificates would have made this one.
mkdir -p "$base/etc/ssl/certs"
cat "$base"/usr/share/ca-certificates/mozilla/*.crt >"$base/etc/ssl/certs/ca-certificates.crt"
# Of the documents, the licences stay.
find "$base/usr/share/doc" -type f ! -name copyright -delete
rm -rf "${base:?}"/{dev,tmp} "$base"/var/{cache,lib/apt,lib/dpkg} "$base"/usr/share/{man,info,locale,lintian,bug,fonts} "$base"/etc/{apt,dpkg}
find "$base" -xtype l -path '*/fonts/*' -delete

mkdir -p "$top"/{dev,etc,proc,run,sys,usr/bin,usr/share/doc,var/lib/teahouse}
mkdir -m 1777 "$top"/{tmp,var/tmp}
chmod 0700 "$top/var/lib/teahouse"
dpkg-deb -x "$package" "$scratch/package"
mv "$scratch/package/usr/bin/teahouse" "$top/usr/bin/"
mv "$scratch/package/usr/share/doc/teahouse" "$top/usr/share/doc/"
printf 'root:x:0:0:root:/root:/usr/sbin/nologin\nteahouse:x:65532:65532:Tea House:/var/lib/teahouse:/usr/sbin/nologin\n' >"$top/etc/passwd"
printf 'root:x:0:\nteahouse:x:65532:\n' >"$top/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' >"$top/etc/nsswitch.conf"

image=${package%.deb}.oci.tar
cp "$scratch/packages" "${package%.deb}.oci.packages"
packaging/image.py "$image" "$(dpkg-deb -f "$package" Version)" "$(git rev-parse HEAD)" "$(dpkg-deb -f "$package" Architecture)" \
    "$base" "$top"
