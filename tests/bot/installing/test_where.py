"""Where the bot is to speak has to be said once, and clearly."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.commands.serving import CannotServeError, serving
from bot.settings import Settings

ID, SECRET, TOKEN = (
    {"slack_client_id": "1.2"},
    {"slack_client_secret": SecretStr("x")},
    {"slack_bot_token": SecretStr("xoxb-1")},
)


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({}, "SLACK_BOT_TOKEN is not set"),
        (TOKEN | ID | SECRET, "set one of them"),
        (ID, "SLACK_CLIENT_SECRET is not set"),
        (ID | SECRET | {"orgs_file": Path("orgs.toml")}, "/6sense connect"),
        (ID | SECRET, "SLACK_SIGNING_SECRET is not set"),
    ],
    ids=lambda given: str(given)[:40],
)
async def test_a_setting_that_stands_in_the_way_is_named(sqlite_url, given, part):
    settings = Settings(database_url=sqlite_url, port=0).model_copy(update=given)
    with pytest.raises(CannotServeError, match=part):
        async with serving(settings):
            pass
