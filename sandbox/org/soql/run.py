"""A bound query over rows: filter, order, cut, and the records as REST prints them.

Source: Salesforce SOQL and SOSL Reference; REST API Developer Guide, "Query".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sandbox.org.schema import Entity, Row
from sandbox.org.soql import grouping
from sandbox.org.soql.bind import Column, Source, column, entity_of
from sandbox.org.soql.children import children
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.evaluate import ID_TYPES, membership, normal, test_of
from sandbox.org.soql.ordering import ordered
from sandbox.org.soql.render import Renderer, expanded
from sandbox.org.soql.result import Result
from sandbox.org.soql.tree import Aggregate, AllFields, Compare, Condition, Path, Query

Predicate = Callable[[Row], bool]


def run(query: Query, source: Source) -> Result:
    """What Salesforce would answer, or a `SoqlError`."""
    entity = entity_of(query, source)
    where = _where(query, entity, source)
    aggregated = bool(query.group_by) or any(isinstance(s, Aggregate) for s in query.select)
    plan = grouping.plan(query, entity, source) if aggregated else _plan(query, entity, source)
    rows = source.rows(entity.name)
    kept = rows if where is None else [row for row in rows if where(row)]
    return plan(kept)


def _plan(query: Query, entity: Entity, source: Source) -> Callable[[Sequence[Row]], Result]:
    columns = _selected(query, entity, source)
    sort = ordered(query, entity, source)
    inner = [item for item in query.select if isinstance(item, Query)]
    below = [children(one, entity, source, _where, _selected) for one in inner]
    renderer = Renderer(entity.name, columns, source, below)

    def answer(rows: Sequence[Row]) -> Result:
        found = sort(rows)[query.offset :]
        found = found[: query.limit] if query.limit is not None else found
        return Result(
            entity.name, len(found), lambda start, stop: renderer.records(found[start:stop])
        )

    return answer


def _selected(query: Query, entity: Entity, source: Source) -> list[Column]:
    columns: list[Column] = []
    for item in query.select:
        if isinstance(item, AllFields):
            columns += expanded(item, query, entity, source)
        elif isinstance(item, Path):
            columns.append(column(item, query, entity, source))
    return columns


def _where(query: Query, entity: Entity, source: Source) -> Predicate | None:
    return _predicate(query.where, query, entity, source) if query.where else None


def _predicate(what: Condition, query: Query, entity: Entity, source: Source) -> Predicate:
    if isinstance(what, Compare):
        return _comparison(what, query, entity, source)
    tests = [_predicate(item, query, entity, source) for item in what.items]
    if what.operator == "NOT":
        return lambda row: not tests[0](row)
    if what.operator == "AND":
        return lambda row: all(test(row) for test in tests)
    return lambda row: any(test(row) for test in tests)


def _comparison(what: Compare, query: Query, entity: Entity, source: Source) -> Predicate:
    if not isinstance(what.left, Path):
        raise SoqlError(
            "MALFORMED_QUERY",
            "Aggregate functions are not allowed in the WHERE clause",
            query.text,
            what.pos,
        )
    found = column(what.left, query, entity, source)
    if not found.field.filterable:
        reason = f"field '{found.field.name}' can not be filtered in a query call"
        raise SoqlError("INVALID_FIELD", reason, query.text, what.pos)
    if isinstance(what.right, Query):
        test = membership(_semi_join(what, found, source, query), negated=what.operator == "NOT IN")
    else:
        test = test_of(what, found.field, query, source.now)
    value = found.value
    return lambda row: test(value(row))


def _semi_join(what: Compare, outer: Column, source: Source, query: Query) -> set[Any]:
    inner = what.right
    if not isinstance(inner, Query):
        raise TypeError("only a semi-join is resolved here")
    item = inner.select[0]
    if len(inner.select) != 1 or not isinstance(item, Path) or outer.field.type not in ID_TYPES:
        reason = "semi join sub-selects can only query id fields, cannot use: " + outer.field.name
        raise SoqlError("MALFORMED_QUERY", reason, query.text, what.pos)
    entity = entity_of(inner, source)
    found = column(item, inner, entity, source)
    where = _predicate(inner.where, inner, entity, source) if inner.where else None
    rows = (row for row in source.rows(entity.name) if where is None or where(row))
    return {normal(found.value(row)) for row in rows} - {None}
