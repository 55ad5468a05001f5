#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that are missing, with sudo when not root. Says nothing when all is there.
# usage: install-deps.sh [systemd|conformance|packages]
#   with a word: only what checking the units, `make conformance`, or making and trying packages needs
set -euo pipefail

postgres_minimum=15
swift_minimum=6.2

say() { echo "install-deps: $*" >&2; }
die() {
    say "$*"
    exit 1
}

# Each line: a package, and the command that succeeds when it (or its like from elsewhere) is there.
needs() {
    if [[ ${1-} == systemd ]]; then
        echo "systemd command -v systemd-analyze"
        return
    fi
    if [[ ${1-} == conformance ]]; then
        echo "python3-venv python3 -m ensurepip --version"
        echo "curl command -v curl"
        echo "libxml2-utils command -v xmllint"
        echo "libhttp-oai-perl command -v oai_pmh"
        echo "biber command -v biber"
        echo "prometheus command -v promtool"
        echo "nginx-light command -v nginx"
        echo "caddy command -v caddy"
        return
    fi
    if [[ ${1-} == packages ]]; then
        cat <<'NEEDS'
debhelper command -v dh
lintian command -v lintian
mmdebstrap command -v mmdebstrap
skopeo command -v skopeo
umoci command -v umoci
curl command -v curl
iproute2 command -v ip
zstd command -v zstd
NEEDS
        return
    fi
    cat <<'NEEDS'
make command -v make
pkg-config command -v pkg-config
libpq-dev pkg-config --exists libpq
libssl-dev pkg-config --exists libcrypto
zlib1g-dev pkg-config --exists zlib
libarchive-dev pkg-config --exists libarchive
libxml2-dev pkg-config --exists libxml-2.0
libcurl4-openssl-dev pkg-config --exists libcurl
openssl command -v openssl
poppler-utils command -v pdftotext
postgresql has_postgres
NEEDS
}

has_postgres() {
    local tool version
    for tool in /usr/lib/postgresql/*/bin/initdb "$(command -v initdb || true)"; do
        [[ -x $tool ]] || continue
        version=$("$tool" --version | grep -oE '[0-9]+' | head -n 1)
        if ((version >= postgres_minimum)); then return 0; fi
    done
    return 1
}

check_swift() {
    command -v swift >/dev/null \
        || die "Swift is not installed. Get $swift_minimum or newer from https://www.swift.org/install/linux/ and run this again."
    local version
    version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9]+\.[0-9]+' || true)
    if [[ $(printf '%s\n' "$swift_minimum" "${version:-0}" | sort -V | head -n 1) != "$swift_minimum" ]]; then
        die "Swift ${version:-of an unknown version} is too old: $swift_minimum or newer is needed (https://www.swift.org/install/linux/)."
    fi
}

# Debian starts a server "main" on port 5432 when its package is installed. Nobody here needs it: every cluster that this project
# uses is its own. An existing installation is left as it is.
without_main_cluster() {
    local folder=/etc/postgresql-common/createcluster.d
    dpkg-query -W -f '${Status}' postgresql-common 2>/dev/null | grep -q 'install ok installed' && return
    say "telling Debian not to create and start a PostgreSQL server of its own ($folder/teahouse.conf)"
    "${as_root[@]}" mkdir -p "$folder"
    echo "create_main_cluster = false" | "${as_root[@]}" tee "$folder/teahouse.conf" >/dev/null
}

[[ ${1-} == systemd || ${1-} == packages ]] || check_swift

missing=()
while read -r package check; do
    $check >/dev/null 2>&1 || missing+=("$package")
done < <(needs "${1-}")
((${#missing[@]})) || exit 0

command -v apt-get >/dev/null || die "missing: ${missing[*]}. This is not Debian or a relative of it; install the like of these by hand."

as_root=(env DEBIAN_FRONTEND=noninteractive)
if ((EUID != 0)); then
    command -v sudo >/dev/null || die "missing: ${missing[*]}. Install them as root: apt-get install ${missing[*]}"
    as_root=(sudo "${as_root[@]}")
fi

say "installing: ${missing[*]}"
"${as_root[@]}" apt-get update -qq
if [[ " ${missing[*]} " == *" postgresql "* ]]; then without_main_cluster; fi
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

while read -r package check; do
    $check >/dev/null 2>&1 || die "$package is installed, but not usable: '$check' fails"
done < <(needs "${1-}")
say "done"
