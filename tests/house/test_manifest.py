"""manifest.yml says what the code does: no scope too many, no event unheard."""

import ast
import re
from urllib.parse import urlsplit

import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from bot.installations.scopes import SCOPES
from bot.slack.shortcuts import DIAGNOSE
from bot.web import install
from intents.grammar import parse
from intents.intent import Help

#: What each Web API method needs (Slack docs, each method's Scopes), for every kind of channel
#: that the bot is asked in; "" = any token will do.
METHODS = {
    "api_call": "",  # whichever method the client was asked for
    "auth_revoke": "",
    "auth_teams_list": "",
    "auth_test": "",
    "chat_delete": "chat:write",
    "chat_getPermalink": "",
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_info": "channels:read groups:read",
    "conversations_join": "channels:join",
    "conversations_open": "im:write",
    "oauth_v2_access": "",
    "team_info": "team:read",
    "usergroups_users_list": "usergroups:read",
    "users_info": "users:read",
    "views_open": "",
    "views_publish": "",
    "views_push": "",
    "views_update": "",
}
#: What each event needs (Slack docs, each event's Scopes).
EVENTS = {
    "app_home_opened": "",
    "app_mention": "app_mentions:read",
    "app_uninstalled": "",
    "message.im": "im:history",
    "tokens_revoked": "",
}
#: What each of Bolt's listeners needs. Interactivity comes with the app.
LISTENERS = {
    "command": "commands",
    "shortcut": "commands",
    "global_shortcut": "commands",
    "message_shortcut": "commands",
}
INTERACTIVE = {"action", "block_action", "options", "shortcut", "view"}

#: Longest text by where it stands (Slack's manifest schema 2.0.0).
LONGEST = {
    "display_information.name": 35,
    "display_information.description": 140,
    "display_information.long_description": 4000,
    "features.bot_user.display_name": 80,
    "features.slash_commands.command": 32,
    "features.slash_commands.description": 2000,
    "features.slash_commands.usage_hint": 1000,
    "features.shortcuts.name": 24,
    "features.shortcuts.description": 150,
    "features.shortcuts.callback_id": 255,
}
SHORTEST = {"display_information.long_description": 175}
MOST = {
    "features.slash_commands": 50,
    "features.shortcuts": 10,
    "settings.event_subscriptions.bot_events": 100,
    "oauth_config.redirect_urls": 1000,
}

_CLIENT = {name for name in vars(AsyncWebClient) if not name.startswith("_")} | {"api_call"}


@pytest.fixture(scope="module")
def manifest(house):
    return yaml.safe_load(house.texts["manifest.yml"])


@pytest.fixture(scope="module")
def methods(house):
    """Every Web API method the bot calls."""
    return _attributes(house.under("bot")) & _CLIENT


@pytest.fixture(scope="module")
def listeners(house):
    """Every kind of Bolt listener the bot has."""
    return _attributes(house.under("bot/slack"))


@pytest.fixture(scope="module")
def events(house):
    """Every event the bot listens to; one that is not named in place shows as its source."""
    calls = (call for source in house.under("bot/slack") for call in source.calls)
    return {
        call.args[0].value if isinstance(call.args[0], ast.Constant) else ast.unparse(call)
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "event"
    }


def _attributes(sources) -> set[str]:
    """The methods these files call."""
    funcs = (call.func for source in sources for call in source.calls)
    return {func.attr for func in funcs if isinstance(func, ast.Attribute)}


def _found(value: object, path: str) -> list:
    """Everything at a dotted path; a list on the way is looked into."""
    head, _, rest = path.partition(".")
    if isinstance(value, list):
        return [hit for item in value for hit in _found(item, path)]
    if not isinstance(value, dict) or head not in value:
        return []
    return _found(value[head], rest) if rest else [value[head]]


def test_every_web_api_method_and_event_the_code_uses_has_a_known_scope(methods, events):
    assert methods <= METHODS.keys()
    assert events <= EVENTS.keys()


def test_the_scopes_are_exactly_those_the_code_needs(manifest, methods, events, listeners):
    needed = {scope for method in methods for scope in METHODS.get(method, "").split()}
    needed |= {EVENTS.get(event, "") for event in events}
    needed |= {LISTENERS.get(listener, "") for listener in listeners}
    asked = manifest["oauth_config"]["scopes"]
    assert sorted(asked) == ["bot"]
    assert sorted(asked["bot"]) == sorted(needed - {""})


def test_workspaces_that_install_it_themselves_are_asked_for_the_same_scopes(manifest):
    assert list(SCOPES) == manifest["oauth_config"]["scopes"]["bot"]


def test_people_come_back_from_slack_to_a_page_that_is_served(manifest):
    urls = _found(manifest, "oauth_config.redirect_urls")
    assert [urlsplit(url).path for found in urls for url in found] == [install.BACK]


def test_the_events_are_exactly_those_the_code_hears(manifest, events):
    assert sorted(manifest["settings"]["event_subscriptions"]["bot_events"]) == sorted(events)


def test_interactivity_is_on_exactly_if_something_can_be_pressed(manifest, listeners):
    enabled = manifest["settings"]["interactivity"]["is_enabled"]
    assert enabled is bool(listeners & INTERACTIVE)


def test_the_shortcuts_are_exactly_those_the_code_hears(manifest):
    assert _found(manifest, "features.shortcuts.callback_id") == [DIAGNOSE]


def test_slash_commands_are_there_exactly_if_the_code_hears_them(manifest, listeners):
    assert bool(_found(manifest, "features.slash_commands")) is ("command" in listeners)


def test_the_commands_are_those_the_bot_speaks_of(house, manifest):
    texts = (
        node.value
        for source in house.under("bot/views", "bot/slack", "intents")
        for node in source.nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    spoken = {
        hit for text in texts for hit in re.findall(r"(?<![\w/.>])/[0-9a-z]+(?= [a-z])", text)
    }
    assert sorted(_found(manifest, "features.slash_commands.command")) == sorted(spoken)


def test_every_hint_and_example_in_the_manifest_is_understood(manifest):
    hints = _found(manifest, "features.slash_commands.usage_hint")
    told = _found(manifest, "display_information.long_description")
    said = [words.strip() for hint in hints for words in hint.split("|")]
    said += [words for text in told for words in re.findall(r"`/6sense ([^`]+)`", text)]
    assert said
    assert [words for words in said if words != "help" and isinstance(parse(words), Help)] == []


def test_slack_sends_everything_to_the_one_route_that_is_served(house, manifest):
    urls = [
        *_found(manifest, "features.slash_commands.url"),
        *_found(manifest, "settings.event_subscriptions.request_url"),
        *_found(manifest, "settings.interactivity.request_url"),
    ]
    routes = {
        call.args[0].value
        for source in house.under("bot/web")
        for call in source.calls
        if isinstance(call.func, ast.Attribute) and call.func.attr == "add_post"
    }
    assert len(set(urls)) == 1
    assert urlsplit(urls[0]).path in routes


@pytest.mark.parametrize("path", LONGEST)
def test_every_text_is_as_long_as_slack_allows(manifest, path):
    for text in _found(manifest, path):
        assert SHORTEST.get(path, 1) <= len(text) <= LONGEST[path]


@pytest.mark.parametrize("path", MOST)
def test_every_list_is_as_long_as_slack_allows(manifest, path):
    for items in _found(manifest, path):
        assert 1 <= len(items) <= MOST[path]


def test_the_manifest_is_of_the_version_these_limits_are_of(manifest):
    assert manifest["_metadata"]["major_version"] == 2
    assert all(c.startswith("/") for c in _found(manifest, "features.slash_commands.command"))
    assert re.fullmatch(r"#[0-9a-f]{6}", manifest["display_information"]["background_color"])
