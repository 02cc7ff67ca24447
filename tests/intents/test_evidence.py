"""What a finding rests on: everything that was asked, and of the rows only what is declared."""

import json

import pytest

from intents.checks import CHECKS
from intents.fact import Heard, Said
from intents.intent import CheckOrg
from intents.replies.evidence import proof
from intents.replies.lesson import explained
from intents.replies.told import Lesson
from intents.report import report
from intents.words import words
from intents.world import Recalled

INTENT = CheckOrg(org="acme-prod")


@pytest.fixture(scope="module")
def healthy(org):
    return org({})


def recalled(heard: Heard) -> Recalled:
    return Recalled(INTENT, heard, report(INTENT, heard))


@pytest.mark.parametrize("check", CHECKS)
def test_every_question_behind_a_finding_can_be_put_again(check, healthy):
    run = recalled(healthy)
    told = proof("r-1", check, run)
    assert told is not None
    asked = {text for f in told.findings for text in f.evidence.asked}
    known = {a.asked for a in run.heard.answers.values()}
    assert {e.asked for e in told.exhibits} == asked & known
    assert len(told.exhibits) == len({(e.about, e.asked) for e in told.exhibits})


def test_people_are_hidden_until_they_are_asked_for(healthy):
    hidden, shown = (proof("r-1", "user-active", recalled(healthy), names=n) for n in (False, True))
    said = [" ".join(r for e in one.exhibits for r in e.rows) for one in (hidden, shown)]
    assert "@acme.example" not in said[0]
    assert "[hidden]" in said[0]
    assert "sync@acme.example" in said[1]


def test_a_field_nobody_declared_is_not_shown(healthy):
    kind = "App"
    answer = healthy.answers[kind]
    assert isinstance(answer, Said)
    rows = tuple({**row, "ConsumerSecret": "s3cr3t"} for row in answer.rows)
    heard = healthy.model_copy(
        update={"answers": {**healthy.answers, kind: answer.model_copy(update={"rows": rows})}}
    )
    told = proof("r-1", "app-present", recalled(heard), names=True)
    assert told is not None
    shown = [
        json.loads(row)
        for e in told.exhibits
        if e.about == "the External Client Apps"
        for row in e.rows
    ]
    assert "s3cr3t" not in told.model_dump_json()
    assert all("Id" in row for row in shown)


def test_many_rows_are_counted(healthy):
    answer = healthy.answers["UserToken"]
    assert isinstance(answer, Said)
    many = answer.model_copy(update={"rows": answer.rows[:1] * 25})
    heard = healthy.model_copy(update={"answers": {**healthy.answers, "UserToken": many}})
    told = proof("r-1", "eca-authorised", recalled(heard))
    assert told is not None
    assert {len(e.rows) + e.more for e in told.exhibits if e.more} == {25}


def test_a_check_the_run_does_not_have_has_no_proof(healthy):
    assert proof("r-1", "no-such-check", recalled(healthy)) is None


@pytest.mark.parametrize("check", CHECKS)
def test_every_check_can_be_explained(check):
    told = explained(check.upper().replace("-", "_"))
    assert isinstance(told, Lesson)
    said = words(check)
    assert (told.title, told.lead, told.source) == (said.title, said.why, said.source)
    assert any(part.steps == said.steps for part in told.parts)


def test_what_is_near_a_misspelt_check_is_offered():
    told = explained("oauth-enabld")
    assert "explain oauth-enabled" in told.near
