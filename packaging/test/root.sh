#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# root.sh FOLDER PACKAGE.deb: makes a fresh root of this machine's own release from its own sources in FOLDER, and fetches what the
# package needs to be installed there without a network.
set -euo pipefail
folder=$1 package=$2
. /etc/os-release
sources=$("$(dirname "$0")/../sources.sh")
mmdebstrap --quiet --mode=root --variant=apt --include=curl,ca-certificates --format=directory \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg --dpkgopt=force-unsafe-io \
    --aptopt='APT::Install-Recommends "false"' --skip=cleanup/apt "$VERSION_CODENAME" "$folder" - <<<"$sources"
# Nothing starts by itself; what is asked is answered by yes.
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d"
chmod 0755 "$folder/usr/sbin/policy-rc.d"
printf 'APT::Get::Assume-Yes "true";\nAPT::Sandbox::User "root";\n' >"$folder/etc/apt/apt.conf.d/90unattended"
cp "$package" "$folder/root/teahouse.deb"
cp /etc/resolv.conf "$folder/etc/resolv.conf"
chroot "$folder" apt-get install -qq --download-only /root/teahouse.deb postgresql poppler-utils >/dev/null
rm "$folder/root/teahouse.deb"
