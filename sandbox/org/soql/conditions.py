"""WHERE and HAVING: conditions and the values written in them.

Source: Salesforce SOQL and SOSL Reference, "fieldExpression" and "Comparison Operators".
"""

from __future__ import annotations

import datetime as dt

from sandbox.org.soql import dates
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.reader import Reader
from sandbox.org.soql.tokens import Token, unquoted
from sandbox.org.soql.tree import Compare, Condition, DateLiteral, Literal, Logic, Query

_MOST_N = 100_000


def condition(reader: Reader) -> Condition:
    """Read a condition. AND beside OR needs parentheses, as in Salesforce."""
    with reader.nested():
        items = [_item(reader)]
        operator = ""
        while reader.now.is_word("AND", "OR"):
            word = reader.now.text.upper()
            if operator and word != operator:
                raise reader.unexpected()
            operator = word
            reader.take()
            items.append(_item(reader))
        return Logic(operator, tuple(items)) if operator else items[0]


def _item(reader: Reader) -> Condition:
    with reader.nested():
        if reader.accept_word("NOT"):
            return Logic("NOT", (_item(reader),))
        if reader.accept("("):
            inner = condition(reader)
            reader.expect(")")
            return inner
        return _compare(reader)


def _compare(reader: Reader) -> Compare:
    left = reader.column(with_alias=False)
    token = reader.now
    if reader.accept_word("NOT"):
        reader.word("IN")
        return Compare(left, "NOT IN", _members(reader), left.pos)
    if reader.accept_word("IN"):
        return Compare(left, "IN", _members(reader), left.pos)
    if reader.accept_word("LIKE"):
        return Compare(left, "LIKE", _literal(reader), left.pos)
    if token.kind != "operator":
        raise reader.unexpected()
    reader.take()
    operator = "!=" if token.text == "<>" else token.text
    return Compare(left, operator, _literal(reader), left.pos)


def _members(reader: Reader) -> tuple[Literal, ...] | Query:
    reader.expect("(")
    if reader.now.is_word("SELECT"):
        inner = reader.parse_query(reader)
        reader.expect(")")
        return inner
    members = [_literal(reader)]
    while reader.accept(","):
        members.append(_literal(reader))
    reader.expect(")")
    return tuple(members)


def _literal(reader: Reader) -> Literal:
    token = reader.now
    if token.kind == "string":
        reader.take()
        return Literal("string", unquoted(token, reader.text), token.pos)
    if token.kind == "number":
        reader.take()
        return Literal("number", float(token.text), token.pos)
    if token.kind in {"datetime", "date"}:
        reader.take()
        return _moment(token, reader)
    if token.kind == "name":
        return _named(reader)
    raise reader.unexpected()


def _named(reader: Reader) -> Literal:
    token = reader.now
    word = token.text.upper()
    if word == "NULL":
        reader.take()
        return Literal("null", None, token.pos)
    if word in {"TRUE", "FALSE"}:
        reader.take()
        return Literal("boolean", word == "TRUE", token.pos)
    if dates.is_literal(word):
        reader.take()
        return Literal("datetime", DateLiteral(word), token.pos)
    if dates.counted_unit(word):
        reader.take()
        reader.expect(":")
        return Literal("datetime", DateLiteral(word, reader.integer(_MOST_N)), token.pos)
    raise reader.unexpected()


def _moment(token: Token, reader: Reader) -> Literal:
    try:
        if token.kind == "date":
            return Literal("date", dt.date.fromisoformat(token.text), token.pos)
        value = dt.datetime.fromisoformat(token.text.replace("z", "Z"))
        return Literal("datetime", value.astimezone(dt.UTC), token.pos)
    except (ValueError, OverflowError):
        raise SoqlError(
            "MALFORMED_QUERY", f"Invalid datetime: {token.text}", reader.text, token.pos
        ) from None
