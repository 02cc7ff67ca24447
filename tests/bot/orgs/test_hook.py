"""Holds simple-salesforce to its private refresh hook: `bot.orgs.hook` stands on it."""

from importlib.metadata import version

import pytest
from simple_salesforce.exceptions import SalesforceExpiredSession

from bot.orgs import wire
from bot.orgs.hook import NotLetInError, hooked
from bot.orgs.refusals import sign_in


@pytest.fixture
def session(practice):
    opened = wire.session(practice.org.url, wire.trust(practice.settings.salesforce_ca_file))
    yield opened
    opened.close()


def dead(practice):
    secrets = practice.connect(access=True).secrets
    practice.org.org.sessions.end(secrets.access_token)
    return practice.connection


def fresh(practice):
    state = practice.org.org
    return state.sessions.issue(state.state, "checker")


def test_the_version_is_the_one_we_know():
    assert version("simple-salesforce") == "1.12.10"


@pytest.mark.parametrize("tooling", [False, True])
def test_a_dead_session_calls_the_hook_and_repeats(practice, session, tooling):
    calls = []

    def renew():
        calls.append(1)
        return fresh(practice)

    client = hooked(dead(practice), "68.0", session, renew)
    if tooling:
        body = {"batchRequests": [{"method": "GET", "url": "v68.0/tooling/query?q=x"}]}
        answer = client.toolingexecute("composite/batch", method="POST", data=body, timeout=5)
        assert len(answer["results"]) == 1
    else:
        assert client.restful("limits", timeout=5)["DailyApiRequests"]
    assert calls == [1]


def test_what_the_hook_raises_comes_through(practice, session):
    def refuse():
        raise NotLetInError(sign_in("no"))

    client = hooked(dead(practice), "68.0", session, refuse)
    with pytest.raises(NotLetInError, match="no"):
        client.restful("limits", timeout=5)


def test_it_asks_the_hook_no_more_than_three_times_by_itself(practice, session):
    """Why we count for ourselves: left alone it would spend three refresh tokens."""
    calls = []

    def stale():
        calls.append(1)
        return "still dead"

    client = hooked(dead(practice), "68.0", session, stale)
    with pytest.raises(SalesforceExpiredSession):
        client.restful("limits", timeout=5)
    assert len(calls) > 1


def test_answers_are_plain_dictionaries(practice, session):
    practice.connect(access=True)
    client = hooked(practice.connection, "68.0", session, lambda: "")
    assert type(client.restful("limits", timeout=5)) is dict
