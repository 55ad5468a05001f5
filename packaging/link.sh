#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# link.sh debug|release OUTPUT: links what `swift build` compiled once more, with Swift's runtime inside, so that the program runs where
# there is no Swift. `swift build --static-swift-stdlib` would compile all of it anew, which takes minutes; this takes seconds.
#   OBJECTS=…   the list of objects of another checkout
set -euo pipefail
cd "$(dirname "$0")/.."

build=${1:?debug or release} output=${2:?the file to write}
objects=${OBJECTS:-$PWD/.build/$build/teahouse.product/Objects.LinkFileList}
[[ -f $objects ]] || { echo "link: there is no $build build (make $([[ $build == release ]] && echo release || echo build))" >&2; exit 1; }

libraries=()
# Each library once, in its first place.
for library in $(pkg-config --libs libpq libcrypto zlib libarchive libxml-2.0 libcurl); do
    [[ " ${libraries[*]} " == *" $library "* ]] || libraries+=("$library")
done
# What Foundation names only in the modules of its static form.
foundation=(-lCoreFoundation -l_FoundationICU -l_FoundationCShims -l_FoundationCollections)
linker=()
for word in --defsym main=TeaHouse_main --build-id=sha1 -z relro -z now --as-needed; do linker+=(-Xlinker "$word"); done
mkdir -p "$(dirname "$output")"
swiftc -emit-executable -module-name teahouse -static-stdlib "@$objects" -o "$output.new" "${libraries[@]}" "${foundation[@]}" \
    "${linker[@]}" 2> >(grep -v "the use of \`mktemp' is dangerous" >&2)
mv "$output.new" "$output"
