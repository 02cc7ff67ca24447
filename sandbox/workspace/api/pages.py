"""Cursor pagination (Slack docs, pagination)."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from sandbox.workspace.api.method import Asked, Refused

T = TypeVar("T")
_MOST = 1000


def page(asked: Asked, items: Sequence[T]) -> tuple[list[T], str]:
    """The wanted page and the cursor of the next one, empty at the end."""
    start = _start(asked.text("cursor"))
    limit = asked.text("limit") or "100"
    if not limit.lstrip("-").isdigit():
        raise Refused("invalid_limit")
    size = min(int(limit), _MOST) if int(limit) > 0 else _MOST
    end = start + size
    more = end < len(items)
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if more else ""
    return list(items[start:end]), cursor


def _start(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(number)
    except ValueError:
        pass
    raise Refused("invalid_cursor")
