"""What a query found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Result:
    """How many rows there are, and the records of any part of them."""

    entity: str
    total: int
    records: Callable[[int, int], list[dict[str, Any]]]
    count_only: bool = False
