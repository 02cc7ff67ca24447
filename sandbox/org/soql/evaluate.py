"""Conditions to predicates, with SOQL's own idea of equality.

Source: Salesforce SOQL and SOSL Reference, "Comparison Operators"; texts of refusals as recorded.
"""

from __future__ import annotations

import datetime as dt
import operator
import re
from collections.abc import Callable, Collection
from typing import Any

from sandbox.org.schema import Field
from sandbox.org.soql import dates
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.tree import Compare, DateLiteral, Literal, Query

Test = Callable[[Any], bool]
ID_TYPES = frozenset({"id", "reference"})
_ID_LENGTHS = (15, 18)
_NUMBERS = frozenset({"int", "double", "currency", "percent"})
_MOMENTS = frozenset({"datetime", "date"})
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def test_of(compare: Compare, field: Field, query: Query, now: dt.datetime) -> Test:
    """Whether a value of `field` passes; type errors are refused here."""
    right = compare.right
    if isinstance(right, Query):
        raise TypeError("a semi-join is resolved before it is tested")
    if isinstance(right, tuple):
        members = [plain(field, item, compare, query, now) for item in right]
        return membership(members, negated=compare.operator == "NOT IN")
    if right.kind == "null":
        return _null_test(compare, query)
    if compare.operator == "LIKE":
        return _like(field, right, compare, query)
    value = plain(field, right, compare, query, now)
    if isinstance(value, tuple):
        return _span_test(compare.operator, *value)
    return _value_test(compare.operator, value)


def membership(members: Collection[Any], *, negated: bool) -> Test:
    """IN or NOT IN over normalised members."""
    spans = [m for m in members if isinstance(m, tuple)]
    single = {m for m in members if not isinstance(m, tuple)}

    def inside(value: Any) -> bool:  # noqa: ANN401  # as above: any field's value
        value = normal(value)
        return value in single or any(
            value is not None and first <= value < end for first, end in spans
        )

    return (lambda value: not inside(value)) if negated else inside


def normal(value: Any) -> Any:  # noqa: ANN401 -- a field's value
    """A stored value as SOQL compares it: text without case, ids by 15 characters."""
    if isinstance(value, str):
        if value[:1].isdigit() and len(value) == _ID_LENGTHS[1] and value.isalnum():
            return value[: _ID_LENGTHS[0]]
        return value.casefold() or None
    return value


def plain(field: Field, literal: Literal, compare: Compare, query: Query, now: dt.datetime) -> Any:  # noqa: ANN401 -- a field's value
    """A literal as a normalised value of the field's type, or a refusal."""
    if literal.kind == "null":
        return None
    value = literal.value
    if field.type in ID_TYPES:
        if not isinstance(value, str):
            raise _wrong_type(field, "string", compare, query, quotes=True)
        return _id_value(value, compare, query)
    if field.type == "boolean" and literal.kind != "boolean":
        raise _wrong_type(field, "boolean", compare, query)
    if field.type in _NUMBERS and literal.kind != "number":
        raise _wrong_type(field, "double", compare, query)
    if field.type in _MOMENTS:
        return _moment(field, literal, compare, query, now)
    if field.type not in {"boolean", *_NUMBERS} and literal.kind != "string":
        raise _wrong_type(field, "string", compare, query, quotes=True)
    return normal(value) if isinstance(value, str) else value


def _id_value(value: str, compare: Compare, query: Query) -> str:
    if len(value) not in _ID_LENGTHS or not value.isalnum():
        reason = f"invalid ID field: {value}"
        raise SoqlError("INVALID_QUERY_FILTER_OPERATOR", reason, query.text, compare.pos)
    return value[: _ID_LENGTHS[0]]


def _moment(
    field: Field, literal: Literal, compare: Compare, query: Query, now: dt.datetime
) -> dt.datetime | tuple[dt.datetime, dt.datetime]:
    if isinstance(literal.value, DateLiteral):
        return dates.span(literal.value.name, literal.value.n, now)
    if not isinstance(literal.value, dt.datetime):
        raise _wrong_type(field, "dateTime", compare, query)
    return literal.value


def _wrong_type(
    field: Field, wanted: str, compare: Compare, query: Query, *, quotes: bool = False
) -> SoqlError:
    quoting = "should be enclosed in quotes" if quotes else "should not be enclosed in quotes"
    reason = (
        f"value of filter criterion for field '{field.name}' must be of type {wanted} and {quoting}"
    )
    return SoqlError("INVALID_FIELD", reason, query.text, compare.pos)


def _null_test(compare: Compare, query: Query) -> Test:
    if compare.operator == "=":
        return lambda value: value is None or value == ""
    if compare.operator == "!=":
        return lambda value: value is not None and value != ""
    raise SoqlError("MALFORMED_QUERY", "unexpected token: 'null'", query.text, compare.pos)


def _like(field: Field, literal: Literal, compare: Compare, query: Query) -> Test:
    if field.type in ID_TYPES:
        reason = "invalid operator on id field"
        raise SoqlError("INVALID_QUERY_FILTER_OPERATOR", reason, query.text, compare.pos)
    if not isinstance(literal.value, str) or field.type in {"boolean", *_NUMBERS, *_MOMENTS}:
        raise SoqlError("INVALID_FIELD", "invalid operator on field", query.text, compare.pos)
    parts = re.split(r"(\\[%_]|[%_])", literal.value)
    wild = {"%": ".*", "_": ".", r"\%": "%", r"\_": "_"}
    pattern = re.compile(
        "".join(wild.get(part, re.escape(part)) for part in parts), re.IGNORECASE | re.DOTALL
    )
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _span_test(how: str, first: dt.datetime, end: dt.datetime) -> Test:
    tests: dict[str, Test] = {
        "=": lambda value: value is not None and first <= value < end,
        "!=": lambda value: value is None or not first <= value < end,
        "<": lambda value: value is not None and value < first,
        "<=": lambda value: value is not None and value < end,
        ">": lambda value: value is not None and value >= end,
        ">=": lambda value: value is not None and value >= first,
    }
    return tests[how]


def _value_test(how: str, wanted: Any) -> Test:  # noqa: ANN401 -- a field's value
    if how == "=":
        return lambda value: bool(normal(value) == wanted)
    if how == "!=":
        return lambda value: bool(normal(value) != wanted)
    order = _ORDERS[how]

    def ordered(value: Any) -> bool:  # noqa: ANN401 -- a field's value
        return value is not None and order(normal(value), wanted)

    return ordered
