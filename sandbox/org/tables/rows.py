"""What every table needs: the shape of a maker, audit fields, and rows made by the thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

from sandbox.org.scenario import Scenario
from sandbox.org.schema import Row


class Ground(Protocol):
    """What a table is made from: the state, as far as tables read it."""

    scenario: Scenario
    started: dt.datetime

    @property
    def org_id(self) -> str:
        """The 18-character id of the org."""

    def id(self, entity: str, *key: str) -> str:
        """The id of the thing called `key`."""

    def user_id(self, user: str | None) -> str | None:
        """The id of a user of the scenario."""

    def moment(self, text: str | None) -> dt.datetime | None:
        """What a time in the scenario means."""

    def rows(self, entity: str) -> Sequence[Row]:
        """All rows of another object."""


Make = Callable[[Ground], Iterable[Row]]


def audit(state: Ground, created: str, modified: str | None = None) -> dict[str, Any]:
    """Created and last-modified fields; by the first user of the scenario."""
    author = state.user_id(next(iter(state.scenario.users)))
    first, last = state.moment(created), state.moment(modified or created)
    return {
        "CreatedDate": first,
        "CreatedById": author,
        "LastModifiedDate": last,
        "LastModifiedById": author,
        "SystemModstamp": last,
    }


def missing(state: Ground, list_name: str, have: int) -> Iterator[int]:
    """Numbers of the rows ``generate:`` asks for beyond the ones written by hand."""
    yield from range(max(0, state.scenario.generate.get(list_name, 0) - have))


def minutes_ago(state: Ground, minutes: int) -> dt.datetime:
    """A moment before the scenario began."""
    return state.started - dt.timedelta(minutes=minutes)
