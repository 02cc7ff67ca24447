"""Whole conversations of the gateway, played back without a network (vcrpy).

Recorded from the practice sandbox, and labelled so. To record them anew:

    RECORD=sandbox .venv/bin/pytest tests/bot/orgs/test_cassettes.py

and against a real org, whose tokens, ids, names and host are washed out as it is written:

    RECORD=real RECORD_INSTANCE_URL=https://….my.salesforce.com RECORD_CLIENT_ID=… \
    RECORD_CLIENT_SECRET=… RECORD_REFRESH_TOKEN=… .venv/bin/pytest tests/bot/orgs/test_cassettes.py
"""

import datetime as dt
import importlib.util
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest
import vcr

from bot.store.connections import Secrets
from intents.asker import LOCAL
from intents.fact import Fact, Said, Why
from intents.question import Describe, Question, Rest, SignIn, Soql

HERE = Path(__file__).parent
CASSETTES = HERE / "cassettes"
RECORD = os.environ.get("RECORD", "")

_spec = importlib.util.spec_from_file_location("washing", HERE / "washing.py")
washing = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(washing)


def asks(name, ask):
    body = {"question": Question(ask), "__annotations__": {"question": ClassVar}}
    return type(name, (Fact,), body)


# Questions of their own, which every org can answer: the catalogue may change, these do not.
ORG = asks("Org", Soql("SELECT Id, IsSandbox, InstanceName FROM Organization"))
ME = asks("Me", Soql("SELECT Id, IsActive FROM User WHERE Id IN ({me})"))
LIMITS = asks("Lim", Rest("limits"))
PACKAGES = asks("Packages", Soql("SELECT Id FROM InstalledSubscriberPackage LIMIT 5", tooling=True))
FIELDS = asks("Fields", Describe("UserLogin"))
SIGNED = asks("Signed", SignIn())
NO_OBJECT = asks("NoObject", Soql("SELECT Id FROM Xyzzy"))
NO_FIELD = asks("NoField", Soql("SELECT Id, Xyzzy FROM User LIMIT 1"))
NO_TOOL = asks("NoTool", Soql("SELECT Id FROM Xyzzy", tooling=True))
NO_PATH = asks("NoPath", Rest("xyzzy", batchable=False))
EVERYTHING = [ORG, ME, LIMITS, PACKAGES, FIELDS, SIGNED]


@pytest.fixture
def talk(practice, request):
    """The practice org, a recording of it, or a real one: `talk(name)` opens the conversation."""
    host = practice.org.url if RECORD == "sandbox" else os.environ.get("RECORD_INSTANCE_URL", "")
    today = dt.datetime.now(dt.UTC).date()
    where = "a real org" if RECORD == "real" else "the practice sandbox org, not from a real one"
    wash = washing.Washing(host or washing.HOST, f"Recorded from {where}, {today}.")
    if RECORD == "real":
        names = ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN")
        secrets = Secrets(*(os.environ.get(f"RECORD_{name}", "") for name in names))
        practice.connect(instance_url=host, login_url=host, secrets=secrets)
        practice.change(salesforce_ca_file=None, practice=False)
    elif RECORD:
        practice.connect()
    else:
        practice.change(practice=False, salesforce_ca_file=None)
        practice.connect(instance_url=washing.HOST, login_url=washing.HOST)
    # vcrpy lets go of its patches for a moment in each new connection: one call at a time.
    practice.gateway._pool.shutdown()
    practice.gateway._pool = ThreadPoolExecutor(1)
    recorder = vcr.VCR(
        record_mode="all" if RECORD else "none",
        before_record_request=wash.request,
        before_record_response=wash.response,
        decode_compressed_response=True,
        match_on=["method", "uri", "body"],
        serializer="washed",
    )
    recorder.register_serializer("washed", wash)
    path = CASSETTES / f"{request.node.name.removeprefix('test_')}.yaml"
    if RECORD:
        path.unlink(missing_ok=True)
    with recorder.use_cassette(str(path)) as cassette:
        yield practice, cassette
        practice.gateway.close()


def learn(practice, kinds):
    return practice.gateway.learn(LOCAL, "acme-prod", kinds, deadline=30)


def test_a_cold_and_a_warm_visit(talk):
    practice, cassette = talk
    cold = learn(practice, EVERYTHING)
    assert all(isinstance(answer, Said) for answer in cold.answers.values())
    assert cold.cost.requests == 5
    warm = learn(practice, EVERYTHING)
    assert warm.cost.requests == 2
    assert warm.identity.user_id
    assert warm.identity.org_id
    assert {row["Name"] for row in warm.answers["Fields"].rows} >= {"IsFrozen", "UserId"}
    assert len(cassette.requests if RECORD else cassette.play_counts) == 7


def test_what_an_org_does_not_have(talk):
    practice, _cassette = talk
    heard = learn(practice, [ORG, NO_OBJECT, NO_FIELD, NO_TOOL, NO_PATH])
    assert isinstance(heard.answers["Org"], Said)
    codes = {name: heard.answers[name].unlearnt.code for name in ("NoObject", "NoField", "NoTool")}
    assert codes == {
        "NoObject": "INVALID_TYPE",
        "NoField": "INVALID_FIELD",
        "NoTool": "INVALID_TYPE",
    }
    assert "Xyzzy" in heard.answers["NoField"].unlearnt.says
    assert heard.answers["NoPath"].unlearnt.why is Why.RIGHT


def test_thrift_near_the_end_of_the_budget(talk, monkeypatch):
    practice, _cassette = talk
    monkeypatch.setattr("bot.orgs.visit.NEAR", 0.0)
    heard = learn(practice, EVERYTHING)
    assert all(isinstance(answer, Said) for answer in heard.answers.values())
    assert heard.cost.api_calls == 4  # describe, composite, tooling composite, limits


def test_a_refresh_token_that_is_none(talk):
    practice, _cassette = talk
    known = practice.connection
    practice.connect(
        instance_url=known.instance_url,
        login_url=known.login_url,
        secrets=Secrets(known.secrets.client_id, known.secrets.client_secret, "5Aep861wrong"),
    )
    heard = learn(practice, [ORG, SIGNED])
    assert {answer.unlearnt.code for answer in heard.answers.values()} == {"invalid_grant"}


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_cassette_is_washed_and_says_where_it_is_from(path):
    text = path.read_text()
    assert re.match(r"Recorded from (the practice sandbox org|a real org)", washing.label_of(text))
    assert "Authorization" not in text
    assert not re.search(r"00D\w{12,15}!|5Aep861|client_secret=", text)
    assert not re.search(r"localhost|127\.0\.0\.1", text)
    for spoken in washing.interactions(text):
        assert spoken["request"]["headers"] == {}
        assert spoken["request"]["uri"].startswith(washing.HOST)
