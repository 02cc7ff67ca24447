"""Shortcuts and the Home tab, with a real Bolt app."""

import pytest

from sandbox.workspace import NotPossible

SHORTCUTS = [
    {"name": "Check an org", "callback_id": "check_org"},
    {"name": "Explain this", "callback_id": "explain", "type": "message"},
]
MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Check"}, "blocks": []}


@pytest.fixture
def shortcuts(ws, bolt):
    ws.change_app(shortcuts=SHORTCUTS)

    @bolt.bolt.shortcut("check_org")
    async def check_org(ack, shortcut, client):
        await ack()
        bolt.seen.append(shortcut)
        await client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @bolt.bolt.shortcut("explain")
    async def explain(ack, shortcut, respond):
        await ack()
        bolt.seen.append(shortcut)
        await respond("It means this.")

    return bolt


async def test_a_global_shortcut_opens_a_modal(ws, shortcuts):
    assert (await ws.shortcut("Check an org", user="olga")).ok
    assert [v.body["title"]["text"] for v in ws.views("olga")] == ["Check"]
    told = shortcuts.seen[0]
    assert (told["type"], told["user"]["team_id"]) == ("shortcut", ws.team_id)
    assert "channel" not in told


async def test_a_message_shortcut_tells_the_message_and_answers_in_private(ws, shortcuts):
    message = (await ws.message("INVALID_SESSION_ID", user="sam")).message
    assert (await ws.shortcut("explain", user="olga", message=message)).ok
    told = shortcuts.seen[0]
    assert (told["type"], told["message"]["text"]) == ("message_action", "INVALID_SESSION_ID")
    assert (told["message_ts"], told["channel"]["name"]) == (message.ts, "support")
    assert [m.text for m in ws.ephemerals("olga")] == ["It means this."]


async def test_a_shortcut_is_only_where_it_belongs(ws, shortcuts):
    for wrong in (
        {"callback_id": "nothing"},
        {"callback_id": "explain"},
        {"callback_id": "check_org", "user": "cara"},
    ):
        with pytest.raises(NotPossible):
            await ws.shortcut(**wrong)
    message = (await ws.message("x")).message
    with pytest.raises(NotPossible, match="menu of a message"):
        await ws.shortcut("check_org", message=message)


async def test_the_home_tab_is_told_with_what_is_published(ws, bolt):
    @bolt.bolt.event("app_home_opened")
    async def opened(event, client):
        bolt.seen.append(event)
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=view)

    for _ in range(2):
        await ws.open_home("sam")
        await ws.settled()
    assert "view" not in bolt.seen[0]
    assert bolt.seen[1]["view"]["blocks"][0]["type"] == "divider"
    assert [e.kind for e in ws.state.journal.entries if "home" in e.kind] == ["home_published"] * 2
    with pytest.raises(NotPossible, match="does not have this app"):
        await ws.open_home("cara")
