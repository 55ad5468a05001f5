#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what is in a program or an image as SPDX 2.3 (JSON): what is linked in, found by the objects that were linked, and which of
Debian's packages lie beside it.

usage: sbom.py PROGRAM BUILD NAME DEBIAN
  BUILD    debug or release, whose objects the program has
  DEBIAN   a file: package, version and architecture, one a line
Of the environment: SOURCE_DATE_EPOCH. The same input gives the same bytes.
"""
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RUNTIME_EXCEPTION = "Apache-2.0 WITH Swift-exception"


def ask(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def linked_modules(build):
    objects = (ROOT / ".build" / build / "teahouse.product" / "Objects.LinkFileList").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"/([^/]+)\.build/", objects)))


def package_of(module, build):
    """The checkout that a module comes from; None for one of ours."""
    sources = ROOT / ".build" / build / f"{module}.build" / "output-file-map.json"
    if sources.exists():
        found = re.search(r"/\.build/checkouts/([^/]+)/", sources.read_text(encoding="utf-8").replace("\\/", "/"))
        return found and found[1]
    # C has no such map; its folder is named as the module is.
    places = sorted((ROOT / ".build" / "checkouts").glob(f"*/Sources/{module}"))
    if not places and not (ROOT / "Sources" / module).exists():
        sys.exit(f"sbom: nobody knows where the module {module} comes from")
    return places[0].relative_to(ROOT / ".build" / "checkouts").parts[0] if places else None


def licence(checkout):
    text = next((ROOT / ".build" / "checkouts" / checkout).glob("LICENSE*")).read_text(encoding="utf-8")
    if not re.search(r"Apache License\s+Version 2\.0", text):
        return "NOASSERTION"
    return RUNTIME_EXCEPTION if "Runtime Library Exception" in text else "Apache-2.0"


def swift_packages(build):
    names = {package_of(module, build) for module in linked_modules(build)} - {None}
    pins = {pin["identity"]: pin for pin in json.loads((ROOT / "Package.resolved").read_text(encoding="utf-8"))["pins"]}
    for name in sorted(names):
        pin = pins[name.lower()]
        address = pin["location"].removesuffix(".git")
        yield package(
            name,
            pin["state"]["version"],
            f"pkg:swift/{address.removeprefix('https://')}@{pin['state']['version']}",
            download=f"git+{address}@{pin['state']['revision']}",
            declared=licence(name),
        )


def runtime():
    version = re.search(r"Swift version (\S+)", ask("swift", "--version"))[1]
    address = "github.com/swiftlang/swift"
    return package(
        "swift-runtime",
        version,
        f"pkg:swift/{address}@{version}",
        download=f"git+https://{address}@swift-{version}-RELEASE",
        declared=RUNTIME_EXCEPTION,
    )


def debian(line):
    name, version, architecture = line.split()
    return package(name, version, f"pkg:deb/debian/{name}@{version.replace(':', '%3A')}?arch={architecture}")


def package(name, version, purl, download="NOASSERTION", declared="NOASSERTION"):
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{purl.split('/')[0][4:]}-{name}"),
        "name": name,
        "versionInfo": version,
        "downloadLocation": download,
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": declared,
        "copyrightText": "NOASSERTION",
        "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": purl}
        ],
    }


def document(program, build, name, beside):
    digest = hashlib.sha256(pathlib.Path(program).read_bytes()).hexdigest()
    version = ask(program, "--version").strip()
    ours = package("teahouse", version, f"pkg:generic/teahouse@{version}", declared="Apache-2.0")
    ours["checksums"] = [{"algorithm": "SHA256", "checksumValue": digest}]
    inside = [*swift_packages(build), runtime()]
    outside = [debian(line) for line in sorted(pathlib.Path(beside).read_text(encoding="utf-8").splitlines())]

    def relations(packages, kind):
        return [
            {"spdxElementId": ours["SPDXID"], "relationshipType": kind, "relatedSpdxElement": item["SPDXID"]}
            for item in packages
        ]

    moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": name,
        "documentNamespace": f"https://teahouse.example/spdx/{name}-{digest}",
        "creationInfo": {"created": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "creators": ["Tool: teahouse-sbom"]},
        "documentDescribes": [ours["SPDXID"]],
        "packages": [ours, *inside, *outside],
        "relationships": [
            *relations(inside, "STATIC_LINK"),
            *relations(outside, "DEPENDS_ON"),
        ],
    }


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    print(json.dumps(document(*sys.argv[1:]), indent=1, ensure_ascii=False))
