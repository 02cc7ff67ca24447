"""`access`, `audit`, `doctor`, `forget` as they are typed, and as Slack makes them arrive."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.asked.office import Access, Audit, Doctor, Forget, Role
from intents.grammar import parse
from intents.intent import Help, read
from intents.typed.office import entity

SAM = "U0SAM0001"


def give(role, who):
    return Access(change="give", role=Role(role), who=who)


UNDERSTOOD = {
    "access": Access(),
    "ACCESS": Access(),
    "access give operator <@U0SAM0001|sam>": give("operator", SAM),
    "access give operator <@U0SAM0001>": give("operator", SAM),
    "access give operator to <@U0SAM0001>": give("operator", SAM),
    "access give <@U0SAM0001> Operator": give("operator", SAM),
    "access give owner W0GRID001": give("owner", "W0GRID001"),
    "access give viewer everyone": give("viewer", "everyone"),
    "access give viewer @everyone": give("viewer", "everyone"),
    "access give approver <!subteam^S0LEADS1|@leads>": give("approver", "S0LEADS1"),
    "access give approver <#C0SUPPORT|support>": give("approver", "C0SUPPORT"),
    "access take <@U0SAM0001>": Access(change="take", who=SAM),
    "access take operator from <@U0SAM0001>": Access(change="take", role=Role.OPERATOR, who=SAM),
    "audit": Audit(),
    "audit acme-prod": Audit(org="acme-prod"),
    "doctor": Doctor(),
    "forget everything": Forget(),
    "Forget EVERYTHING": Forget(),
}
#: What is typed → a part of what is said about it.
PUZZLING = {
    "access give": "one role and one person",
    "access give operator": "one role and one person",
    "access give <@U0SAM0001>": "which role",
    "access give king <@U0SAM0001>": "one role and one person",
    "access give operator @sam": "picked from the list",
    "access give operator sam": "picked from the list",
    "access give operator viewer <@U0SAM0001>": "one role and one person",
    "access give operator <@U0SAM0001> <@U0OLGA001>": "one role and one person",
    "access give operator <!channel>": "picked from the list",
    "access give operator <@U0SAM0001": "picked from the list",
    "access frob": "",
    "audit a b": "letters, digits",
    "audit <!here>": "letters, digits",
    "forget": "everything",
    "forget acme-prod": "everything",
}


@pytest.mark.parametrize("text", UNDERSTOOD)
def test_understood(text):
    assert parse(text) == UNDERSTOOD[text]
    assert read(parse(text).model_dump_json()) == UNDERSTOOD[text]


@pytest.mark.parametrize("text", PUZZLING)
def test_puzzling(text):
    said = parse(text)
    assert isinstance(said, Help)
    assert PUZZLING[text] in said.why


@given(st.text(max_size=60))
def test_nothing_becomes_an_entity_that_is_none(word):
    found = entity(word)
    assert found in {"", "everyone"} or found[0] in "UWSCG"


WORD = st.sampled_from(["give", "take", "owner", "<@U0SAM0001>", "everyone", "<#C0X1", "to", "@x"])


@given(st.lists(WORD | st.text(max_size=8), max_size=6).map(" ".join))
def test_whatever_follows_access_it_is_a_whole_change_or_help(words):
    said = parse(f"access {words}")
    assert isinstance(said, Access | Help)
    if isinstance(said, Access) and said.change != "show":
        assert said.who
        assert said.role or said.change == "take"
