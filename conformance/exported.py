#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes an export with bags and gives all of it to readers of others: exported.py URL CREDENTIALS STATE TEAHOUSE [SCHEMAS]

bagit takes every bag, rocrate-validator every crate in it, datacite and xmllint every record of the packs; the certificate of a crate
is checked with its key list alone. Each takes something spoilt as well, which must fail.
"""
import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import bagit
from datacite import schema45

from crates import Crates
from server import Checks, Server
from validators import is_xml, response, run

checks = Checks()
holds = checks.holds


def is_bag(folder):
    try:
        bagit.Bag(str(folder)).validate()
        return True, ""
    except bagit.BagError as error:
        return False, str(error)


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def bags(snapshot, folder):
    crates = Crates(folder)
    found = sorted(pathlib.Path(snapshot, "crates").iterdir())
    for bag in found:
        valid, told = is_bag(bag)
        holds(f"bagit takes {bag.name}: {told}", valid)
    bag = pathlib.Path(shutil.copytree(found[-1], f"{folder}/bag"))
    holds("bagit reads who and what", bagit.Bag(str(bag)).info["External-Identifier"].startswith("https://doi.org/10.5072/pu-"))
    valid, told = crates.validate(bag / "data")
    holds(f"rocrate-validator takes the payload: {told[-800:]}", valid)
    one = next((bag / "data/files").iterdir())
    with open(one, "ab") as file:
        file.write(b"x")
    holds("bagit finds a byte more", not is_bag(bag)[0])
    one.unlink()
    holds("rocrate-validator finds a file that is not there", not crates.validate(bag / "data")[0])
    return len(found)


def certificate(snapshot, teahouse):
    data = next(pathlib.Path(snapshot, "crates").iterdir()) / "data"
    command = [
        teahouse, "verify", "certificate", f"{data}/certificate.json", "--keys", f"{snapshot}/keys.json",
        "--revocation", f"{snapshot}/revocations.ndjson.gz", "--document",
    ]
    valid, told = run([*command, f"{data}/publication.json"])
    holds(f"the crate proves itself: {told}", valid)
    holds("another document does not", not run([*command, f"{data}/ro-crate-metadata.json"])[0])


def packs(snapshot, schemas, counts):
    records = [record for pack in sorted(pathlib.Path(snapshot, "datacite").iterdir()) for record in lines(pack)]
    holds("as many records for DataCite as are published", len(records) == counts["published"])
    for record in records:
        errors = [error.message for error in schema45.validator.iter_errors(record)]
        holds(f"datacite takes {record['doi']}: {errors}", not errors)
    spoilt = {key: value for key, value in records[0].items() if key != "publisher"}
    holds("datacite finds a publisher missing", any(schema45.validator.iter_errors(spoilt)))
    for name in ("oai_dc", "oai_datacite"):
        pages = [gzip.decompress(pack.read_bytes()) for pack in sorted(pathlib.Path(snapshot, name).iterdir())]
        found = sum(page.count(b"<record>") for page in pages)
        holds(f"{name} has every record, withdrawn ones too", found == counts["published"] + counts["withdrawn"])
        if schemas:
            VALIDATE[name](pages, schemas)


def responses(pages, schemas):
    for page in pages:
        valid, told = response(page, schemas)
        holds(f"oai_dc is valid: {told[-400:]}", valid)
    spoilt = pages[0].replace(b"<datestamp>", b"<setSpec>x</setSpec><datestamp>")
    holds("oai_dc: a wrong order is found", not response(spoilt, schemas)[0])


def resources(pages, schemas):
    """The wrapping of DataCite's records has no schema at hand; what it wraps has."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "x.xml")
        found = [record for page in pages for record in re.findall(rb"<resource .*?</resource>", page, flags=re.S)]
        for record, is_good in [(record, True) for record in found] + [(found[0].replace(b"creatorName>", b"nobody>"), False)]:
            path.write_bytes(record)
            valid, told = is_xml(path, f"{schemas}/datacite-4.6/metadata.xsd", schemas)
            holds(f"oai_datacite: {told[-400:]}", valid == is_good)


VALIDATE = {"oai_dc": responses, "oai_datacite": resources}


def main():
    url, credentials, state, teahouse = sys.argv[1:5]
    schemas = sys.argv[5] if len(sys.argv) > 5 and os.path.isdir(sys.argv[5]) else None
    server = Server(url, credentials)
    server.publish({"title": "A name with: a colon, and 100 %"})
    server.withdraw(server.publish()[1])
    with tempfile.TemporaryDirectory() as folder:
        export = f"{folder}/export"
        made = subprocess.run(
            [teahouse, "export", "--state", state, "--to", export, "--bag", "--public-url", "https://findings.example", "--json"],
            capture_output=True, text=True, check=True,
        )
        counts = json.loads(made.stdout)
        snapshot = counts["snapshot"]
        count = bags(snapshot, folder)
        certificate(snapshot, teahouse)
        packs(snapshot, schemas, counts)
        valid, told = run([teahouse, "verify", "export", export, "--against-database", "--state", state])
        holds(f"the export is whole: {told}", valid and "passed\tcrates" in told)
    print(f"{checks.passed} checks passed, {counts['published']} publications and {count} bags")


main()
