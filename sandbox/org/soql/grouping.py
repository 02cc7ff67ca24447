"""COUNT(), aggregate functions, GROUP BY and HAVING.

Source: Salesforce SOQL and SOSL Reference, "Aggregate Functions": AggregateResult records carry
``attributes.type`` alone, unnamed aggregates are ``expr0``, ``expr1`` …
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.org.schema import Entity, Field, Row
from sandbox.org.soql.bind import Column, Source, column
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.evaluate import normal, test_of
from sandbox.org.soql.ordering import sorted_by
from sandbox.org.soql.render import json_value
from sandbox.org.soql.result import Result
from sandbox.org.soql.tree import Aggregate, Compare, Condition, Path, Query

Group = Sequence[Row]
Value = Callable[[Group], Any]


@dataclass(frozen=True, slots=True)
class _Output:
    name: str
    value: Value


def plan(query: Query, entity: Entity, source: Source) -> Callable[[Sequence[Row]], Result]:
    """How to answer an aggregate query from the rows that pass WHERE."""
    first = query.select[0]
    if len(query.select) == 1 and isinstance(first, Aggregate) and first.path is None:
        limit = query.limit
        return lambda rows: Result(
            entity.name,
            len(rows) if limit is None else min(len(rows), limit),
            lambda _start, _stop: [],
            count_only=True,
        )
    keys = [_key_column(path, query, entity, source) for path in query.group_by]
    outputs = _outputs(query, entity, source)
    having = _having(query.having, query, entity, source) if query.having else None
    orders = [
        (_value(order.by, query, entity, source), order.descending, order.nulls_first)
        for order in query.order_by
    ]

    def answer(rows: Sequence[Row]) -> Result:
        groups = _grouped(rows, keys)
        groups = [group for group in groups if having is None or having(group)]
        for value, descending, nulls_first in reversed(orders):
            groups = sorted_by(groups, value, descending=descending, nulls_first=nulls_first)
        groups = groups[query.offset :][: query.limit]
        return Result(
            "AggregateResult",
            len(groups),
            lambda start, stop: [_record(group, outputs) for group in groups[start:stop]],
        )

    return answer


def _record(group: Group, outputs: Sequence[_Output]) -> dict[str, Any]:
    record: dict[str, Any] = {"attributes": {"type": "AggregateResult"}}
    return record | {output.name: json_value(output.value(group)) for output in outputs}


def _grouped(rows: Sequence[Row], keys: Sequence[Column]) -> list[Group]:
    if not keys:
        return [rows]
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(normal(key.value(row)) for key in keys), []).append(row)
    return list(groups.values())


def _key_column(path: Path, query: Query, entity: Entity, source: Source) -> Column:
    found = column(path, query, entity, source)
    if not found.field.groupable:
        reason = f"field '{found.field.name}' can not be grouped in a query call"
        raise SoqlError("INVALID_FIELD", reason, query.text, path.pos)
    return found


def _outputs(query: Query, entity: Entity, source: Source) -> list[_Output]:
    outputs: list[_Output] = []
    unnamed = 0
    for item in query.select:
        if not isinstance(item, Path | Aggregate):
            raise SoqlError("MALFORMED_QUERY", "unexpected token: '('", query.text, 0)
        name = item.alias
        if name is None and isinstance(item, Path) and not item.function:
            name = item.parts[-1]
        elif name is None:
            name, unnamed = f"expr{unnamed}", unnamed + 1
        outputs.append(_Output(name, _value(item, query, entity, source)))
    return outputs


def _value(item: Path | Aggregate, query: Query, entity: Entity, source: Source) -> Value:
    if isinstance(item, Aggregate):
        return _aggregate(item, query, entity, source)
    if item.key not in {path.key for path in query.group_by}:
        reason = f"Field must be grouped or aggregated: {item.text}"
        raise SoqlError("MALFORMED_QUERY", reason, query.text, item.pos)
    value = column(item, query, entity, source).value
    return lambda group: value(group[0])


def _aggregate(item: Aggregate, query: Query, entity: Entity, source: Source) -> Value:
    if item.path is None:
        return len
    found = column(item.path, query, entity, source)
    numeric = item.function in {"SUM", "AVG"}
    if numeric and found.field.type not in {"int", "double", "currency", "percent"}:
        reason = f"field {found.field.name} does not support aggregate operator {item.function}"
        raise SoqlError("MALFORMED_QUERY", reason, query.text, item.pos)
    reduce = _REDUCE[item.function]

    def value(group: Group) -> Any:  # noqa: ANN401  # a count, a number, a text or a moment
        return reduce([v for v in map(found.value, group) if v is not None])

    return value


_REDUCE: dict[str, Callable[[list[Any]], Any]] = {
    "COUNT": len,
    "COUNT_DISTINCT": lambda values: len({normal(value) for value in values}),
    "MAX": lambda values: max(values, default=None),
    "MIN": lambda values: min(values, default=None),
    "SUM": lambda values: sum(values) if values else None,
    "AVG": lambda values: sum(values) / len(values) if values else None,
}


def _having(
    what: Condition, query: Query, entity: Entity, source: Source
) -> Callable[[Group], bool]:
    if not isinstance(what, Compare):
        tests = [_having(item, query, entity, source) for item in what.items]
        if what.operator == "NOT":
            return lambda group: not tests[0](group)
        every = what.operator == "AND"
        return lambda group: (all if every else any)(test(group) for test in tests)
    value = _value(what.left, query, entity, source)
    field = _tested_field(what.left, query, entity, source)
    test = test_of(what, field, query, source.now)
    return lambda group: test(value(group))


def _tested_field(item: Path | Aggregate, query: Query, entity: Entity, source: Source) -> Field:
    if isinstance(item, Aggregate) and item.function not in {"MAX", "MIN"}:
        return Field(item.function, "double")
    path = item.path if isinstance(item, Aggregate) else item
    return column(path or Path(("Id",), item.pos), query, entity, source).field
