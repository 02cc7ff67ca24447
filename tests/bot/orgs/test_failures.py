"""Every question made to fail in every way: it alone is refused, and for the right reason."""

from typing import ClassVar

import pytest

from intents.asker import LOCAL
from intents.fact import Fact, Refused, Said, Why
from intents.question import Question, Soql

ALL = [
    "Organization",
    "App",
    "AppPolicy",
    "User",
    "InstalledPackage",
    "PackageVersion",
    "OauthUsage",
    "Limits",
]
OBJECTS = {
    "App": {"object": "ExternalClientApplication", "tooling": False},
    "InstalledPackage": {"object": "InstalledSubscriberPackage"},
    "OauthUsage": {"path": "*/apps/oauth/usage*"},
    "Limits": {"path": "*/limits"},
}
GATED = Question(
    Soql(
        "SELECT Id, PermissionsUseAnyApiClient FROM PermissionSet LIMIT 1",
        optional=("PermissionsUseAnyApiClient",),
        gate="PermissionSet",
    )
)
ERRORS = [
    (403, "INSUFFICIENT_ACCESS", Why.RIGHT),
    (400, "INVALID_FIELD", Why.RIGHT),
    (400, "INVALID_TYPE", Why.RIGHT),
    (400, "MALFORMED_QUERY", Why.TROUBLE),
    (500, "UNKNOWN_EXCEPTION", Why.TROUBLE),
    (403, "REQUEST_LIMIT_EXCEEDED", Why.BUDGET),
    (403, "API_DISABLED_FOR_ORG", Why.RIGHT),
]


@pytest.fixture
def warm(practice):
    practice.connect()
    practice.learn(*ALL)
    return practice


def only(heard, broken):
    """The one refusal; everything else was answered."""
    refused = {name for name, a in heard.answers.items() if isinstance(a, Refused)}
    assert refused == {broken}
    return heard.answers[broken].unlearnt


@pytest.mark.parametrize("fact", OBJECTS)
@pytest.mark.parametrize(("status", "code", "why"), ERRORS)
def test_an_error_is_one_questions_own(warm, fact, status, code, why):
    answer = {"kind": "error", "status": status, "errorCode": code, "message": "said so"}
    warm.org.break_on([{"match": OBJECTS[fact], "answer": answer}])
    unlearnt = only(warm.learn(*ALL), fact)
    assert unlearnt.why is why
    assert unlearnt.code == code
    assert "said so" in unlearnt.says


@pytest.mark.parametrize("fact", OBJECTS)
@pytest.mark.parametrize("kind", ["garbage", "disconnect"])
def test_garbage_and_hang_ups_are_one_questions_own(warm, fact, kind):
    warm.org.break_on([{"match": OBJECTS[fact], "answer": {"kind": kind}}])
    assert only(warm.learn(*ALL), fact).why is Why.TROUBLE


@pytest.mark.parametrize("fact", ["App", "InstalledPackage"])
def test_a_question_that_hangs_is_isolated_within_the_deadline(warm, fact):
    warm.change(salesforce_timeout=0.7)
    warm.org.break_on([{"match": OBJECTS[fact], "answer": {"kind": "timeout", "seconds": 30}}])
    heard = warm.learn(*ALL, seconds=8)
    assert only(heard, fact).why is Why.TROUBLE
    assert heard.cost.seconds < 4


def test_nothing_outlasts_the_deadline(warm):
    warm.org.change({"weather": {"latency": 30}})
    try:
        heard = warm.learn(*ALL, seconds=1.5)
    finally:
        warm.org.change({"weather": {"latency": 0}})
    assert {a.unlearnt.why for a in heard.answers.values()} == {Why.TROUBLE}
    assert heard.cost.seconds < 2.5


def test_a_server_error_inside_a_batch_is_asked_once_more(warm):
    fault = {"match": OBJECTS["App"], "answer": {"kind": "error", "status": 503}, "times": 1}
    warm.org.break_on([fault])
    heard = warm.learn(*ALL)
    assert all(isinstance(a, Said) for a in heard.answers.values())
    assert len(warm.sent) == 4  # two batches, the usage list, and one question again


def test_the_right_that_would_help_is_named(warm):
    answer = {"kind": "error", "status": 403, "errorCode": "INSUFFICIENT_ACCESS", "message": "no"}
    warm.org.break_on([{"match": OBJECTS["App"], "answer": answer}])
    assert warm.learn("App").answers["App"].unlearnt.grant == "View all External Client Apps"


def test_hidden_rows_and_cut_lists_come_home_as_they_are(warm):
    package = {"object": "InstalledSubscriberPackage"}
    warm.org.break_on([{"match": package, "answer": {"kind": "hide"}}])
    hidden = warm.learn("InstalledPackage").answers["InstalledPackage"]
    assert (hidden.rows, hidden.done) == ((), True)
    warm.org.break_on([{"match": package, "answer": {"kind": "cut", "keep": 1}}])
    cut = warm.learn("InstalledPackage").answers["InstalledPackage"]
    assert (len(cut.rows), cut.done) == (1, False)


def test_a_flaky_org_recovers_on_retry(practice):
    practice.org.load("flaky")
    practice.connect()
    for _visit in range(4):
        heard = practice.learn(*ALL)
        assert all(isinstance(a, Said) for a in heard.answers.values())


def test_an_org_that_answers_only_html(warm):
    warm.org.change({"weather": {"garbage": True}})
    heard = warm.learn()
    assert {name for name, a in heard.answers.items() if isinstance(a, Said)} == set()
    assert heard.answers["SignedIn"].unlearnt.why is Why.TROUBLE


def test_an_org_that_is_not_there(practice):
    practice.connect(instance_url="https://localhost:9", login_url="https://localhost:9")
    heard = practice.learn("SignedIn", "App", seconds=6)
    assert {a.unlearnt.why for a in heard.answers.values()} == {Why.TROUBLE}


def test_a_host_we_do_not_trust_is_said(practice):
    practice.connect()
    practice.change(salesforce_ca_file=None)
    heard = practice.learn("App", seconds=6)
    assert "certificate" in heard.answers["App"].unlearnt.says


def test_a_describe_that_lied_is_asked_again(practice):
    """A gated field that the org no longer knows: the next visit describes the object anew."""
    practice.connect()
    gated = type("Gated", (Fact,), {"__annotations__": {"question": ClassVar}, "question": GATED})
    practice.learn("PermissionField")

    def asked():
        practice.org.requests.clear()
        return practice.gateway.learn(LOCAL, "acme-prod", [gated], deadline=10).answers["Gated"]

    assert "PermissionsUseAnyApiClient" in asked().asked
    practice.org.change({"features": {"api_access_control": "absent"}})
    assert asked().unlearnt.code == "INVALID_FIELD"
    healed = asked()
    assert isinstance(healed, Said)
    assert "PermissionsUseAnyApiClient" not in healed.asked
    assert len(practice.sent) == 2
