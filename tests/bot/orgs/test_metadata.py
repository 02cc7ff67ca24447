"""The Metadata API: what it lists comes home as rows, what it refuses as a reason."""

import pytest

from bot.orgs.metadata import envelope, is_jwt, understood
from intents.fact import Refused, Said, Why

SOAP = "POST /services/Soap/m/68.0"
BLOCKED = {"connected_apps": {"loader": {"blocked": True}}}


def fault(code, message="why"):
    return (
        '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>'
        f"<soapenv:Fault><faultcode>sf:{code}</faultcode><faultstring>{code}: {message}"
        "</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>"
    )


def test_nothing_blocked_is_one_request_and_no_rows(practice):
    practice.connect(access=True)
    practice.learn()
    answer = practice.learn("BlockedApp").answers["BlockedApp"]
    assert practice.sent == [SOAP]
    assert isinstance(answer, Said)
    assert answer.rows == ()
    assert answer.asked == "listMetadata BlacklistedConsumer, then readMetadata"


def test_what_is_blocked_is_read_ten_at_a_time(practice):
    apps = {
        f"app{n}": {"name": f"Old App {n}", "installed": False, "blocked": True} for n in range(12)
    }
    practice.org.change({"connected_apps": apps})
    practice.connect(access=True)
    heard = practice.learn("BlockedApp")
    rows = heard.answers["BlockedApp"].rows
    assert {row["consumerName"] for row in rows} == {f"Old App {n}" for n in range(12)}
    assert {row["blockedByApiWhitelisting"] for row in rows} == {"false"}
    assert practice.sent.count(SOAP) == 3
    assert heard.cost.api_calls == 3


def test_more_than_can_be_read_is_not_half_an_answer(practice):
    apps = {f"a{n}": {"name": f"A{n}", "installed": False, "blocked": True} for n in range(51)}
    practice.org.change({"connected_apps": apps})
    practice.connect(access=True)
    answer = practice.learn("BlockedApp").answers["BlockedApp"]
    assert isinstance(answer, Refused)
    assert "more than 50" in answer.unlearnt.says


def test_an_old_token_is_renewed_once_for_soap_too(practice):
    practice.org.change({"tokens": {"checker": {"access_expired": True}}} | BLOCKED)
    practice.connect(access=True)
    answer = practice.learn("BlockedApp").answers["BlockedApp"]
    assert isinstance(answer, Said)
    assert len(answer.rows) == 1
    assert practice.sent.count("POST /services/oauth2/token") == 1


def test_a_token_that_soap_alone_refuses_is_not_renewed(practice):
    practice.org.change({"tokens": {"checker": {"format": "jwt"}}})
    practice.connect(access=True)
    heard = practice.learn("BlockedApp", "Organization")
    assert "POST /services/oauth2/token" not in practice.sent
    assert heard.answers["BlockedApp"].unlearnt.why is Why.TROUBLE
    assert "JWT" in heard.answers["BlockedApp"].unlearnt.says
    assert isinstance(heard.answers["Organization"], Said)


def test_without_the_right_it_names_the_right(practice):
    practice.org.change({"users": {"checker": {"permission_sets": []}}})
    practice.connect(access=True)
    unlearnt = practice.learn("BlockedApp").answers["BlockedApp"].unlearnt
    assert (unlearnt.why, unlearnt.code) == (Why.RIGHT, "INSUFFICIENT_ACCESS")


@pytest.mark.parametrize(
    "answer",
    [
        {"kind": "garbage"},
        {"kind": "disconnect"},
        {"errorCode": "UNKNOWN_EXCEPTION", "message": "An unexpected error occurred"},
    ],
)
def test_trouble_is_a_reason_and_nothing_else_suffers(practice, answer):
    practice.org.break_on([{"match": {"path": "/services/Soap/*"}, "answer": answer}])
    practice.connect(access=True)
    heard = practice.learn("BlockedApp", "Organization")
    assert heard.answers["BlockedApp"].unlearnt.why is Why.TROUBLE
    assert isinstance(heard.answers["Organization"], Said)
    practice.org.break_on([])


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("INVALID_SESSION_ID", 401),
        ("INSUFFICIENT_ACCESS", 400),
        ("INVALID_TYPE", 400),
        ("UNKNOWN_EXCEPTION", 500),
    ],
)
def test_a_fault_becomes_an_error_as_rest_tells_it(code, status):
    answer = understood(500, fault(code))
    assert answer.status == status
    assert answer.body == [{"errorCode": code, "message": "why"}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not xml",
        "<a/>",
        '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
    ],
)
def test_what_is_no_envelope_teaches_nothing(text):
    assert not understood(200, text).good


def test_what_is_sent_cannot_break_out_of_its_element():
    sent = envelope("listMetadata", "", "a</sessionId><x>&").decode()
    assert "a&lt;/sessionId&gt;&lt;x&gt;&amp;" in sent


@pytest.mark.parametrize(
    ("token", "jwt"), [("00Dxx!AQ.a.b", False), ("eyJh.eyJz.c2ln", True), ("eyJ", False)]
)
def test_a_jwt_is_known_by_its_form(token, jwt):
    assert is_jwt(token) is jwt
