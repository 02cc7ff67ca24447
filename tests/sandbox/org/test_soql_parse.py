# ruff: noqa: S608  # SOQL put together by a test
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.org.soql import SoqlError, parse
from sandbox.org.soql.tree import Aggregate, Compare, DateLiteral, Logic, Path, Query

LANGUAGE = r"""
SELECT FROM WHERE AND OR NOT IN LIKE NULLS FIRST LAST ORDER BY GROUP HAVING LIMIT OFFSET ASC DESC
Id Name User A.B.C COUNT COUNT() MAX ( ) , = != < <= > >= 'x' 'it\'s' '%' 1 -2.5 null true false
TODAY LAST_N_DAYS:30 LAST_N_DAYS N_DAYS_AGO:4 2026-11-22T09:00:00Z 2026-02-30 2026-11-22 FIELDS
( ALL ) : . ' \ % 0A3 9999999999999999
"""
WORDS = LANGUAGE.split()


def attempted(text):
    try:
        return parse(text)
    except SoqlError as error:
        return error


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_words_of_the_language_in_any_order_parse_or_are_refused(text):
    found = attempted(text)
    assert isinstance(found, Query) or (found.code and found.message)


@given(st.text(max_size=200))
def test_any_text_parses_or_is_refused(text):
    for query in (text, f"SELECT Id FROM User WHERE {text}", f"SELECT {text} FROM User"):
        found = attempted(query)
        assert isinstance(found, Query) or found.code == "MALFORMED_QUERY"


@given(st.text(max_size=60))
def test_a_quoted_text_comes_back_as_it_was(text):
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    query = parse(f"SELECT Id FROM User WHERE Name = '{quoted}'")
    assert query.where.right.value == text


@pytest.mark.parametrize(("depth", "fine"), [(10, True), (100, False), (5000, False)])
def test_deep_nesting_is_refused_and_never_breaks(depth, fine):
    found = attempted(f"SELECT Id FROM User WHERE {'(' * depth}Id = null{')' * depth}")
    assert isinstance(found, Query) == fine


def test_every_clause_is_read():
    query = parse(
        "select Id, Profile.Name from User u where (IsActive = true and Name like 'a%')"
        " order by Name desc nulls last, Id limit 10 offset 5"
    )
    assert [item.parts for item in query.select] == [("Id",), ("Profile", "Name")]
    assert (query.source, query.source_alias, query.limit, query.offset) == ("User", "u", 10, 5)
    assert isinstance(query.where, Logic)
    assert [(order.descending, order.nulls_first) for order in query.order_by] == [
        (True, False),
        (False, True),
    ]


def test_values_have_their_kinds():
    query = parse(
        "SELECT Id FROM User WHERE A IN ('x', 'y') AND B = LAST_N_DAYS:30 AND C != null"
        " AND D NOT IN (SELECT Id FROM Profile) AND E >= 2026-11-22T10:00:00+01:00"
    )
    one, two, three, four, five = query.where.items
    assert [member.value for member in one.right] == ["x", "y"]
    assert two.right.value == DateLiteral("LAST_N_DAYS", 30)
    assert three.right.kind == "null"
    assert isinstance(four.right, Query)
    assert five.right.value.isoformat() == "2026-11-22T09:00:00+00:00"


def test_aggregates_may_be_named():
    query = parse(
        "SELECT UserId, COUNT(Id)LoginCount, MAX(LoginTime) FROM LoginHistory GROUP BY UserId"
    )
    path, count, newest = query.select
    assert isinstance(path, Path)
    assert (count.function, count.alias) == ("COUNT", "LoginCount")
    assert isinstance(newest, Aggregate)
    assert newest.alias is None


@pytest.mark.parametrize(
    ("soql", "reason"),
    [
        ("", "unexpected token: '<EOF>'"),
        ("SELECT", "unexpected token: '<EOF>'"),
        ("SELECT Id FORM User", "unexpected token: 'User'"),
        ("SELECT Id FROM User WHERE", "unexpected token: '<EOF>'"),
        ("SELECT Id FROM User WHERE Id IS NULL", "unexpected token: 'IS'"),
        ("SELECT Id FROM User WHERE A = 1 AND B = 2 OR C = 3", "unexpected token: 'OR'"),
        ("SELECT Id FROM User LIMIT -1", "unexpected token: '-1'"),
        ("SELECT Id FROM User; DROP", "no viable alternative at character ';'"),
        ("SELECT Id FROM User WHERE Name = 'x", "mismatched character '<EOF>' expecting '''"),
        ("SELECT Id FROM User WHERE Name = 'a\\q'", "Illegal character sequence '\\q'"),
    ],
)
def test_bad_queries_are_refused_in_salesforces_words(soql, reason):
    with pytest.raises(SoqlError) as refused:
        parse(soql)
    assert refused.value.code == "MALFORMED_QUERY"
    assert reason in refused.value.message


def test_a_refusal_points_into_the_query():
    with pytest.raises(SoqlError) as refused:
        parse("SELECT Id FROM User WHERE Id IS NULL")
    assert refused.value.message == (
        "\nSELECT Id FROM User WHERE Id IS NULL\n                             ^\n"
        "ERROR at Row:1:Column:30\nunexpected token: 'IS'"
    )


def test_a_comparison_knows_where_it_stands():
    where = parse("SELECT Id FROM User WHERE Name = 'x'").where
    assert isinstance(where, Compare)
    assert where.pos == 26
