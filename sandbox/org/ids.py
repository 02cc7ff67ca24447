"""Salesforce ids, made from names so that a scenario always has the same ones.

Source: Object Reference, "ID Field Type": a three-character key prefix, 15 case-sensitive
characters, and three more that keep the case.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from string import ascii_lowercase, ascii_uppercase, digits

_BASE62 = digits + ascii_uppercase + ascii_lowercase
_CHECK = ascii_uppercase + "012345"
_POD = "Hs0000"  # instance and reserved characters of every made id; invented
_UNIQUE = 6


def with_checksum(short: str) -> str:
    """The 18-character form of a 15-character id."""
    return short + _check(short[:5]) + _check(short[5:10]) + _check(short[10:15])


@cache
def _check(chunk: str) -> str:
    return _CHECK[sum(1 << i for i, char in enumerate(chunk) if char in ascii_uppercase)]


@lru_cache(maxsize=400_000)  # the huge scenario names the same things many times
def record_id(prefix: str, *key: str) -> str:
    """An 18-character id for the thing called `key`."""
    return with_checksum(prefix + _POD + scrambled("/".join((prefix, *key)), _UNIQUE))


def scrambled(seed: str, length: int) -> str:
    """`length` base-62 characters that depend on `seed` alone."""
    out = ""
    block = 0
    while len(out) < length:
        digest = hashlib.sha256(f"{seed}#{block}".encode()).digest()
        number = int.from_bytes(digest[: length + 2])
        block += 1
        while number and len(out) < length:
            number, rest = divmod(number, 62)
            out += _BASE62[rest]
    return out
