#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# version.sh PROGRAM: the version of a package: the program's on a commit with that tag, else one that comes before it, of a later
# commit after that of an earlier one.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$("$1" --version)
if [[ -n $(git tag --points-at HEAD "v$version") ]]; then
    echo "$version"
else
    echo "$version~$(TZ=UTC git log -1 --date=format-local:%Y%m%d%H%M%S --format=%cd.%h)"
fi
