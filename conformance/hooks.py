# SPDX-License-Identifier: Apache-2.0
"""What schemathesis needs to know of values whose check digits no pattern tells."""
import datetime

import schemathesis
from hypothesis import strategies as st

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def pid(kind: str, body: str) -> str:
    """A public identifier with its check digits (ISO/IEC 7064 MOD 97-10)."""
    remainder = 0
    for character in kind + body:
        value = ALPHABET.index(character) if character in ALPHABET else ord(character) - 64
        remainder = (remainder * 100 + value) % 97
    return f"{kind}-{body}{98 - remainder * 100 % 97:02d}"


def orcid(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    full = digits + ("X" if check == 10 else str(check))
    return "-".join(full[i:i + 4] for i in range(0, 16, 4))


def ror(number: int) -> str:
    body, rest = "", number
    for _ in range(6):
        body = ALPHABET[rest % 32] + body
        rest //= 32
    return f"0{body}{98 - (number * 100) % 97:02d}"


for kind in ("or", "pe", "tk", "iv", "ds", "ac", "pb", "fi", "cl", "fl", "pu"):
    schemathesis.openapi.format(
        f"pid-{kind}", st.text(ALPHABET, min_size=10, max_size=10).map(lambda body, kind=kind: pid(kind, body))
    )
schemathesis.openapi.format("orcid", st.text("0123456789", min_size=15, max_size=15).map(orcid))
schemathesis.openapi.format("ror", st.integers(0, 32**6 - 1).map(ror))
schemathesis.openapi.format(
    "date-time", st.datetimes(min_value=datetime.datetime(1990, 1, 1)).map(lambda t: t.strftime("%Y-%m-%dT%H:%M:%SZ"))
)
