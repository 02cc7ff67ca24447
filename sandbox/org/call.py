"""What is asked and what is answered, as values, whether alone or inside a composite request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

JSON = "application/json;charset=UTF-8"
XML = "text/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `path` is decoded and has no query; `base` is scheme and host."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    base: str = ""

    def json(self) -> Any:  # noqa: ANN401  # whatever JSON the client sent
        """The body as JSON, or Salesforce's refusal."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise Refusal(400, "JSON_PARSER_ERROR", f"{error}") from None


@dataclass(frozen=True, slots=True)
class Answer:
    """One response. `cut` drops the connection, `delay` makes the whole request late."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON
    delay: float = 0.0
    cut: bool = False

    def text(self) -> bytes:
        """The body as it goes over the wire."""
        if self.body is None:
            return b""
        if isinstance(self.body, bytes):
            return self.body
        if isinstance(self.body, str):
            return self.body.encode()
        return json.dumps(self.body, separators=(",", ":")).encode()

    def later(self, seconds: float) -> Answer:
        """The same answer, later."""
        return replace(self, delay=self.delay + seconds)

    def with_headers(self, more: Mapping[str, str]) -> Answer:
        """The same answer with more headers."""
        return replace(self, headers={**self.headers, **more})


class Refusal(Exception):  # noqa: N818  # an answer of the protocol, not an accident
    """An answer in Salesforce's error form: ``[{"message": …, "errorCode": …}]``."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        super().__init__(f"{status} {code}: {message}")

    def answer(self) -> Answer:
        """What goes back to the client."""
        return Answer(self.status, [{"message": self.message, "errorCode": self.code}])


def not_found() -> Refusal:
    """Source: recorded composite answer, NOT_FOUND."""
    return Refusal(404, "NOT_FOUND", "The requested resource does not exist")
