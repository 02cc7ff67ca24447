"""A visit to a healthy org: what it brings home, and what it costs."""

import pytest

from bot.orgs.gateway import NoSuchOrgError
from intents.asker import LOCAL, Tenant
from intents.fact import Refused, Said, Why
from intents.facts import FACTS

BATCHES = {
    "POST /services/data/v68.0/composite/batch",
    "POST /services/data/v68.0/tooling/composite/batch",
}
BESIDE = {
    "GET /services/data/v68.0/apps/oauth/usage",
    "GET /v1/instances/USA794/status",
    "POST /services/Soap/m/68.0",
}
COLD = {
    "POST /services/oauth2/token",
    "GET /services/data",
    "GET /services/data/v68.0/sobjects/PermissionSet/describe",
}
ABSENT_PRODUCTS = {"PardotTenant", "Cadence"}


def test_a_cold_check_costs_three_requests_more(practice):
    practice.connect()
    heard = practice.learn()
    assert set(practice.sent) == BATCHES | BESIDE | COLD
    assert heard.cost.requests == len(practice.sent) == 8
    assert practice.stages == ["signing-in", "reading"]


def test_a_warm_check_is_two_requests_beside_the_optional_ones(practice):
    practice.connect()
    practice.learn()
    practice.stages.clear()
    before = practice.org.org.used
    heard = practice.learn()
    assert sorted(practice.sent) == sorted(BATCHES | BESIDE)
    assert heard.cost.requests == 5
    assert heard.cost.api_calls == practice.org.org.used - before
    assert practice.stages == ["reading"]


def test_a_warm_check_fits_and_is_cheap(practice):
    practice.connect()
    practice.learn()
    heard = practice.learn()
    sizes = [len(r["subrequests"]) for r in practice.org.requests if r["subrequests"]]
    assert len(sizes) == 2
    assert max(sizes) <= 25
    assert heard.cost.api_calls <= 45
    assert all(answer.done for answer in heard.answers.values() if isinstance(answer, Said))


def test_every_question_is_answered_and_says_what_was_asked(practice):
    practice.connect()
    heard = practice.learn()
    assert set(heard.answers) == set(FACTS)
    refused = {name for name, a in heard.answers.items() if isinstance(a, Refused)}
    assert refused == ABSENT_PRODUCTS
    for name, answer in heard.answers.items():
        assert answer.asked, name
        assert answer.at.endswith("+00:00"), name
    refusal = heard.answers["PardotTenant"].unlearnt
    assert (refusal.why, refusal.code) == (Why.RIGHT, "INVALID_TYPE")


def test_the_identity_is_whole_after_the_first_visit(practice):
    practice.connect()
    for _visit in range(2):
        who = practice.learn().identity
        assert who.username == practice.org.connection["username"]
        assert who.org_id[:15] == practice.org.connection["org_id"][:15]
        assert who.user_id.startswith("005")
        assert (who.scopes, who.api) == (("refresh_token", "openid", "api"), "68.0")


def test_names_fill_the_holes_and_come_home(practice):
    practice.connect()
    heard = practice.learn()
    told = practice.org.connection
    assert heard.names["setup"] == (told["setup_user"],)
    assert set(heard.names["people"]) == {
        told["setup_user"],
        told["integration_user"],
        told["installer"],
    }
    assert heard.names["me"] == (heard.identity.user_id,)


def test_nobody_named_is_unnamed_and_the_rest_is_answered(practice):
    practice.connect(people={})
    heard = practice.learn()
    for name in ("User", "UserLogin", "UserRights", "UserToken"):
        assert heard.answers[name].unlearnt.why is Why.UNNAMED
    assert isinstance(heard.answers["Organization"], Said)


def test_one_question_is_one_request(practice):
    practice.connect()
    practice.learn()
    heard = practice.learn("AppPolicy")
    assert practice.sent == ["POST /services/data/v68.0/composite/batch"]
    assert set(heard.answers) == {"AppPolicy"}
    assert heard.cost.api_calls == 1


def test_our_own_sign_in_is_proven_even_when_nothing_else_is_asked(practice):
    practice.connect()
    practice.learn()
    heard = practice.learn("SignedIn")
    assert practice.sent == ["GET /services/oauth2/userinfo"]
    (row,) = heard.answers["SignedIn"].rows
    assert row["Username"] == practice.org.connection["username"]
    assert row["HomeOrg"] == row["OrgId"][:15]
    assert heard.cost.api_calls == 0


def test_an_access_token_alone_is_enough(practice):
    practice.connect(access=True)
    heard = practice.learn()
    assert "GET /services/oauth2/userinfo" in practice.sent
    assert heard.cost.requests == 8
    assert heard.identity.username == practice.org.connection["username"]


def test_an_older_org_is_asked_in_its_own_version(practice):
    practice.org.change({"versions": {"newest": 67}})
    practice.connect()
    heard = practice.learn()
    assert heard.identity.api == "67.0"
    assert isinstance(heard.answers["Organization"], Said)
    assert isinstance(heard.answers["PermissionField"], Said)
    practice.learn()
    assert all("v68.0" not in path for path in practice.sent)


def test_an_upgraded_org_is_asked_in_the_newer_version_a_day_later(practice, monkeypatch):
    practice.org.change({"versions": {"newest": 67}})
    practice.connect()
    practice.learn()
    practice.org.change({"versions": {"newest": 68}})
    assert practice.learn().identity.api == "67.0"
    monkeypatch.setattr("bot.orgs.acquaintance._LOOK_AGAIN", 0.0)
    assert practice.learn().identity.api == "68.0"


def test_a_describe_is_believed_for_a_day(practice, monkeypatch):
    """A feature that came later must not stay absent for ever."""
    practice.org.load("aac-absent")
    practice.connect()
    field = {"Name": "PermissionsUseAnyApiClient"}
    assert field not in practice.learn("PermissionField").answers["PermissionField"].rows
    practice.org.change({"features": {"api_access_control": "off"}})
    cached = practice.learn("PermissionField", "App")
    assert field not in cached.answers["PermissionField"].rows
    assert len(practice.sent) == 1
    monkeypatch.setattr("bot.orgs.acquaintance._LOOK_AGAIN", 0.0)
    assert field in practice.learn("PermissionField").answers["PermissionField"].rows


def test_the_status_of_the_instance_is_asked_even_of_an_org_that_shuts_us_out(practice):
    practice.connect()
    practice.learn("Organization")
    practice.org.change({"tokens": {"checker": {"revoked": True}}})
    heard = practice.learn("Instance", "App", "PermissionField", "SignedIn")
    assert isinstance(heard.answers["Instance"], Said)
    for name in ("App", "PermissionField", "SignedIn"):
        assert heard.answers[name].unlearnt.why is Why.SIGN_IN


def test_another_org_behind_the_same_address_is_told(practice):
    practice.connect()
    practice.learn()
    practice.org.change({"organization": {"id": "00DHs0000009Zzz"}})
    (row,) = practice.learn().answers["SignedIn"].rows
    assert row["OrgId"][:15] == "00DHs0000009Zzz"
    assert row["HomeOrg"] == "00DHs0000004Acm"


def test_an_unknown_org_and_a_strangers_org_are_the_same(practice):
    practice.connect()
    stranger = Tenant("T0STRANGER")
    for tenant, alias in ((LOCAL, "nope"), (stranger, "acme-prod")):
        with pytest.raises(NoSuchOrgError):
            practice.gateway.learn(tenant, alias, [FACTS["App"]], deadline=5)
    assert practice.sent == []


def test_only_so_many_hosts_are_kept_open(practice, monkeypatch):
    monkeypatch.setattr("bot.orgs.gateway._HOSTS", 3)
    gateway = practice.gateway
    opened = [gateway.session(f"https://o{n}.my.salesforce.com") for n in range(5)]
    assert list(gateway._sessions.values()) == opened[2:]
    assert gateway.session("https://o2.my.salesforce.com") is opened[2]
    gateway.session("https://o9.my.salesforce.com")
    assert opened[2] in gateway._sessions.values()
