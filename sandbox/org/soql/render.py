"""Rows to the records of a REST answer.

Source: REST API Developer Guide, "Query": ``attributes`` first, parents nested, null where the
parent is missing, moments as ``2026-11-22T09:19:17.000+0000``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from sandbox.org.schema import Entity, Row
from sandbox.org.soql.bind import Column, Source, column
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.tree import AllFields, Path, Query

# A child relationship: its name, and what it prints of one row.
Children = tuple[str, Callable[[Row], dict[str, Any] | None]]
_MOST_WITH_ALL_FIELDS = 200


def json_value(value: Any) -> Any:  # noqa: ANN401  # any field's value
    """A stored value as JSON carries it."""
    if isinstance(value, dt.datetime):
        moment = value.astimezone(dt.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}+0000"
    return value


def expanded(what: AllFields, query: Query, entity: Entity, source: Source) -> list[Column]:
    """The columns of FIELDS(ALL), FIELDS(STANDARD) or FIELDS(CUSTOM)."""
    unbounded = what.group != "STANDARD"
    if unbounded and (query.limit is None or query.limit > _MOST_WITH_ALL_FIELDS):
        reason = f"The SOQL FIELDS function must have a LIMIT of at most {_MOST_WITH_ALL_FIELDS}"
        raise SoqlError("MALFORMED_QUERY", reason, query.text, what.pos)
    custom = what.group == "CUSTOM"
    names = [f.name for f in entity.fields.values() if not custom or f.name.endswith("__c")]
    return [column(Path((name,), what.pos), query, entity, source) for name in names]


class Renderer:
    """Prints rows of one object with the columns of one query."""

    def __init__(
        self,
        entity: str,
        columns: Sequence[Column],
        source: Source,
        below: Sequence[Children] = (),
    ) -> None:
        self._entity = entity
        self._columns = columns
        self._below = below
        self._source = source

    def records(self, rows: Sequence[Row]) -> list[dict[str, Any]]:
        """The records of these rows."""
        return [self._record(row) for row in rows]

    def _record(self, row: Row) -> dict[str, Any]:
        record = self._started(self._entity, row)
        for found in self._columns:
            target = self._descend(record, row, found)
            if target is not None:
                target[found.field.name] = json_value(found.value(row))
        for name, children in self._below:
            record[name] = children(row)
        return record

    def _started(self, entity: str, row: Row) -> dict[str, Any]:
        return {"attributes": {"type": entity, "url": self._source.url(entity, row)}}

    def _descend(self, record: dict[str, Any], row: Row, found: Column) -> dict[str, Any] | None:
        here, at = record, row
        entity = self._source.entity(self._entity)
        for relationship, name in found.parents:
            link = entity.parents[relationship.lower()] if entity else None
            parent = self._source.by_id(name).get(at.get(link.name, "")) if link else None
            if parent is None:
                here.setdefault(relationship, None)
                return None
            if here.get(relationship) is None:
                here[relationship] = self._started(name, parent)
            here, at, entity = here[relationship], parent, self._source.entity(name)
        return here
