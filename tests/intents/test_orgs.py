"""What is typed about orgs, and what a refusal of the bot's own app means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.asked.orgs import Connect, Disconnect, NamePerson, Orgs, Rename
from intents.fact import Unlearnt, Why
from intents.grammar import parse
from intents.intent import Help
from intents.replies.connecting import refused
from intents.replies.own_app import refusal, refusals

TYPED = {
    "orgs": Orgs(),
    "connect acme-prod": Connect(org="acme-prod"),
    "connect acme-uat sandbox": Connect(org="acme-uat", host="sandbox"),
    "connect acme acme.my.salesforce.com": Connect(org="acme", host="acme.my.salesforce.com"),
    "connect acme <https://acme.my.salesforce.com|acme.my.salesforce.com>": Connect(
        org="acme", host="https://acme.my.salesforce.com"
    ),
    "connect acme as bot@acme.example": Connect(org="acme", user="bot@acme.example"),
    "connect acme sandbox AS bot@acme.example": Connect(
        org="acme", host="sandbox", user="bot@acme.example"
    ),
    "connect acme again": Connect(org="acme", again=True),
    "rename a b": Rename(org="a", to="b"),
    "rename a to b": Rename(org="a", to="b"),
    "disconnect acme": Disconnect(org="acme"),
    "people acme": NamePerson(org="acme"),
    "people acme setup": NamePerson(org="acme", part="setup"),
    "people acme installer <mailto:ivy@acme.example|ivy@acme.example>": NamePerson(
        org="acme", part="installer", username="ivy@acme.example"
    ),
}
#: What is not understood, and a word of the answer.
PUZZLING = {
    "connect": "which name",
    "connect a!": "letters, digits",
    "connect a b c": "connect a",
    "connect a as nobody": "username",
    "rename a": "new name",
    "rename a b!": "letters, digits",
    "disconnect": "which org",
    "disconnect a b": "which org",
    "people": "which org",
    "people a stup": "people a setup",
    "people a setup nobody": "username",
    "orgs all": "orgs",
}


@pytest.mark.parametrize("text", TYPED)
def test_what_is_typed(text):
    assert parse(text) == TYPED[text]


@pytest.mark.parametrize("text", PUZZLING)
def test_what_is_not_understood(text):
    said = parse(text)
    assert isinstance(said, Help)
    assert PUZZLING[text] in f"{said.why} {' '.join(said.near)}"


@given(st.sampled_from(["connect", "rename", "people", "disconnect"]), st.text(max_size=80))
def test_nothing_that_is_typed_breaks_anything(verb, rest):
    assert parse(f"{verb} {rest}").kind


REFUSED = [
    ("app_not_found", "External client app is not installed in this org", "missing"),
    ("OAUTH_EC_APP_NOT_FOUND", "", "missing"),
    ("invalid_client", "app must be installed into org", "uninstalled"),
    ("invalid_client", "invalid client credentials", "secret"),
    ("app_blocked", "this app is blocked by admin", "blocked"),
    ("oauth_flow_disabled", "The external client app or the OAuth plugin is disabled.", "disabled"),
    ("invalid_app_access", "user is not admin approved to access this app", "not-assigned"),
    ("invalid_grant", "expired access/refresh token", "ended"),
    ("invalid_grant", "user hasn't approved this consumer", "consent"),
    ("invalid_grant", "audience is invalid", "assertion"),
    ("invalid_grant", "ip restricted or invalid login hours", "closed-door"),
    ("inactive_user", "user is inactive", "inactive"),
    ("access_denied", "end-user denied authorization", "denied"),
]


@pytest.mark.parametrize(("code", "said", "name"), REFUSED)
def test_what_a_refusal_means(code, said, name):
    assert refusal(code, said) == refusals()[name]


def test_every_refusal_says_what_then_and_who():
    for name, known in refusals().items():
        assert known.codes or known.texts, name
        assert known.says
        assert known.next.endswith(".")
        assert known.who
        assert not known.where or " — /lightning/" in known.where, name


def test_a_code_nobody_knows_is_told_as_it_came():
    assert refusal("something_new") is None
    why = Unlearnt(why=Why.SIGN_IN, says="Salesforce answered something_new", code="something_new")
    assert "something_new" in refused(Connect(org="acme"), why).lead
