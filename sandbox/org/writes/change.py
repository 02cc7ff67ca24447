"""A write as a value: the patch it lays over the org, the id, and what the org notes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.org.schema import Row
from sandbox.org.state import OrgState


@dataclass(frozen=True, slots=True)
class Note:
    """A line of SetupAuditTrail."""

    action: str
    section: str
    display: str


@dataclass(frozen=True, slots=True)
class Change:
    """One write."""

    patch: Mapping[str, Any]
    id: str
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Write:
    """What was sent: `values` are checked, `row` is the record of an update or a delete."""

    state: OrgState
    user: str
    values: Mapping[str, Any]
    row: Row
    serial: int
    version: int


def same_id(one: object, other: object) -> bool:
    """Ids of 15 and 18 characters name the same thing."""
    return str(one)[:15] == str(other)[:15]


def key_of(state: OrgState, entity: str, row_id: object, keys: Mapping[str, object]) -> str | None:
    """The scenario's key of the thing with this id."""
    return next((key for key in keys if same_id(state.id(entity, key), row_id)), None)
