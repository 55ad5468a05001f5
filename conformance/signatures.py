#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what a server signs with libraries of others: signatures.py URL CREDENTIALS TEAHOUSE

The key list, a certificate and a revocation are envelopes: canonical JSON (RFC 8785), signed with Ed25519 over the canonical bytes of
the content. A finding is published and withdrawn for it, and its receipts are opened.
"""
import base64
import hashlib
import json
import subprocess
import sys
import tempfile

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from server import Checks, Server

checks = Checks()
holds = checks.holds


def base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def read_envelope(name, file, keys):
    envelope = json.loads(file)
    holds(f"{name} is canonical", rfc8785.dumps(envelope) == file)
    member = next(part for part in envelope if part not in ("key_id", "signature"))
    content = rfc8785.dumps(envelope[member])
    keys = keys or {key["key_id"]: Ed25519PublicKey.from_public_bytes(base64url(key["public_key"])) for key in envelope[member]["keys"]}
    key, signature = keys[envelope["key_id"]], base64url(envelope["signature"])
    key.verify(signature, content)
    for position in range(len(content)):
        changed = content[:position] + bytes([content[position] ^ 1]) + content[position + 1:]
        try:
            key.verify(signature, changed)
        except InvalidSignature:
            continue
        sys.exit(f"FAILED: byte {position} of {name} may change")
    holds(f"{name} is signed", True)
    return envelope[member], keys


def check_receipts(server, version):
    receipts = server.json("GET", version + "/receipts", "researcher")["items"]
    kinds = set()
    for receipt in receipts:
        entry = json.loads(receipt["entry"])
        kinds.add(entry["kind"])
        holds("an opening is what was committed to", entry["commitment"] == sha256(receipt["opening"].encode()))
        leaf = sha256(b"\0" + receipt["entry"].encode())
        holds("a leaf is the hash of its entry", receipt["leaf_hash"] == leaf)
    holds("the submission has its receipt", {"submission", "accept", "publish"} <= kinds)


def check_command(teahouse, files):
    """What the command line says of the same files, offline, with each byte of the certificate changed in turn."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            with open(f"{folder}/{name}", "wb") as file:
                file.write(content)
        command = [
            teahouse, "verify", "certificate", f"{folder}/certificate", "--keys", f"{folder}/keys", "--document", f"{folder}/document",
        ]
        # Nothing else is wrong, and whether it was withdrawn is not known.
        holds("teahouse verifies it", subprocess.run(command, capture_output=True, check=False).returncode == 4)
        revoked = command + ["--revocation", f"{folder}/revocation"]
        holds("teahouse honours its revocation", subprocess.run(revoked, capture_output=True, check=False).returncode == 1)
        certificate = files["certificate"]
        for position in range(0, len(certificate), 97):
            with open(f"{folder}/certificate", "wb") as file:
                file.write(certificate[:position] + bytes([certificate[position] ^ 1]) + certificate[position + 1:])
            holds(f"byte {position} may not change", subprocess.run(command, capture_output=True, check=False).returncode == 1)


def main() -> None:
    server, teahouse = Server(sys.argv[1], sys.argv[2]), sys.argv[3]
    files = {"keys": server.call("GET", "/v1/keys")}
    _, keys = read_envelope("the key list", files["keys"], None)
    version, publication = server.publish()
    files["document"] = server.call("GET", publication)
    files["certificate"] = server.call("GET", publication + "/certificate")
    document = json.loads(files["document"])
    holds("the document is canonical", rfc8785.dumps(document) == files["document"])
    certificate, _ = read_envelope("the certificate", files["certificate"], keys)
    holds("the certificate is of the document", certificate["document"] == sha256(files["document"]))
    holds("and of its files", certificate["files"] == [file["digest"] for file in document["files"]])
    check_receipts(server, version)
    server.withdraw(publication)
    files["revocation"] = server.call("GET", publication + "/revocation")
    revocation, _ = read_envelope("the revocation", files["revocation"], keys)
    holds("the revocation is of the certificate", revocation["certificate"] == sha256(files["certificate"]))
    check_command(teahouse, files)
    print(f"{checks.passed} checks passed")


main()
