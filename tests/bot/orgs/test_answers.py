"""Whatever comes over the wire is rows or a reason: nothing raises, nothing is believed blindly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.orgs.acquaintance import negotiated
from bot.orgs.answers import Answer, heard, parts, plain
from bot.orgs.refusals import refused, told
from intents.fact import Refused, Said, Why
from intents.question import Question, Rest, Soql

QUERY, DOCUMENT = Question(Soql("SELECT Id FROM X")), Question(Rest("limits"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
STATUS = st.sampled_from([0, 200, 201, 204, 300, 400, 401, 403, 404, 429, 500, 503])


def said(body, question=QUERY):
    return heard(question, Answer(200, body), "asked", "at")


@given(STATUS, JSON, st.sampled_from([QUERY, DOCUMENT]))
def test_any_answer_is_rows_or_a_reason(status, body, question):
    result = heard(question, Answer(status, body), "asked", "at")
    assert isinstance(result, Said | Refused)
    result.model_dump_json()  # it is stored with the run
    if status >= 300:
        assert isinstance(result, Refused)


@given(JSON, st.integers(min_value=1, max_value=3))
def test_any_envelope_is_parts_or_none(body, count):
    found = parts(body, count)
    assert found is None or len(found) == count


@given(JSON)
def test_any_version_list(body):
    assert negotiated(body, "68.0")


@given(STATUS, JSON)
def test_any_error_body(status, body):
    assert refused(status, body).says
    assert all(text.isprintable() for text in told(body))


@pytest.mark.parametrize(
    "body",
    [
        {"records": [], "done": True},  # no totalSize
        {"records": [], "totalSize": 0},  # no done
        {"records": [], "totalSize": 0, "done": "true"},
        {"records": {}, "totalSize": 0, "done": True},
        {"records": [1], "totalSize": 1, "done": True},
        [],
        None,
    ],
)
def test_a_query_answer_of_another_form_is_trouble(body):
    assert said(body).unlearnt.why is Why.TROUBLE


def test_a_list_shorter_than_it_says_is_not_done():
    assert said({"records": [], "totalSize": 0, "done": True}).done
    assert not said({"records": [{"Id": "1"}], "totalSize": 2, "done": True}).done
    assert not said({"records": [{"Id": "1"}], "totalSize": 1, "done": False}).done


def test_what_cannot_be_stored_is_left_out():
    deep = json.loads("[" * 50 + "]" * 50)
    row = {"attributes": {"url": "/x"}, "A": "\ud800", "B": float("nan"), "C": deep, "D": "ü"}
    kept = plain(row)
    assert (kept["A"], kept["B"], kept["D"]) == ("?", None, "ü")
    assert "attributes" not in kept
    json.dumps(kept)


def test_a_message_is_one_line_that_tells_something():
    body = [
        {
            "message": "\nSELECT Id, X\n   ^\nERROR at Row:1:Column:1\nNo such column 'X' on "
            "entity 'Y'. If you are attempting to use a custom field, be sure to append the '__c'.",
            "errorCode": "INVALID_FIELD",
        }
    ]
    assert refused(400, body).says == (
        "Salesforce answered INVALID_FIELD No such column 'X' on entity 'Y'."
    )
    long = refused(400, [{"message": "x" * 5000, "errorCode": "Y" * 500}])
    assert len(long.says) < 500


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (401, [{"errorCode": "INVALID_SESSION_ID", "message": "expired"}], Why.SIGN_IN),
        (401, "<html>", Why.SIGN_IN),
        (403, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "x"}], Why.BUDGET),
        (429, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "x"}], Why.BUDGET),
        (403, [{"errorCode": "API_DISABLED_FOR_ORG", "message": "x"}], Why.RIGHT),
        (400, [{"errorCode": "INVALID_TYPE", "message": "x"}], Why.RIGHT),
        (400, [{"errorCode": "INSUFFICIENT_ACCESS_OR_READONLY", "message": "x"}], Why.RIGHT),
        (404, [{"errorCode": "NOT_FOUND", "message": "x"}], Why.RIGHT),
        (400, [{"errorCode": "MALFORMED_QUERY", "message": "x"}], Why.TROUBLE),
        (503, "<html>", Why.TROUBLE),
        (302, "", Why.TROUBLE),
    ],
)
def test_what_an_error_means(status, body, why):
    assert refused(status, body).why is why
