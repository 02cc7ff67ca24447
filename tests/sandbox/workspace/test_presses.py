"""Buttons, selects, response URLs, triggers and views."""

import json

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.workspace import NotDrawn, NotPossible

YES_NO = {
    "title": {"type": "plain_text", "text": "Sure?"},
    "text": {"type": "mrkdwn", "text": "Really"},
    "confirm": {"type": "plain_text", "text": "Yes"},
    "deny": {"type": "plain_text", "text": "No"},
}


def press(action_id: str, text: str = "Go", **more) -> list[dict]:
    words = {"type": "plain_text", "text": text}
    element = {"type": "button", "text": words, "action_id": action_id, **more}
    return [{"type": "actions", "elements": [element]}]


async def test_response_urls_replace_and_delete_what_was_pressed(ws, plain, client):
    said = {"channel": "C0SUPPORT", "user": "U0SAM0001", "text": "ask"}
    await client.chat_postEphemeral(**said, blocks=press("go"))
    message = ws.ephemerals("sam")[0]
    pressed = await ws.click(message, "go")
    payload = pressed.request.payload
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    hook = AsyncWebhookClient(payload["response_url"])
    await hook.send(text="done", replace_original=True)
    assert (message.text, message.blocks, message.updates) == ("done", [], 1)
    refused = await hook.send(text="x", blocks=[{"type": "no"}])
    assert (refused.status_code, json.loads(refused.body)["error"]) == (400, "invalid_blocks")
    await hook.send(text="", delete_original=True)
    assert ws.ephemerals("sam") == []


async def test_pressing_what_is_not_there_is_refused(ws, plain, client):
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=press("go"))
    for target in ("stop", "Stop"):
        with pytest.raises(NotDrawn, match=r"there is go \(Go\)"):
            await ws.click(made["ts"], target)
    with pytest.raises(NotPossible):
        await ws.click(made["ts"], "go", user="cara")
    await client.chat_delete(channel="C0SUPPORT", ts=made["ts"])
    with pytest.raises(LookupError):
        await ws.click(made["ts"], "go")
    assert plain.requests == []


async def test_a_confirm_dialog_can_be_declined(ws, plain, client):
    blocks = press("go", confirm=YES_NO, style="danger")
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=blocks)
    declined = await ws.click(made["ts"], "go", confirm=False)
    assert (declined.error, plain.requests) == ("not_confirmed", [])
    assert (await ws.click(made["ts"], "go")).ok


async def test_selects(ws, plain, client):
    options = [{"text": {"type": "plain_text", "text": t}, "value": t.lower()} for t in ("A", "B")]
    select = {"type": "static_select", "action_id": "pick", "options": options}
    blocks = [{"type": "actions", "block_id": "b", "elements": [select]}]
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=blocks)
    delivery = await ws.click(made["ts"], "pick", choice="B")
    assert delivery.request.payload["actions"][0]["selected_option"] == options[1]
    values = delivery.request.payload["state"]["values"]
    assert values["b"]["pick"]["selected_option"] == options[1]
    with pytest.raises(NotDrawn):
        await ws.click(made["ts"], "pick", choice="C")


async def test_a_trigger_opens_one_view_within_three_seconds(ws, plain, client):
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Report"},
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Wait"}}],
    }

    async def trigger() -> str:
        return (await ws.command("/6sense help")).request.payload["trigger_id"]

    async def refused(**how) -> dict:
        answer = await client.api_call("views.open", json=how | {"view": view})
        return answer["error"]

    once = await trigger()
    opened = await client.views_open(trigger_id=once, view=view)
    updated = await client.views_update(
        view_id=opened["view"]["id"], view=view, hash=opened["view"]["hash"]
    )
    assert updated["view"]["hash"] != opened["view"]["hash"]
    for make, expected in [
        ({"trigger_id": once}, "exchanged_trigger_id"),
        ({"trigger_id": "1.2.3"}, "invalid_trigger_id"),
        ({}, "invalid_arguments"),
    ]:
        with pytest.raises(Exception, match=expected):
            await refused(**make)
    late = await trigger()
    ws.advance(3.1)
    with pytest.raises(Exception, match="expired_trigger_id"):
        await refused(trigger_id=late)
    with pytest.raises(Exception, match="hash_conflict"):
        await client.views_update(view_id=opened["view"]["id"], view=view, hash="old")


async def test_home_tab(ws, plain, client):
    heard = await ws.open_home("sam")
    assert heard.ok
    event = plain.events[0]["event"]
    assert (event["type"], event["user"]) == ("app_home_opened", "U0SAM0001")
    home = {"type": "home", "blocks": [{"type": "divider"}]}
    made = await client.views_publish(user_id="U0SAM0001", view=home)
    again = await client.views_publish(user_id="U0SAM0001", view=home, hash=made["view"]["hash"])
    assert again["view"]["id"] == made["view"]["id"]
