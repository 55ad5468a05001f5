#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fills a fresh demonstration database with published findings for the benchmark: seed.py CONNINFO COUNT FOLDER DRAFTS DIGEST SIZE

Beside COUNT published ones there are DRAFTS ready to be submitted, with a file of this SHA-256 and size, which the server has; as
many again have identifiers and keys that pgbench can count. Writes into FOLDER the identifiers and the token that the load generators use.
Rows are written by the database's superuser with triggers off, since going through every gate a hundred thousand times would
measure something else.
"""
import hashlib
import json
import random
import subprocess
import sys
import uuid

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def pid(kind: str, number: int) -> str:
    """A public identifier with its check digits (ISO/IEC 7064 MOD 97-10)."""
    body = ""
    for _ in range(10):
        body += ALPHABET[number & 31]
        number >>= 5
    return checked(kind, body)


def checked(kind: str, body: str) -> str:
    """The identifier of a body of ten characters."""
    remainder = 0
    for character in kind + body:
        value = ALPHABET.index(character) if character in ALPHABET else ord(character) - 64
        remainder = (remainder * 100 + value) % 97
    return f"{kind}-{body}{98 - remainder * 100 % 97:02d}"


def token(number: int) -> str:
    """A token with its check sum (CRC-32)."""
    import zlib

    def base62(value: int, digits: int) -> str:
        text = ""
        for _ in range(digits):
            text = BASE62[value % 62] + text
            value //= 62
        return text

    body = base62(number, 43)
    return "thp_" + body + base62(zlib.crc32(body.encode()), 6)


def counted_key(name: str) -> str:
    """The key that SQL makes of a name by `md5(name)::uuid`."""
    return str(uuid.UUID(hashlib.md5(name.encode()).hexdigest()))


def key(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128)))


class Table:
    """Rows of one table on their way through COPY."""

    def __init__(self, name: str, columns: str):
        self.head = f"COPY {name} ({columns}) FROM STDIN;\n"
        self.rows: list[str] = []

    def add(self, *values) -> None:
        self.rows.append("\t".join("\\N" if v is None else str(v).replace("\\", "\\\\") for v in values))

    def text(self) -> str:
        return self.head + "\n".join(self.rows) + "\n\\.\n"


def main() -> None:
    conninfo, count, folder, drafts, file_digest, file_size = sys.argv[1:]
    count, drafts = int(count), int(drafts)
    dice = random.Random(20261124)
    person, organisation = key(dice), key(dice)
    # Without digits: some would be taken for a number that names a person.
    words = ["".join(dice.choices("abcdefghijklmnop", k=8)) for _ in range(400)]
    psql = subprocess.Popen(
        ["psql", "-q", "-v", "ON_ERROR_STOP=1", conninfo], stdin=subprocess.PIPE, text=True, encoding="utf-8"
    )
    out = psql.stdin
    out.write("BEGIN; SET session_replication_role = replica;\n")
    bearer = token(dice.getrandbits(250))
    people = Table("persons", "id, pid, name")
    people.add(person, pid("pe", dice.getrandbits(50)), "Bench Mark")
    organisations = Table("organisations", "id, pid, name, kind, state")
    organisations.add(organisation, pid("or", dice.getrandbits(50)), "University of Measurement", "university", "active")
    memberships = Table("memberships", "person, organisation, role")
    memberships.add(person, organisation, "researcher")
    tokens = Table("tokens", "id, pid, person, name, hash, tail, scopes, expires_at, last_used_at")
    tokens.add(
        key(dice), pid("tk", dice.getrandbits(50)), person, "bench", "\\x" + hashlib.sha256(bearer.encode()).hexdigest(), bearer[-6:],
        "{read,findings,datasets,problems}", "2027-06-01", "2100-01-01",
    )
    for table in (people, organisations, memberships, tokens):
        out.write(table.text())
    publications, findings = [], []
    for start in range(0, count, 5000):
        tables = {
            "f": Table("findings", "id, pid, created_by"),
            "a": Table("finding_authors", "finding, person"),
            "v": Table(
                "finding_versions",
                "id, finding, number, state, title, abstract, language, kind, license, keywords, submitted_at, created_by",
            ),
            "s": Table("screenings", "version, state"),
            "m": Table("moderations", "version, state"),
            "k": Table("certifications", "version, state"),
            "c": Table("contributions", "version, position, name, orcid, affiliation, ror, credit_roles"),
            "l": Table("finding_files", "id, version, name, size, media_type, digest"),
            "p": Table("publications", "id, pid, finding, version, state, document, digest, published_at"),
            "e": Table("certificates", "publication, version, envelope, digest, key_id"),
        }
        for _ in range(start, min(start + 5000, count)):
            finding, version, publication = key(dice), key(dice), key(dice)
            finding_pid, publication_pid = pid("fi", dice.getrandbits(50)), pid("pu", dice.getrandbits(50))
            title = " ".join(dice.choices(words, k=8))
            abstract = " ".join(dice.choices(words, k=440))
            # A whole document, which every format can be made of.
            document = json.dumps(
                {
                    "schema": "https://teahouse.example/schemas/publication/1", "pid": publication_pid, "version": 1, "concept": finding_pid,
                    "title": title, "abstract": abstract, "language": "en", "kind": "solution", "license": "CC-BY-4.0",
                    "contributors": [{
                        "name": "Bench Mark", "orcid": "0000-0002-1825-0097", "credit_roles": ["software"],
                        "affiliation": {"name": "University of Measurement", "ror": "03yrm5c26"},
                    }],
                    "releases": [], "files": [], "keywords": [], "funding": [], "published_at": "2026-11-20T00:00:00Z",
                },
                separators=(",", ":"), sort_keys=True,
            ).encode()
            envelope = b"{}"
            tables["f"].add(finding, finding_pid, person)
            tables["a"].add(finding, person)
            tables["v"].add(
                version, finding, 1, "published", title, abstract, "en", "solution", "CC-BY-4.0", "{}", "2026-11-01", person
            )
            tables["s"].add(version, "passed")
            tables["m"].add(version, "accepted")
            tables["k"].add(version, "issued")
            tables["c"].add(version, 1, "Bench Mark", "0000-0002-1825-0097", "University of Measurement", "03yrm5c26", "{software}")
            tables["l"].add(key(dice), version, "table.csv", 1000, "text/csv", "\\x" + hashlib.sha256(title.encode()).hexdigest())
            tables["p"].add(
                publication, publication_pid, finding, version, "published", "\\x" + document.hex(),
                "\\x" + hashlib.sha256(document).hexdigest(), "2026-11-20",
            )
            tables["e"].add(publication, version, "\\x" + envelope.hex(), "\\x" + hashlib.sha256(envelope).hexdigest(), "0" * 16)
            publications.append(publication_pid)
            findings.append(finding_pid)
        for table in tables.values():
            out.write(table.text())
    draft_pids = [pid("fi", dice.getrandbits(50)) for _ in range(drafts)]
    tables = {
        "f": Table("findings", "id, pid, created_by"),
        "a": Table("finding_authors", "finding, person"),
        "v": Table("finding_versions", "id, finding, number, title, abstract, language, kind, license, created_by"),
        "c": Table("contributions", "version, position, name, credit_roles"),
        "l": Table("finding_files", "id, version, name, size, media_type, digest"),
    }
    keyed = [(draft, key(dice), key(dice)) for draft in draft_pids]
    for number in range(drafts):
        keyed.append((checked("fi", f"{number:010}"), counted_key(f"finding {number}"), counted_key(f"version {number}")))
    for draft, finding, version in keyed:
        tables["f"].add(finding, draft, person)
        tables["a"].add(finding, person)
        tables["v"].add(
            version, finding, 1, "A draft", " ".join(dice.choices(words, k=100)), "en", "solution", "CC-BY-4.0", person
        )
        tables["c"].add(version, 1, "Bench Mark", "{software}")
        tables["l"].add(key(dice), version, "table.csv", file_size, "text/csv", "\\x" + file_digest)
    for table in tables.values():
        out.write(table.text())
    out.write("COMMIT;\nVACUUM ANALYZE;\n")
    out.close()
    if psql.wait() != 0:
        sys.exit("the database could not be filled")
    hot = dice.sample(range(count), min(64, count))
    with open(f"{folder}/publications.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(publications[n] for n in hot) + "\n")
    with open(f"{folder}/findings.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(findings[n] for n in hot) + "\n")
    with open(f"{folder}/drafts.txt", "w", encoding="utf-8") as file:
        file.write("\n".join(draft_pids) + "\n")
    with open(f"{folder}/token.txt", "w", encoding="utf-8") as file:
        file.write(bearer)


if __name__ == "__main__":
    main()
