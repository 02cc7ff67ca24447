"""ORDER BY over plain rows.

Source: Salesforce SOQL and SOSL Reference, "ORDER BY" (nulls first unless said otherwise).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sandbox.org.schema import Entity, Row
from sandbox.org.soql.bind import Source, column
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.tree import Path, Query


def ordered(
    query: Query, entity: Entity, source: Source
) -> Callable[[Sequence[Row]], Sequence[Row]]:
    """A function that sorts rows; unknown and unsortable columns are refused now."""
    keys: list[tuple[Callable[[Row], Any], bool, bool]] = []
    for order in query.order_by:
        if not isinstance(order.by, Path):
            reason = "Ordering by an aggregate needs GROUP BY"
            raise SoqlError("MALFORMED_QUERY", reason, query.text, order.by.pos)
        found = column(order.by, query, entity, source)
        if not found.field.sortable:
            reason = f"field '{found.field.name}' can not be sorted in a query call"
            raise SoqlError("INVALID_FIELD", reason, query.text, order.by.pos)
        keys.append((found.value, order.descending, order.nulls_first))

    def sort(rows: Sequence[Row]) -> Sequence[Row]:
        for value, descending, nulls_first in reversed(keys):
            rows = sorted_by(rows, value, descending=descending, nulls_first=nulls_first)
        return rows

    return sort


def sorted_by(
    rows: Sequence[Any], value: Callable[[Any], Any], *, descending: bool, nulls_first: bool
) -> list[Any]:
    """Stable sort by one value, nulls kept apart."""
    nulls = [row for row in rows if value(row) is None]
    others = [row for row in rows if value(row) is not None]
    others.sort(key=lambda row: _key(value(row)), reverse=descending)
    return nulls + others if nulls_first else others + nulls


def _key(value: Any) -> Any:  # noqa: ANN401  # a field's value has its field's type
    return value.casefold() if isinstance(value, str) else value
