"""What is explained when a person asks for it by name, or by what the page said."""

import pytest

from intents.asked.knowledge import Explain
from intents.errors import ERRORS
from intents.grammar import parse
from intents.replies.lesson import explained
from intents.replies.told import Lesson
from intents.reply import Usage


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("explain can't see the Install option", "install-option-missing"),
        ("explain \u201ccan\u2019t see the Install option\u201d", "install-option-missing"),
        ("explain user hasn't approved this consumer", "consumer-not-approved"),
        ("explain app not found", "app-not-found"),
        ("EXPLAIN app_not_found", "app-not-found"),
        ("explain expired access/refresh token", "expired-token"),
        ("explain `OAUTH_FLOW_DISABLED`", "flow-disabled"),
        ("explain user-frozen", "user-frozen"),
    ],
)
def test_an_error_is_explained_by_its_words(typed, topic):
    asked = parse(typed)
    assert isinstance(asked, Explain)
    told = explained(asked.topic)
    assert isinstance(told, Lesson)
    assert told.topic == ERRORS[topic].code


@pytest.mark.parametrize("typed", ["oauth-enabled", "OAuth enabled", "'oauth_enabled'"])
def test_a_check_is_explained_however_it_is_spelt(typed):
    told = explained(parse(f"explain {typed}").topic)
    assert told.topic == "oauth-enabled"


@pytest.mark.parametrize("slug", ERRORS)
def test_every_error_is_explained_by_its_own_name(slug):
    assert explained(slug).title == ERRORS[slug].name


@pytest.mark.parametrize("topic", ["the weather", "OAUTH_APP_BLOCKED and OAUTH_FLOW_DISABLED"])
def test_what_is_not_one_error_is_not_explained(topic):
    assert isinstance(explained(topic), Usage)
