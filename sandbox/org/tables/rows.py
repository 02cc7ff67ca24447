"""What every table needs: the shape of a maker, audit fields, and rows made by the thousand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sandbox.org.schema import Row

if TYPE_CHECKING:  # the state makes tables; tables read the state
    from sandbox.org.state import OrgState

Make = Callable[["OrgState"], Iterable[Row]]


def audit(state: OrgState, created: str, modified: str | None = None) -> dict[str, Any]:
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


def missing(state: OrgState, list_name: str, have: int) -> Iterator[int]:
    """Numbers of the rows ``generate:`` asks for beyond the ones written by hand."""
    yield from range(max(0, state.scenario.generate.get(list_name, 0) - have))


def minutes_ago(state: OrgState, minutes: int) -> dt.datetime:
    """A moment before the scenario began."""
    return state.started - dt.timedelta(minutes=minutes)
