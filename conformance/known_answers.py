#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the document, the certificate and the revocation that Tests/PublicationTests/Samples.swift describes, without a line of
ours: canonical JSON by rfc8785, Ed25519 by cryptography, check characters by ISO/IEC 7064 as written here.

known_answers.py FOLDER writes them; --check compares instead, and fails when they differ.
"""
import base64
import hashlib
import os
import sys

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SCHEMAS = "https://teahouse.example/schemas/"


def pid(kind: str, number: int) -> str:
    """The identifier whose body counts in base 32, with two check digits: ISO/IEC 7064 MOD 97-10."""
    body = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(10)))
    digits = "".join(f"{ALPHABET.index(c) if c in ALPHABET else ord(c) - 64:02}" for c in kind + body)
    return f"{kind}-{body}{98 - int(digits + '00') % 97:02}"


def digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def envelope(member: str, content: dict, key: Ed25519PrivateKey) -> bytes:
    signature = base64.urlsafe_b64encode(key.sign(rfc8785.dumps(content))).rstrip(b"=").decode()
    return rfc8785.dumps({member: content, "key_id": content["key_id"], "signature": signature})


def answers() -> dict:
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = hashlib.sha256(public).hexdigest()[:16]
    start = "2026-11-24T02:00:00Z"
    document = {
        "schema": SCHEMAS + "publication/1", "pid": pid("pu", 1), "version": 1, "concept": pid("fi", 1), "title": "Wear of bearings",
        "abstract": "Line one.\nLine two, with “quotes” and \"escapes\".", "language": "en", "kind": "negative",
        "license": "CC-BY-4.0",
        "contributors": [{
            "name": "Josiah Carberry", "orcid": "0000-0002-1825-0097",
            "affiliation": {"name": "Example University", "ror": "05dxps055"}, "credit_roles": ["methodology", "software"],
        }],
        "problem": {"pid": pid("pb", 7), "version": 2},
        "releases": [{"pid": pid("ds", 8), "sequence": 1, "digest": digest(b"release")}],
        "files": [{"name": "tables/results.csv", "size": 12, "media_type": "text/csv", "digest": digest(b"results of 1")}],
        "keywords": ["bearing", "wear"], "funding": [{"funder": "Example Foundation"}], "published_at": start,
    }
    file = rfc8785.dumps(document)
    certified = {
        "schema": SCHEMAS + "certificate/1", "pid": document["pid"], "document": digest(file),
        "files": [digest(b"results of 1")], "screening": {"report": digest(b"report"), "outcome": "passed"},
        "moderation": {"role": "moderator", "accepted_at": start, "log_index": "12"},
        "clearances": [{
            "organisation": pid("or", 9), "outcome": "lapsed", "noticed_at": "2026-10-25T02:00:00Z", "closed_at": start,
        }],
        "releases": [{"pid": pid("ds", 8), "sequence": 1, "digest": digest(b"release"), "terms": digest(b"terms")}],
        "issued_at": start, "key_id": key_id,
    }
    certificate = envelope("certificate", certified, key)
    committed = envelope("certificate", {**certified, "schema": SCHEMAS + "certificate/2", "problem": digest(b"opening")}, key)
    revocations = {
        name: envelope("revocation", {
            "schema": SCHEMAS + schema, "pid": document["pid"], "document": digest(file), "certificate": digest(certificate),
            "reason": reason, "revoked_at": "2026-11-25T02:00:00Z", "key_id": key_id,
        }, key)
        for name, schema, reason in (
            ("revocation.json", "revocation/1", {"category": "error", "text": "The second table was wrong."}),
            ("revocation-2.json", "revocation/2", {"category": "error"}),
        )
    }
    return {"document.json": file, "certificate.json": certificate, "certificate-2.json": committed, **revocations}


def main() -> None:
    folder, check = sys.argv[1], "--check" in sys.argv[2:]
    for name, content in answers().items():
        path = os.path.join(folder, name)
        if not check:
            os.makedirs(folder, exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
            continue
        with open(path, "rb") as file:
            if file.read() != content:
                sys.exit(f"{path} is not what rfc8785 and cryptography make")
    print(f"{len(answers())} checks passed" if check else f"written to {folder}")


main()
