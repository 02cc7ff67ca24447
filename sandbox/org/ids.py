"""Salesforce ids, made from names so that a scenario always has the same ones.

Source: Object Reference, "ID Field Type": a three-character key prefix, 15 case-sensitive
characters, and three more that keep the case.
"""

from __future__ import annotations

import hashlib
from string import ascii_lowercase, ascii_uppercase, digits

_BASE62 = digits + ascii_uppercase + ascii_lowercase
_CHECK = ascii_uppercase + "012345"
_POD = "Hs0000"  # instance and reserved characters of every made id; invented
_UNIQUE = 6


def with_checksum(short: str) -> str:
    """The 18-character form of a 15-character id."""
    chunks = (short[start : start + 5] for start in (0, 5, 10))
    checks = (sum(1 << i for i, c in enumerate(chunk) if c in ascii_uppercase) for chunk in chunks)
    return short + "".join(_CHECK[check] for check in checks)


def record_id(prefix: str, *key: str) -> str:
    """An 18-character id for the thing called `key`."""
    return with_checksum(prefix + _POD + scrambled("/".join((prefix, *key)), _UNIQUE))


def scrambled(seed: str, length: int) -> str:
    """`length` base-62 characters that depend on `seed` alone."""
    out = ""
    block = 0
    while len(out) < length:
        number = int.from_bytes(hashlib.sha256(f"{seed}#{block}".encode()).digest())
        block += 1
        while number and len(out) < length:
            number, rest = divmod(number, 62)
            out += _BASE62[rest]
    return out
