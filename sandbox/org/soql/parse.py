"""SOQL text to tree: a recursive-descent parser that raises nothing but `SoqlError`.

Source: Salesforce SOQL and SOSL Reference, "SOQL SELECT Syntax".
"""

from __future__ import annotations

from sandbox.org.soql.conditions import condition
from sandbox.org.soql.reader import Reader
from sandbox.org.soql.tokens import tokens
from sandbox.org.soql.tree import Aggregate, AllFields, Condition, Order, Path, Query

_MOST_ROWS = 2_147_483_647


def parse(text: str) -> Query:
    """The query, or a `SoqlError` as Salesforce would word it."""
    reader = Reader(text, tokens(text), parse_query=_query)
    found = _query(reader)
    if reader.now.kind != "end":
        raise reader.unexpected()
    return found


def _query(reader: Reader) -> Query:
    with reader.nested():
        reader.word("SELECT")
        select = [_selected(reader)]
        while reader.accept(","):
            select.append(_selected(reader))
        reader.word("FROM")
        source = reader.name()
        alias = _source_alias(reader)
        where = condition(reader) if reader.accept_word("WHERE") else None
        group_by, having = _grouping(reader)
        order_by = _ordering(reader)
        limit = reader.integer(_MOST_ROWS) if reader.accept_word("LIMIT") else None
        offset = reader.integer(_MOST_ROWS) if reader.accept_word("OFFSET") else 0
        all_rows = reader.accept_word("ALL")
        if all_rows:
            reader.word("ROWS")
        return Query(
            text=reader.text,
            select=tuple(select),
            source=source.text,
            source_pos=source.pos,
            source_alias=alias,
            where=where,
            group_by=group_by,
            having=having,
            order_by=order_by,
            limit=limit,
            offset=offset,
            all_rows=all_rows,
        )


def _selected(reader: Reader) -> Path | Aggregate | AllFields | Query:
    if reader.now.text == "(":
        reader.expect("(")
        inner = _query(reader)
        reader.expect(")")
        return inner
    if reader.now.is_word("FIELDS") and reader.after.text == "(":
        return _all_fields(reader)
    return reader.column(with_alias=True)


def _all_fields(reader: Reader) -> AllFields:
    start = reader.name()
    reader.expect("(")
    group = reader.take()
    if group.text.upper() not in {"ALL", "STANDARD", "CUSTOM"}:
        raise reader.unexpected(group)
    reader.expect(")")
    return AllFields(group.text.upper(), start.pos)


def _source_alias(reader: Reader) -> str | None:
    clauses = (
        "WHERE",
        "GROUP",
        "HAVING",
        "ORDER",
        "LIMIT",
        "OFFSET",
        "ALL",
        "FOR",
        "USING",
        "WITH",
    )
    if reader.now.kind == "name" and not reader.now.is_word(*clauses):
        return reader.name().text
    return None


def _grouping(reader: Reader) -> tuple[tuple[Path, ...], Condition | None]:
    if not reader.accept_word("GROUP"):
        return (), None
    reader.word("BY")
    paths = [_grouped(reader)]
    while reader.accept(","):
        paths.append(_grouped(reader))
    having = condition(reader) if reader.accept_word("HAVING") else None
    return tuple(paths), having


def _grouped(reader: Reader) -> Path:
    start = reader.now
    found = reader.column(with_alias=False)
    if isinstance(found, Aggregate):
        raise reader.unexpected(start)
    return found


def _ordering(reader: Reader) -> tuple[Order, ...]:
    if not reader.accept_word("ORDER"):
        return ()
    reader.word("BY")
    orders = [_order(reader)]
    while reader.accept(","):
        orders.append(_order(reader))
    return tuple(orders)


def _order(reader: Reader) -> Order:
    by = reader.column(with_alias=False)
    descending = reader.accept_word("DESC")
    if not descending:
        reader.accept_word("ASC")
    nulls_first = not descending  # SOQL: nulls first unless descending
    if reader.accept_word("NULLS"):
        nulls_first = reader.accept_word("FIRST")
        if not nulls_first:
            reader.word("LAST")
    return Order(by, descending, nulls_first)
