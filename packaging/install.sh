#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what was built: the program with its runtime inside, units, users, manual pages, completions, settings and documents.
# Everything that makes a package calls it. From the environment:
#   BUILD=release       or debug: which build
#   BINARY=…            the linked program; made from BUILD when it is not given
#   PREFIX=/usr/local   DESTDIR=   SYSCONFDIR=/etc   UNITDIR=$PREFIX/lib/systemd/system
set -euo pipefail
cd "$(dirname "$0")/.."

build=${BUILD:-release} prefix=${PREFIX:-/usr/local} configuration=${SYSCONFDIR:-/etc} root=${DESTDIR:-}
units=${UNITDIR:-$prefix/lib/systemd/system}
binary=${BINARY:-.build/package/$build/teahouse}
if [[ -z ${BINARY:-} && ! $binary -nt .build/$build/teahouse ]]; then packaging/link.sh "$build" "$binary"; fi

put() { # MODE FROM TO
    install -D -m "$1" "$2" "$root$3"
}
# Units and pages name the places of a package of the system; here they get those of this installation.
places() {
    sed -e "s|/usr/bin/teahouse|$prefix/bin/teahouse|g; s|/usr/share/doc/|$prefix/share/doc/|g; s|/etc/teahouse|$configuration/teahouse|g" "$1"
}
adapted() { # MODE FROM TO
    put "$1" <(places "$2") "$3"
}

put 0755 "$binary" "$prefix/bin/teahouse"
for unit in deploy/systemd/*.service deploy/systemd/*.timer; do adapted 0644 "$unit" "$units/${unit##*/}"; done
put 0644 deploy/systemd/teahouse.sysusers "$prefix/lib/sysusers.d/teahouse.conf"
put 0644 deploy/systemd/teahouse.tmpfiles "$prefix/lib/tmpfiles.d/teahouse.conf"
# What an operator has changed stays.
[[ -e $root$configuration/teahouse/teahouse.env ]] ||
    adapted 0640 deploy/systemd/teahouse.env "$configuration/teahouse/teahouse.env"

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
packaging/manual.py "$binary" "$made"
for page in "$made"/*.1; do adapted 0644 "$page" "$prefix/share/man/man1/${page##*/}"; done
# Sourced and never run: bash's needs no first line.
"$binary" --generate-completion-script bash | sed '1{/^#!/d}' >"$made/bash"
"$binary" --generate-completion-script zsh >"$made/zsh"
"$binary" --generate-completion-script fish >"$made/fish"
put 0644 "$made/bash" "$prefix/share/bash-completion/completions/teahouse"
put 0644 "$made/zsh" "$prefix/share/zsh/$([[ $prefix == /usr ]] && echo vendor-completions || echo site-functions)/_teahouse"
put 0644 "$made/fish" "$prefix/share/fish/vendor_completions.d/teahouse.fish"

documents=$prefix/share/doc/teahouse
for page in docs/how-to/operations.md docs/reference/settings.md CHANGELOG.md NOTICE LICENSE; do
    put 0644 "$page" "$documents/${page##*/}"
done
# The example of the page of settings.
sed -n '/^```toml$/,/^```$/p' docs/reference/settings.md | sed -n '/^# .*teahouse\.toml/,/^```$/p' | sed '$d' >"$made/teahouse.toml"
[[ -s $made/teahouse.toml ]] || { echo "install: docs/reference/settings.md has no example of teahouse.toml" >&2; exit 1; }
adapted 0644 "$made/teahouse.toml" "$documents/examples/teahouse.toml"
for example in $(cd deploy && find . -mindepth 2 -type f -not -path './systemd/*' | sort); do
    adapted 0644 "deploy/$example" "$documents/examples/${example#./}"
done
