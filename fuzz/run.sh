#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets and runs each for some seconds (60): fuzz/run.sh [seconds] [target…].
# What is found stays in .build/fuzz/found, the grown corpus in .build/fuzz/corpus.
set -euo pipefail
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
seconds=${1:-60}
shift || true
out=.build/fuzz
mkdir -p "$out/found"

# What a target is made of, beside fuzz/Fuzz.swift and its own file: the parser's sources, compiled into the same module.
sources() {
    case $1 in
        json) echo Sources/JSON/*.swift ;;
        percent) echo Sources/Domain/Values/Percent.swift ;;
        range) echo Sources/API/Files/ByteRange.swift ;;
        token) echo Sources/Store/People/TokenText.swift ;;
        cursor) echo Sources/API/Calls/CursorSeal.swift Sources/Domain/Values/PID.swift ;;
        csv | dialect) echo Sources/Tables/*/*.swift ;;
        toml) echo Sources/Settings/TOML/*.swift ;;
        document) ls Sources/Documents/*.swift | grep -v PDFText ;;
        *) echo "fuzz: there is no target $1" >&2 && return 1 ;;
    esac
}

options=(-parse-as-library -swift-version 6 -package-name teahouse -O -assert-config Debug -sanitize=fuzzer
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility -I Sources/COpenSSL -I Sources/COpenSSLStart/include -I "$out")

build_openssl() {
    swiftc "${options[@]}" -wmo -emit-module -emit-module-path "$out/OpenSSL.swiftmodule" -module-name OpenSSL \
        -c -o "$out/OpenSSL.o" Sources/OpenSSL/*.swift
}

build() {
    local libraries=()
    case $1 in
        token | cursor) libraries=("$out/OpenSSL.o" -lcrypto) ;;
        document)
            # shellcheck disable=SC2207 # flags without spaces
            libraries=(-I Sources/CArchive -I Sources/CXML $(pkg-config --cflags libarchive libxml-2.0 | sed 's/-I/-Xcc -I/g') -larchive -lxml2)
            ;;
    esac
    # shellcheck disable=SC2046 # the list is of paths without spaces
    swiftc "${options[@]}" -wmo -module-name "Fuzz_$1" -o "$out/$1" \
        fuzz/Fuzz.swift "fuzz/targets/$1.swift" $(sources "$1") "${libraries[@]}"
}

all=(json percent range token cursor csv dialect toml document)
targets=("$@")
if [[ ${1-} == --changed ]]; then
    # Those whose sources, seeds or target changed in the three days before the present commit.
    targets=()
    since=$(git log -1 --format=%cI)
    for target in "${all[@]}"; do
        # shellcheck disable=SC2046 # the list is of paths without spaces
        if [[ -n $(git log -1 --format=%h --since="$(date -d "$since - 3 days" --iso-8601=seconds)" -- \
            $(sources "$target") fuzz/Fuzz.swift "fuzz/targets/$target.swift" "fuzz/seeds/$target") ]]; then
            targets+=("$target")
        fi
    done
    ((${#targets[@]})) || { echo "0 examples needed: no parser that is fuzzed changed" && exit; }
fi
((${#targets[@]})) || targets=("${all[@]}")
build_openssl
failed=()
for target in "${targets[@]}"; do
    build "$target"
    mkdir -p "$out/corpus/$target"
    if "$out/$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=4096 -print_final_stats=1 \
        -artifact_prefix="$out/found/$target-" "$out/corpus/$target" "fuzz/seeds/$target" >"$out/$target.log" 2>&1; then
        runs=$(awk '/stat::number_of_executed_units/ { print $2 }' "$out/$target.log")
        echo "$runs examples of $target in $seconds s: no crash, no hang, no broken property"
    else
        tail -n 30 "$out/$target.log"
        failed+=("$target")
    fi
done
((${#failed[@]} == 0)) || { echo "fuzz: failed: ${failed[*]}" >&2 && exit 1; }
