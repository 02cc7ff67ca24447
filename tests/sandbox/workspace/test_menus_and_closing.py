"""Menus that ask the app for their options, and views that are closed."""

import pytest

from sandbox.workspace import NotPossible


def words(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict:
    return {"text": words(value.upper()), "value": value}


async def test_an_external_menu_asks_the_app(ws, bolt):
    asked = []

    @bolt.bolt.options("org")
    async def orgs(ack, payload):
        asked.append(payload["value"])
        many = [option(f"org-{n}") for n in range(int(payload["value"] or 1))]
        await ack(options=many)

    @bolt.bolt.action("org")
    async def chosen(ack, action):
        await ack()
        bolt.seen.append(action)

    menu = {"type": "external_select", "action_id": "org", "min_query_length": 1}
    row = {"type": "actions", "elements": [menu]}
    made = await bolt.client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[row])
    assert (await ws.options(made["ts"], "org", "")).error == "query_too_short"
    found = await ws.options(made["ts"], "org", "3", user="olga")
    assert [o["value"] for o in found.json()["options"]] == ["org-0", "org-1", "org-2"]
    assert (await ws.options(made["ts"], "org", "101")).error == "invalid_options"
    await ws.options(made["ts"], "org", "3")
    await ws.click(made["ts"], "org", choice="org-2")
    assert bolt.seen[0]["selected_option"] == option("org-2")
    assert asked == ["3", "101", "3"]


async def test_options_that_come_too_late_are_not_shown(ws, client):
    ws.app_url = "http://127.0.0.1:9/"
    menu = {"type": "external_select", "action_id": "org", "min_query_length": 0}
    row = {"type": "actions", "elements": [menu]}
    made = await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=[row])
    assert (await ws.options(made["ts"], "org")).error == "dispatch_failed"


async def test_closing_tells_who_asked_to_know(ws, client, plain):
    def modal(**more) -> dict:
        return {"type": "modal", "title": words("x"), "notify_on_close": True, **more} | {
            "blocks": [
                {
                    "type": "actions",
                    "elements": [{"type": "button", "action_id": "go", "text": words("Go")}],
                }
            ]
        }

    typed = await ws.command("/6sense x")
    trigger = typed.request.payload["trigger_id"]
    top = (await client.views_open(trigger_id=trigger, view=modal()))["view"]["id"]
    for _ in range(2):
        pressed = await ws.click_view(top, "go")
        trigger = pressed.request.payload["trigger_id"]
        top = (await client.views_push(trigger_id=trigger, view=modal()))["view"]["id"]
    assert len(ws.views()) == 3
    pressed = await ws.click_view(top, "go")
    with pytest.raises(Exception, match="push_limit_reached"):
        await client.views_push(trigger_id=pressed.request.payload["trigger_id"], view=modal())
    assert (await ws.close(top)).request.payload["is_cleared"] is False
    told = await ws.close(ws.views()[-1], everything=True)
    assert told.request.payload["is_cleared"] is True
    closed = [d for d in ws.deliveries if d.request.payload.get("type") == "view_closed"]
    assert (len(closed), ws.views()) == (3, [])
    with pytest.raises(NotPossible):
        await ws.close(top)
