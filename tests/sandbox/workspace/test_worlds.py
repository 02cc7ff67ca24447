"""Worlds as values, and what becomes of typed text."""

import pytest
from pydantic import ValidationError

from sandbox.workspace import load_world
from sandbox.workspace.typing_in import escaped


def test_the_default_world_is_the_support_teams():
    world = load_world()
    assert world.team(world.app.team).name == "Acme Support"
    assert world.is_external(world.user("@Cara"))
    assert world.app.bot_user not in world.channel("#secret").members
    assert world.channel("acme-shared").shared_with == ("T0CUST001",)


def test_a_world_is_laid_over_the_default_one(tmp_path):
    file = tmp_path / "world.yaml"
    file.write_text("settings: {plan_blocks: false}\napp: {name: Other}\n", "utf-8")
    world = load_world(file)
    assert (world.settings.plan_blocks, world.app.name) == (False, "Other")
    assert world.app.commands == ("/6sense",)
    assert load_world(world) is world


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"plan_bloks": False}},
        {"settings": {"rate_limits": "sometimes"}},
        {"users": [{"id": "U1", "name": "x", "team": "T0NOWHERE"}]},
        {"channels": [{"id": "C1", "members": ["U0NOBODY"]}]},
        {"app": {"bot_user": "U0NOBODY"}},
    ],
)
def test_a_world_with_mistakes_is_refused(change):
    with pytest.raises(ValidationError):
        load_world(change)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("check <@U0SAM0001> & co", "check <@U0SAM0001> &amp; co"),
        ("<!channel>", "&lt;!channel&gt;"),
        ("<#C0SUPPORT|support> <https://x.example|x>",) * 2,
        ("SELECT Id WHERE a < 1", "SELECT Id WHERE a &lt; 1"),
    ],
)
def test_typed_text_arrives_escaped(typed, sent):
    assert escaped(typed) == sent


async def test_names_become_mentions_in_messages_and_in_commands_if_the_app_wants(ws, plain):
    for name in ("sixsense", "6sense"):  # the bot's own name, and the app's
        heard = await ws.message(f"@{name} check <!channel>", channel="support")
        assert heard.ok
        assert heard.message.text == f"<@{ws.bot_user_id}> check &lt;!channel&gt;"
    assert plain.events[0]["event"]["type"] == "app_mention"
    typed = "/6sense walkthrough @olga @nobody #support acme.my.salesforce.com a@acme.example"
    sent = await ws.command(typed)
    assert sent.request.payload["text"] == (
        "walkthrough <@U0OLGA001|olga> @nobody <#C0SUPPORT|support> "
        "<http://acme.my.salesforce.com|acme.my.salesforce.com> a@acme.example"
    )
    ws.change_app(should_escape=False)
    sent = await ws.command(typed)
    assert sent.request.payload["text"] == typed.removeprefix("/6sense ")
