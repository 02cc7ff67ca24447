"""News of a walkthrough: within Slack's limits, harmless, and to the right person."""

import pytest

from bot.views import walk_news
from bot.views.limits import valid
from bot.views.message import bound
from intents.asker import Person
from intents.playbooks import PLAYBOOKS
from intents.walk import Stand, State
from intents.walks.looks import opened

BOOK = PLAYBOOKS["eca-setup"]
CARA, SAM = Person("U0CARA001", "T0CUST001"), Person("U0SAM0001", "T0ACME001")
ERRORS = ["user_disabled", "invalid_user_combination", "no_answer", "brand_new", "<!channel>"]


def walk(org="acme-prod"):
    at = "2026-11-22T12:00:00+00:00"
    return opened(BOOK, person=CARA, asked_by=SAM, at=at, org=org, receipt="w-1")


def every(error):
    here, step = walk(org="<!channel> *x*"), BOOK.names[1]
    return [
        walk_news.sending(here, BOOK),
        *(walk_news.discreet(here, BOOK, stands=s, error=e) for s in (0, 1) for e in (error, "")),
        walk_news.here_because(here, error),
        walk_news.taken_in(here, error),
        walk_news.unreachable(here, BOOK, error),
        walk_news.turned_true(here, BOOK, step),
        walk_news.reopened(here, BOOK, step),
        walk_news.waited(here, BOOK, step),
        walk_news.left(here, BOOK),
    ]


@pytest.mark.parametrize("error", ERRORS)
def test_each_is_one_slack_takes_and_pings_the_person_alone(error):
    for message in every(error):
        assert valid(bound(message, lambda _: "id")) == []
        whole = message.text + str(message.blocks)
        assert "<@U0CARA001>" in whole
        assert "<!channel>" not in whole


@pytest.mark.parametrize("error", ERRORS)
def test_a_reason_ends_a_sentence(error):
    said = walk_news.not_direct(error)
    assert said.endswith(".")
    assert walk_news.why_not(error) in said


def test_what_turned_true_tells_what_is_next():
    said = walk_news.turned_true(walk(), BOOK, BOOK.names[1]).text
    assert "Step 2 of 12" in said
    assert "Next: Step 1 of 12" in said


def test_what_nobody_needs_was_not_seen():
    step = BOOK.names[1]
    spared = Stand(state=State.TRUE, reason="there is no Pardot")
    here = walk().model_copy(update={"stands": {**walk().stands, step: spared}})
    said = walk_news.turned_true(here, BOOK, step).text
    assert "not needed here" in said
    assert "see it now" not in said


def test_before_strangers_nothing_is_said_of_the_org_the_error_or_the_steps():
    book = PLAYBOOKS["fix-user-frozen"]
    for stands, error in [(False, ""), (False, "user_disabled"), (True, ""), (True, "no_answer")]:
        message = walk_news.discreet(walk(), book, stands=stands, error=error)
        whole = (message.text + str(message.blocks)).casefold()
        for word in ("acme-prod", "frozen", "step ", "measured", book.title.casefold()):
            assert word not in whole
