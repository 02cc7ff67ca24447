from typing import ClassVar

import pytest

from bot.orgs.plan import BATCH, COMPOSITE, chosen, chunks, gates, limits, own_name, planned
from intents.fact import Fact, Why
from intents.facts import FACTS
from intents.question import Describe, Question, Rest, Soql


def fact(name, ask):
    return type(
        name, (Fact,), {"question": Question(ask), "__annotations__": {"question": ClassVar}}
    )


MANY = [fact(f"Q{n}", Soql(f"SELECT Id FROM X{n}")) for n in range(60)]  # noqa: S608
ALONE = fact("Alone", Rest("apps/oauth/usage", batchable=False))
LIMITS = fact("Lim", Rest("limits"))
HOLE = fact("Hole", Soql("SELECT Id FROM User WHERE Username IN ({people})"))


def items(kinds, names=None):
    return planned(kinds, names or {}, {}, "68.0").items


def test_the_whole_catalogue_is_two_batches_and_two_beside():
    made = chunks(items(FACTS.values(), {"people": ("a",), "me": ("b",)}), thrifty=False)
    assert sorted(c.path for c in made) == [
        "Soap/m/BlacklistedConsumer",
        "apps/oauth/usage?page=0&pageSize=100",
        "composite/batch",
        "tooling/composite/batch",
    ]


@pytest.mark.parametrize("count", [1, 24, 25, 26, 50, 51])
def test_batches_hold_no_more_than_salesforce_takes(count):
    made = chunks(items(MANY[:count]), thrifty=False)
    assert [len(c.items) for c in made] == [BATCH] * (count // BATCH) + [count % BATCH] * (
        count % BATCH > 0
    )
    assert sum(c.calls for c in made) == count


def test_thrift_is_five_queries_for_one_call_and_limits_on_its_own():
    made = chunks(items([*MANY[:7], LIMITS, ALONE]), thrifty=True)
    assert [(c.path, len(c.items), c.calls) for c in made] == [
        ("apps/oauth/usage", 1, 1),
        ("limits", 1, 1),
        ("composite", COMPOSITE, 1),
        ("composite", 2, 1),
    ]
    body = made[2].body("68.0")
    assert body["allOrNone"] is False
    assert body["compositeRequest"][0] == {
        "method": "GET",
        "url": "/services/data/v68.0/query?q=SELECT%20Id%20FROM%20X0",
        "referenceId": "q0",
    }


def test_what_asks_the_same_is_asked_once():
    twin = fact("Twin", Soql("SELECT Id FROM X0"))
    (one,) = items([MANY[0], twin])
    assert one.facts == ("Q0", "Twin")


def test_a_hole_nobody_fills_is_not_asked():
    plan = planned([HOLE, MANY[0]], {}, {}, "68.0")
    assert len(plan.items) == 1
    assert plan.refused["Hole"].unlearnt.why is Why.UNNAMED


def test_names_cannot_break_out_of_their_quotes():
    (one,) = items([HOLE], {"people": ("o'brien\\' OR Id != '",)})
    assert one.asked.endswith(r"IN ('o\'brien\\\' OR Id != \'')")
    assert "'" not in one.path.partition("?q=")[2]


def test_optional_fields_are_kept_only_where_the_describe_lists_them():
    soql = Soql(
        "SELECT Id, PermissionSet.PermissionsNew, Name FROM PermissionSetAssignment WHERE Id != ''",
        optional=("PermissionSet.PermissionsNew",),
        gate="PermissionSet",
    )
    without = "SELECT Id, Name FROM PermissionSetAssignment WHERE Id != ''"
    assert chosen(soql, ("Id", "PermissionsNew")) == soql.text
    assert chosen(soql, ("Id",)) == without
    assert chosen(soql, None) == without
    assert gates([fact("Gated", soql), fact("D", Describe("User"))]) == {"PermissionSet", "User"}


def test_a_chunk_splits_until_each_stands_alone():
    (whole,) = chunks(items(MANY[:17]), thrifty=False)
    fives = list(whole.split())
    assert [len(c.items) for c in fives] == [5, 5, 5, 2]
    assert [len(c.items) for c in fives[0].split()] == [1] * 5
    assert {c.form for c in fives} == {"batch"}


def test_questions_for_no_fact():
    assert limits("68.0").facts == own_name("005x").facts == ()
    assert own_name("005x").asked == "SELECT Username FROM User WHERE Id = '005x'"
