#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes an OCI image (image-spec 1.0, as an archive) from folders, without an engine.

usage: image.py ARCHIVE VERSION REVISION ARCHITECTURE FOLDER…
Each folder is a layer, the lowest first. Everything belongs to root but what is below var/lib/teahouse. Times are those of
SOURCE_DATE_EPOCH at the latest, and order and owners are fixed: the same folders give the same bytes.
"""
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import sys
import tarfile

MOMENT = int(os.environ["SOURCE_DATE_EPOCH"])
USER = 65532
STATE = "var/lib/teahouse"
KIND = "application/vnd.oci.image."


def tree(folder):
    """All below a folder in the order of their names, folders before what is in them."""
    for path in sorted(pathlib.Path(folder).rglob("*"), key=lambda path: path.relative_to(folder).parts):
        yield path, path.relative_to(folder).as_posix()


def archive(entries, into):
    """Writes (path or bytes, name) as tar."""
    with tarfile.open(fileobj=into, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for source, name in entries:
            if isinstance(source, bytes):
                entry = tarfile.TarInfo(name)
                entry.size, entry.mtime, entry.mode = len(source), MOMENT, 0o644
                tar.addfile(entry, io.BytesIO(source))
                continue
            entry = tar.gettarinfo(source, name)
            entry.mtime = min(int(entry.mtime), MOMENT)
            if entry.isdir():
                entry.mtime = MOMENT
            entry.uid = entry.gid = USER if name == STATE or name.startswith(STATE + "/") else 0
            entry.uname = entry.gname = ""
            if entry.isreg():
                with open(source, "rb") as file:
                    tar.addfile(entry, file)
            else:
                tar.addfile(entry)


class Blobs:
    def __init__(self):
        self.contents = {}

    def add(self, content, kind):
        digest = hashlib.sha256(content).hexdigest()
        self.contents[digest] = content
        return {"mediaType": KIND + kind, "digest": f"sha256:{digest}", "size": len(content)}

    def add_json(self, value, kind):
        return self.add(json.dumps(value, sort_keys=True).encode(), kind)


def main(output, version, revision, architecture, folders):
    created = f"{datetime.datetime.fromtimestamp(MOMENT, datetime.timezone.utc):%Y-%m-%dT%H:%M:%SZ}"
    blobs, layers, contents = Blobs(), [], []
    for folder in folders:
        plain = io.BytesIO()
        archive(tree(folder), plain)
        contents.append("sha256:" + hashlib.sha256(plain.getvalue()).hexdigest())
        layers.append(blobs.add(gzip.compress(plain.getvalue(), 6, mtime=0), "layer.v1.tar+gzip"))
    labels = {
        "org.opencontainers.image.title": "Tea House",
        "org.opencontainers.image.version": version,
        "org.opencontainers.image.revision": revision,
        "org.opencontainers.image.licenses": "Apache-2.0",
        "org.opencontainers.image.created": created,
    }
    configuration = {
        "architecture": architecture,
        "os": "linux",
        "created": created,
        "config": {
            "User": f"{USER}:{USER}",
            "ExposedPorts": {"8080/tcp": {}},
            "Env": ["PATH=/usr/bin", f"HOME=/{STATE}"],
            "Entrypoint": ["/usr/bin/teahouse"],
            "Cmd": ["serve", "--state", f"/{STATE}", "--host", "0.0.0.0"],
            "Volumes": {f"/{STATE}": {}},
            "WorkingDir": f"/{STATE}",
            "StopSignal": "SIGTERM",
            "Labels": labels,
        },
        "rootfs": {"type": "layers", "diff_ids": contents},
        "history": [{"created": created, "created_by": "packaging/image.py"} for _ in folders],
    }
    manifest = blobs.add_json(
        {
            "schemaVersion": 2,
            "mediaType": KIND + "manifest.v1+json",
            "config": blobs.add_json(configuration, "config.v1+json"),
            "layers": layers,
            "annotations": labels,
        },
        "manifest.v1+json",
    )
    # The characters of a tag are fewer than those of a version.
    tag = version.replace("~", "-").replace("+", "-")
    manifest["annotations"] = {"org.opencontainers.image.ref.name": tag}
    manifest["platform"] = {"architecture": architecture, "os": "linux"}
    index = {"schemaVersion": 2, "mediaType": KIND + "index.v1+json", "manifests": [manifest]}
    entries = [(content, f"blobs/sha256/{digest}") for digest, content in sorted(blobs.contents.items())]
    entries.append((json.dumps(index, sort_keys=True).encode(), "index.json"))
    entries.append((b'{"imageLayoutVersion": "1.0.0"}', "oci-layout"))
    with open(output + ".new", "wb") as file:
        archive(entries, file)
    os.replace(output + ".new", output)
    print(manifest["digest"])


if __name__ == "__main__":
    if len(sys.argv) < 6:
        sys.exit(__doc__)
    main(*sys.argv[1:5], sys.argv[5:])
