#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks what a server signs with libraries of others: signatures.py URL

The key list is an envelope like certificates and revocations: canonical JSON (RFC 8785), signed with Ed25519 over the canonical
bytes of its content; each key but the first is endorsed by the one before.
"""
import base64
import json
import sys
import urllib.request

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main() -> None:
    with urllib.request.urlopen(f"{sys.argv[1]}/v1/keys") as answer:
        file = answer.read()
    envelope = json.loads(file)
    assert rfc8785.dumps(envelope) == file, "the envelope is not canonical"
    member = next(name for name in envelope if name not in ("key_id", "signature"))
    content = rfc8785.dumps(envelope[member])
    keys = {key["key_id"]: Ed25519PublicKey.from_public_bytes(base64url(key["public_key"])) for key in envelope[member]["keys"]}
    signature = base64url(envelope["signature"])
    keys[envelope["key_id"]].verify(signature, content)
    for position in range(len(content)):
        changed = content[:position] + bytes([content[position] ^ 1]) + content[position + 1:]
        try:
            keys[envelope["key_id"]].verify(signature, changed)
        except InvalidSignature:
            continue
        sys.exit(f"byte {position} may change")
    print(f"{len(content) + 2} checks passed")


main()
