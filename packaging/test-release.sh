#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes a release twice and compares the bytes; checks its signature, its lists of contents and its image by the tools of others, and
# runs the image's program over PostgreSQL, as the image's user and without the rest of this machine. BUILD=release or debug; as root.
set -euo pipefail
cd "$(dirname "$0")/.."
steps=0
step() {
    steps=$((steps + 1))
    echo "release: $*"
}
die() {
    echo "release: FAILED: $*" >&2
    exit 1
}
scratch=$(mktemp -d)
trap 'rm -rf --one-file-system "$scratch"' EXIT

if [[ ${1-} == --over ]]; then
    # Inside throwaway-postgres.sh: its socket lets in the image's user, whose folder /run it becomes.
    root=$2
    chmod 0711 "$PGHOST" && chmod 0777 "$PGHOST"/.s.PGSQL.*[0-9]
    mount --bind "$PGHOST" "$root/run"
    mount -t proc proc "$root/proc"
    server=
    finish() {
        if [[ -n $server ]] && kill "$server" 2>/dev/null; then wait "$server" || true; fi
        umount "$root/run" "$root/proc"
        rm -rf "$scratch"
    }
    trap finish EXIT
    run=(env -i HOME=/var/lib/teahouse TEAHOUSE_DATABASE_URL="host=/run dbname=$PGDATABASE"
        /usr/sbin/chroot --userspec=65532:65532 "$root" /usr/bin/teahouse)
    "${run[@]}" measure /tmp/planes-generalised.csv --quasi built --sensitive manufacturer --profile agreement >/dev/null || die "measure"
    "${run[@]}" migrate --superuser "$PGUSER" >/dev/null
    "${run[@]}" serve --state /var/lib/teahouse --host 127.0.0.1 --port 0 2>"$scratch/log" &
    server=$!
    for _ in {1..150}; do
        address=$(sed -n 's/^Tea House answers at //p' "$scratch/log")
        [[ -z $address ]] || break
        kill -0 "$server" 2>/dev/null || break
        read -rt 0.2 <> <(:) || true
    done
    [[ -n $address ]] && curl -fsS "$address/readyz" >/dev/null || die "the image's server: $(cat "$scratch/log")"
    exit
fi

openssl genpkey -algorithm ed25519 -out "$scratch/key.pem" 2>/dev/null
openssl pkey -in "$scratch/key.pem" -pubout -out "$scratch/public.pem"
export SIGNING_KEY=$scratch/key.pem
step "made once"
release=$(packaging/release.sh)
cp -r "$release" "$scratch/once"
step "made twice: the same bytes"
LINTIAN='' packaging/release.sh >/dev/null
diff -r "$scratch/once" "$release" || die "a second time gives other bytes"

cd "$release"
step "signed sums"
openssl pkeyutl -verify -rawin -pubin -inkey "$scratch/public.pem" -in SHA256SUMS -sigfile SHA256SUMS.sig >/dev/null || die "signature"
sha256sum --quiet --check SHA256SUMS || die "sums"
sed 's/^./x/' SHA256SUMS >"$scratch/changed"
! openssl pkeyutl -verify -rawin -pubin -inkey "$scratch/public.pem" -in "$scratch/changed" -sigfile SHA256SUMS.sig >/dev/null 2>&1 ||
    die "changed sums pass"

step "what is in it, by spdx-tools"
cd - >/dev/null
scripts/environment.sh .venv-spdx conformance/requirements-spdx.txt python3 || [[ -z ${CI:-} ]]
for list in "$release"/*.spdx.json; do
    [[ ! -d .venv-spdx ]] || .venv-spdx/bin/pyspdxtools -i "$list" || die "${list##*/}"
    python3 -c 'import json, sys; print("release:", len(json.load(open(sys.argv[1]))["packages"]), "packages in", sys.argv[2])' "$list" "${list##*/}"
done

step "the image, by skopeo and umoci"
image=$(ls "$release"/*.oci.tar)
skopeo inspect --config "oci-archive:$image" | grep -q '"User": "65532:65532"' || die "skopeo"
skopeo copy -q --insecure-policy "oci-archive:$image" "oci:$scratch/layout:test"
umoci unpack --image "$scratch/layout:test" "$scratch/bundle" >/dev/null
root=$scratch/bundle/rootfs
[[ ! -e $root/bin/sh && -s $root/etc/ssl/certs/ca-certificates.crt ]] || die "a shell, or no certificates"
[[ $(stat -c %u:%a "$root/var/lib/teahouse") == 65532:700 ]] || die "the state folder is not the user's"
step "its program and its server, over PostgreSQL"
cp examples/planes/planes-generalised.csv "$root/tmp/"
DURABLE=yes unshare --mount scripts/throwaway-postgres.sh "$PWD/packaging/test-release.sh" --over "$root"
echo "release: $steps steps passed in $SECONDS s; $(du -shL "$release"/*.deb "$release"/*.tar* | awk '{ sub(".*/", "", $2); print $1, $2 }' | paste -sd' ')"
