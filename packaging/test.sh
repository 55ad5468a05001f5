#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# test.sh PACKAGE.deb [--from EARLIER.deb] [--next LATER.deb]: installs a package in a fresh root without a network, sets it up by the
# commands of docs/how-to/operations.md as they stand there, upgrades it, removes it, purges it.
# Without --from the earlier package is this one under an earlier version. LATER has a further migration. As root.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
steps=0

say() { echo "package: $*"; }
step() {
    steps=$((steps + 1))
    say "$*"
}
die() {
    say "FAILED: $*" >&2
    tail -n 20 "$root"/run/units/*.log >&2 2>/dev/null || true
    exit 1
}

# The commands of a section of the page, from its heading to the next one.
commands() { # HEADING
    awk -v heading="$1" '
        /^#+ / && !code { here = ($0 == heading) }
        /^```/ { code = here && /^```sh$/; next }
        code' "$project/docs/how-to/operations.md"
}

inside() { chroot "$root" env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root DEBIAN_FRONTEND=noninteractive "$@"; }
# What stands on the page, in a shell that ends with the first command that fails, where the package lies.
paste_in() { # TEXT
    inside bash -euo pipefail -c "cd /root/packages && $1" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2 && die "pasted: $1"; }
}
# The functions and variables of the page, which a person has in the shell by then.
said() { grep -hE '^(export |as_[a-z]+\(\))' "$project/docs/how-to/operations.md"; }
lay() { # PACKAGE: the one that `./teahouse_*.deb` means
    rm -rf "$root/root/packages" && mkdir "$root/root/packages" && cp "$1" "$root/root/packages/teahouse_test.deb"
}
as_teahouse() { inside runuser -u teahouse -- "$@"; }
ready() { curl -fsS --max-time 5 http://127.0.0.1:8080/readyz >/dev/null; }
keys() { curl -fsS --max-time 5 http://127.0.0.1:8080/v1/keys; }
server() { cat "$root/run/units/teahouse.service.pid"; }
version_of() { dpkg-deb -f "$1" Version; }
installed() { inside dpkg-query -W -f '${Version}' teahouse; }
database=(--database-url "host=/run/postgresql dbname=teahouse")

earlier_version() { # the package under an earlier version, as quickly as may be
    dpkg-deb -R "$package" "$scratch/earlier"
    sed -i 's/^Version: .*/&~before/' "$scratch/earlier/DEBIAN/control"
    dpkg-deb -Znone -b "$scratch/earlier" "$scratch/earlier.deb" >/dev/null
    rm -rf "$scratch/earlier"
    from=$scratch/earlier.deb
}

main() {
    ip link set lo up
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    install -m 0755 "$project/packaging/test/systemctl" "$root/usr/local/bin/systemctl"

    step "install $(version_of "$from")"
    lay "$from"
    mapfile -t setting_up < <(commands "## Installing" | head -n 1)
    paste_in "${setting_up[0]}"
    grep -q "not set up" "$scratch/log" || die "the installation does not say what to do"
    inside sh -c '! ls -l /proc/*/exe 2>/dev/null | grep -q /usr/bin/teahouse && ! systemctl is-enabled -q teahouse.service' ||
        die "something was started or enabled"
    [[ $(inside stat -c %U:%G:%a /etc/teahouse/teahouse.env /var/lib/teahouse | xargs) == "root:teahouse:640 teahouse:teahouse:700" ]] ||
        die "modes: $(inside stat -c %U:%G:%a /etc/teahouse/teahouse.env /var/lib/teahouse | xargs)"

    step "the program runs alone"
    inside runuser -u nobody -- teahouse --version >/dev/null || die "teahouse --version"
    inside runuser -u nobody -- teahouse --help | grep -q SUBCOMMANDS || die "teahouse --help"
    inside bash -c '. /usr/share/bash-completion/completions/teahouse && complete -p teahouse >/dev/null' || die "completion"
    [[ -e $root/usr/share/man/man1/teahouse-serve.1.gz ]] || die "no manual page"
    for page in $(sed -n 's/^Documentation=file://p' "$root"/lib/systemd/system/teahouse*.service); do
        [[ -e $root$page ]] || die "units name $page, which is not there"
    done
    inside systemd-analyze verify /lib/systemd/system/teahouse{,-migrate,-export,-backup,-backup-follow}.service \
        /lib/systemd/system/teahouse-{export,backup}.timer \
        2>&1 | grep teahouse && die "units"

    step "set up by the page"
    # On a machine with systemd PostgreSQL runs by now.
    inside pg_ctlcluster "$(inside ls /etc/postgresql)" main start
    paste_in "$(commands "## Installing" | tail -n +2)"
    ready || die "not ready"
    paste_in "$(commands "## The first people")"
    before=$(keys)
    for _ in 1 2; do
        inside systemctl start teahouse-export.service || die "$(cat "$root/run/units/teahouse-export.service.log")"
    done
    inside runuser -u nobody -- cat /var/lib/teahouse-export/current/manifest.json >/dev/null || die "a web server cannot read the export"

    step "back up, drill and restore by the page"
    paste_in "$(said; commands "## Backup"; commands "## The drill")"
    grep -q "every second to" "$scratch/log" || die "no archive: $(cat "$scratch/log")"
    paste_in "$(said; commands "## Restore")"
    as_teahouse teahouse admin log resume --newest /var/lib/teahouse/keys/checkpoint.high --state /var/lib/teahouse "${database[@]}" \
        >"$scratch/log" 2>&1 || grep -q "Nothing is lost" "$scratch/log" || die "$(cat "$scratch/log")"
    inside systemctl start teahouse.service
    restarted

    step "upgrade to $(version_of "$package")"
    lay "$package"
    id=$(server)
    mapfile -t upgrading < <(commands "## A new version")
    ((${#upgrading[@]} == 4)) || die "the page has other steps for a new version than the four that are tried here"
    paste_in "${upgrading[0]}"
    grep -q "is upgraded" "$scratch/log" || die "the upgrade does not say what to do"
    [[ $(installed) == "$(version_of "$package")" ]] || die "installed is $(installed)"
    [[ $(server) == "$id" ]] && ready || die "the upgrade stopped the server"
    inside runuser -u nobody -- teahouse version | grep -q '^schema ' || die "teahouse version"
    grep -q findings.example "$root/etc/teahouse/teahouse.env" || die "the upgrade lost the settings"
    paste_in "$(printf '%s\n' "${upgrading[@]:1}")"
    restarted

    if [[ -n $next ]]; then
        step "upgrade to $(version_of "$next"), with a further migration"
        lay "$next"
        paste_in "${upgrading[0]}"
        ready || die "the upgrade stopped the server"
        paste_in "${upgrading[1]}"
        grep -q "would apply" "$scratch/log" || die "no further migration: $(cat "$scratch/log")"
        inside systemctl restart teahouse.service
        code=0
        wait_for_end || code=$?
        ((code == 0)) || die "a server without its migration runs"
        grep -q "Run: teahouse migrate" "$root/run/units/teahouse.service.log" || die "it does not say what it lacks"
        paste_in "systemctl enable teahouse-migrate.service && systemctl restart teahouse.service"
        restarted
    fi

    step "remove"
    inside systemctl stop teahouse.service teahouse-backup-follow.service
    inside apt-get remove -qq teahouse >"$scratch/log" 2>&1 || die "$(cat "$scratch/log")"
    [[ ! -e $root/usr/bin/teahouse && -e $root/etc/teahouse/teahouse.env && -e $root/var/lib/teahouse/keys ]] ||
        die "a removal leaves settings and keys, and nothing else"
    step "purge"
    inside apt-get purge -qq teahouse >"$scratch/log" 2>&1 || die "$(cat "$scratch/log")"
    [[ ! -e $root/etc/teahouse && -e $root/var/lib/teahouse/keys ]] || die "a purge leaves keys, and no settings"
    grep -q "stay" "$scratch/log" || die "a purge does not say what stays"
    left=$(inside sh -c 'find / -xdev -path /root -prune -o -name "*teahouse*" -print' | grep -vE '^/(var/lib/teahouse|var/lib/postgresql|usr/local|run/units|proc|dev)|/systemctl$' || true)
    [[ -z $left ]] || die "a purge leaves $left"

    step "install again, over what stayed"
    lay "${next:-$package}"
    paste_in "${setting_up[0]}"
    inside systemctl enable --now teahouse.service
    restarted
    inside systemctl stop teahouse.service teahouse-backup-follow.service
    inside pg_ctlcluster "$(inside ls /etc/postgresql)" main stop
}

# The server of now answers, with the keys and the rows of before.
restarted() {
    for _ in {1..150}; do
        if ready 2>/dev/null; then break; fi
        kill -0 "$(server)" 2>/dev/null || die "the server ended"
        read -rt 0.2 <> <(:) || true
    done
    [[ $(readlink "/proc/$(server)/exe") == *"/usr/bin/teahouse" ]] || die "the server is not the installed program"
    [[ $(keys) == "$before" ]] || die "the keys have changed"
    as_teahouse teahouse admin organisation list "${database[@]}" | grep -q Package || die "the organisation is gone"
}

wait_for_end() { timeout 60 tail --pid="$(server)" -f /dev/null; }

if [[ ${1-} == --inside ]]; then
    shift
    root=$1 scratch=$2 package=$3 from=$4 next=$5
    [[ -n $from ]] || earlier_version
    main
    say "$steps steps passed in $SECONDS s"
    exit
fi

package=$(realpath "${1:?a package}") from='' next=''
shift
while (($#)); do
    case $1 in
        --from) from=$(realpath "$2") ;;
        --next) next=$(realpath "$2") ;;
        *) die "unknown: $1" ;;
    esac
    shift 2
done
"$project/scripts/install-deps.sh" packages
scratch=$(mktemp -d)
trap 'rm -rf --one-file-system "$scratch"' EXIT
root=$scratch/root
say "a fresh root"
"$project/packaging/test/root.sh" "$root" "$package"
# Own processes, which end with the first; own mounts; and no network but the loopback.
unshare --mount --pid --net --fork --kill-child --mount-proc "$0" --inside "$root" "$scratch" "$package" "$from" "$next"
