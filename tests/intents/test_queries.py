"""Every query is valid against small field lists, taken from published describes and WSDLs."""

import json
import re
from pathlib import Path

import pytest

from intents.facts import FACTS
from intents.intent import CheckOrg
from intents.question import Rest, Soql, bind
from intents.report import kinds

SCHEMA = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))["objects"]
    for path in (Path(__file__).parent / "schema").glob("*.json")
}
QUERIES = {
    name: kind.question.ask for name, kind in FACTS.items() if isinstance(kind.question.ask, Soql)
}
SHAPE = re.compile(
    r"SELECT (?P<fields>[\w., ]+) FROM (?P<object>\w+)"
    r"(?: WHERE (?P<where>.+?))?(?: ORDER BY (?P<order>\w+)(?: DESC)?)?(?: LIMIT \d+)?"
)
CONDITION = re.compile(
    r"(?P<field>[\w.]+) (?:=|!=|IN|LIKE) "
    r"(?:'[^']*'|null|LAST_N_DAYS:\d+|\((?P<among>SELECT .+)\)|\([^()]*\))"
)


def field_of(objects, name, path):
    """Walk relationships to the object a field belongs to."""
    *through, field = path.split(".")
    for step in through:
        name = objects[name]["relationships"][step]
    assert field in objects[name]["fields"], f"{name}.{field}"
    return name, field


def check_query(objects, text):
    """Fields, filters and order; a semi-join's own query as well."""
    shape = SHAPE.fullmatch(text)
    assert shape, text
    for path in shape["fields"].split(", "):
        field_of(objects, shape["object"], path)
    for condition in (shape["where"] or "").split(" AND "):
        if condition:
            found = CONDITION.fullmatch(condition)
            assert found, condition
            name, field = field_of(objects, shape["object"], found["field"])
            assert field not in objects[name]["not_filterable"]
            if found["among"]:
                assert SHAPE.fullmatch(found["among"])["object"] != shape["object"]
                check_query(objects, found["among"])
    if shape["order"]:
        field_of(objects, shape["object"], shape["order"])


@pytest.mark.parametrize("fact", QUERIES)
def test_every_field_exists_and_every_filter_may_filter(fact):
    ask = QUERIES[fact]
    check_query(SCHEMA["tooling" if ask.tooling else "data"], ask.text)


@pytest.mark.parametrize("fact", [name for name, ask in QUERIES.items() if ask.optional])
def test_optional_fields_are_gated(fact):
    ask = QUERIES[fact]
    assert ask.gate
    assert set(ask.optional) <= set(SHAPE.fullmatch(ask.text)["fields"].split(", "))


def partly(objects, text):
    """Objects and fields of a query that only some orgs or versions have."""
    shape = SHAPE.fullmatch(text)
    if "only" in objects[shape["object"]]:
        yield shape["object"]
    for path in shape["fields"].split(", "):
        name, field = field_of(objects, shape["object"], path)
        if field in objects[name].get("some", {}):
            yield path


@pytest.mark.parametrize("fact", QUERIES)
def test_what_only_some_orgs_have_is_gated_or_asked_apart(fact):
    ask = QUERIES[fact]
    some = set(partly(SCHEMA["tooling" if ask.tooling else "data"], ask.text))
    apart = FACTS[fact].beside is not None  # then its refusal is an answer, or costs nothing else
    assert apart or some <= set(ask.optional)


def test_some_queries_need_the_gate():
    gated = [
        name
        for name, ask in QUERIES.items()
        if any(partly(SCHEMA["tooling" if ask.tooling else "data"], ask.text))
    ]
    assert sorted(gated) == sorted(
        ["AppState", "Cadence", "ConnectedAppSettings", "PardotTenant", "UserRights"]
    )


def test_two_batches_hold_everything():
    asks = [kind.question.ask for kind in kinds(CheckOrg(org="acme"))]
    tooling = [ask for ask in asks if isinstance(ask, Soql) and ask.tooling]
    standard = [ask for ask in asks if isinstance(ask, Soql) and not ask.tooling]
    limits = [ask for ask in asks if isinstance(ask, Rest) and ask.batchable]
    assert len(tooling) <= 25
    assert len(standard) + len(limits) <= 25


def test_no_question_waits_for_another():
    given = {"people": ("a@b.c",), "me": ("005000000000001AAA",)}
    for ask in QUERIES.values():
        assert isinstance(bind(ask, given), Soql)


def test_no_query_asks_for_secrets_or_people():
    # literals name fields to ask about, as in `Field IN ('Lead.Email')`, and bring none of them
    text = re.sub(r"'[^']*'", "''", " ".join(ask.text for ask in QUERIES.values()))
    for word in ("AccessToken", "DeleteToken", "RequestToken", "Email", "SourceIp", "FirstName"):
        assert word not in text
