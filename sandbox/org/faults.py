"""Faults on purpose: which question fails, and how.

``{"match": {"object": "OauthToken"}, "answer": {"status": 400, "errorCode": "INVALID_FIELD"}}``.
A match names any of object, path (a pattern with ``*``), method, contains (a part of path and
query) and tooling; all that are named must hold. Alone or inside a composite makes no difference.
"""

from __future__ import annotations

import fnmatch
import re
from contextlib import suppress
from typing import Literal
from urllib.parse import urlencode

from pydantic import model_validator

from sandbox.org.call import Call
from sandbox.org.soql import SoqlError, parse
from sandbox.org.value import Value

_TYPE_ELEMENT = re.compile(rb"<(?:\w+:)?type[^>]*>\s*(\w+)")  # of listMetadata and readMetadata
_SIGN_IN = ("/services/oauth2", "/login", "/setup/secur/", "/secur/")
Kind = Literal["error", "timeout", "garbage", "hide", "cut", "disconnect"]


class Match(Value):
    """Which requests a fault meets."""

    object: str | None = None
    path: str | None = None
    method: str | None = None
    contains: str | None = None
    tooling: bool | None = None

    def meets(self, call: Call) -> bool:
        """Whether this request is meant; a composite itself only where its path is named."""
        if self.path is None and "/composite" in call.path:
            return False
        text = f"{call.path}?{' '.join(call.query.values())} {call.body.decode(errors='replace')}"
        return (
            (self.object is None or self.object.lower() in objects(call))
            and (self.path is None or fnmatch.fnmatchcase(call.path, self.path))
            and (self.method is None or self.method.upper() == call.method)
            and (self.contains is None or self.contains.lower() in text.lower())
            and (self.tooling is None or self.tooling == ("/tooling/" in call.path))
        )


class FaultAnswer(Value):
    """What happens instead. `keep` is how many rows a cut list still shows (default: half)."""

    kind: Kind = "error"
    status: int = 500
    errorCode: str = "UNKNOWN_EXCEPTION"  # noqa: N815  # Salesforce's own spelling
    message: str = (
        "An unexpected error occurred. Please include this ErrorId if you contact support"
    )
    seconds: float = 120.0
    keep: int | None = None


class Fault(Value):
    """One fault, for ever or for `times` requests."""

    match: Match = Match()
    answer: FaultAnswer = FaultAnswer()
    times: int | None = None

    @model_validator(mode="after")
    def _says_which(self) -> Fault:
        if self.match == Match():
            raise ValueError("a fault needs a match: object, path, method, contains or tooling")
        return self


class Faults:
    """The faults in force."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self.active = faults
        self._left = {index: fault.times for index, fault in enumerate(faults)}

    def meeting(self, call: Call) -> FaultAnswer | None:
        """The first fault that meets this request."""
        for index, fault in enumerate(self.active):
            left = self._left[index]
            if left == 0 or not fault.match.meets(call):
                continue
            if left is not None:
                self._left[index] = left - 1
            return fault.answer
        return None


def objects(call: Call) -> frozenset[str]:
    """Objects and metadata types a request asks about, in lower case."""
    found: set[str] = set()
    if "q" in call.query:
        with suppress(SoqlError):
            found.add(parse(call.query["q"]).source.lower())
    _, _, rest = call.path.partition("/sobjects/")
    if rest:
        found.add(rest.split("/")[0].lower())
    if "/Soap/" in call.path:
        found.update(_metadata_types(call))
    return frozenset(found)


def _metadata_types(call: Call) -> set[str]:
    return {name.decode().lower() for name in _TYPE_ELEMENT.findall(call.body)}


def described(call: Call) -> str:
    """A request as the log shows it; nothing of a sign-in but its path."""
    if call.path.startswith(_SIGN_IN):
        return call.path
    return call.path + (f"?{urlencode(call.query)}" if call.query else "")
