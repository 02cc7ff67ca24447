"""What a SOQL text says, as values.

Source: Salesforce SOQL and SOSL Reference, "SOQL SELECT Syntax".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Path:
    """A field, perhaps through parents: ``Profile.UserLicense.Name``."""

    parts: tuple[str, ...]
    pos: int
    alias: str | None = None
    function: str = ""  # of a date, CALENDAR_YEAR and so on

    @property
    def text(self) -> str:
        """The path as Salesforce prints it."""
        path = ".".join(self.parts)
        return f"{self.function}({path})" if self.function else path

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same column as another: case does not."""
        return (self.function, *(part.lower() for part in self.parts))


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``COUNT()``, ``COUNT(Id) logins``, ``MAX(LoginTime)`` and so on."""

    function: str
    path: Path | None
    pos: int
    alias: str | None = None


@dataclass(frozen=True, slots=True)
class AllFields:
    """``FIELDS(ALL)``, ``FIELDS(STANDARD)`` or ``FIELDS(CUSTOM)``."""

    group: str
    pos: int


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """``TODAY``, ``LAST_N_DAYS:30`` …: a span of time, not a moment."""

    name: str
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the query. `kind`: null, boolean, number, string, datetime, date."""

    kind: str
    value: str | float | bool | dt.datetime | dt.date | DateLiteral | None
    pos: int


@dataclass(frozen=True, slots=True)
class Compare:
    """``left operator right``; for IN and NOT IN the right side is a tuple or a semi-join."""

    left: Path | Aggregate
    operator: str
    right: Literal | tuple[Literal, ...] | Query
    pos: int


@dataclass(frozen=True, slots=True)
class Logic:
    """``AND``, ``OR`` (two or more) or ``NOT`` (exactly one)."""

    operator: str
    items: tuple[Condition, ...]


Condition = Compare | Logic


@dataclass(frozen=True, slots=True)
class Order:
    """One ORDER BY column."""

    by: Path | Aggregate
    descending: bool
    nulls_first: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A whole SELECT. `text` is kept so that refusals can point into it."""

    text: str
    select: tuple[Path | Aggregate | AllFields | Query, ...]
    source: str
    source_pos: int
    source_alias: str | None = None
    where: Condition | None = None
    group_by: tuple[Path, ...] = ()
    having: Condition | None = None
    order_by: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
    all_rows: bool = False
