"""Modals and the Home tab with a real Bolt app."""

import pytest

from sandbox.workspace import NotDrawn, NotPossible


def plain_text(words: str) -> dict:
    return {"type": "plain_text", "text": words}


def modal(*blocks: dict, **more) -> dict:
    return {"type": "modal", "title": plain_text("Skip"), "blocks": list(blocks), **more}


REASON = {
    "type": "input",
    "block_id": "reason",
    "label": plain_text("Reason"),
    "element": {"type": "plain_text_input", "action_id": "why"},
}
NEXT = {
    "type": "actions",
    "elements": [{"type": "button", "text": plain_text("More"), "action_id": "more"}],
}


@pytest.fixture
async def view(ws, bolt):
    @bolt.bolt.command("/6sense")
    async def ask(ack, body, client):
        await client.views_open(
            trigger_id=body["trigger_id"],
            view=modal(REASON, NEXT, submit=plain_text("Skip"), callback_id="skip"),
        )
        await ack()

    @bolt.bolt.action("more")
    async def more(ack, body, client):
        await client.views_push(trigger_id=body["trigger_id"], view=modal({"type": "divider"}))
        await ack()

    @bolt.bolt.view("skip")
    async def skip(ack, view):
        why = view["state"]["values"]["reason"]["why"]["value"]
        if why == "no":
            await ack(response_action="errors", errors={"reason": "Say more"})
        elif why == "all":
            await ack(response_action="clear")
        elif why == "changed":
            await ack(response_action="update", view=modal({"type": "divider"}))
        else:
            await ack()

    await ws.command("/6sense skip", user="olga")
    return ws.views("olga")[0]


async def test_a_submitted_modal_closes_unless_there_are_errors(ws, view):
    with pytest.raises(NotPossible, match="Reason"):
        await ws.submit(view)
    refused = await ws.submit(view, {"why": "no"})
    assert (refused.error, view.errors) == ("view_errors", {"reason": "Say more"})
    assert not view.closed
    assert (await ws.submit(view.id, {"reason": "good reason"})).ok
    assert ws.views("olga") == []


async def test_a_pushed_modal_lies_on_top_and_clear_closes_all(ws, view):
    await ws.click_view(view, "More")
    assert [v.previous_id for v in ws.views("olga")] == [None, view.id]
    with pytest.raises(NotDrawn):
        await ws.click_view(ws.views("olga")[1], "More")
    assert (await ws.submit(view, {"why": "all"})).ok
    assert ws.views("olga") == []


async def test_update_and_close(ws, view):
    assert (await ws.submit(view, {"why": "changed"})).ok
    assert [b["type"] for b in view.body["blocks"]] == ["divider"]
    assert (await ws.close(view)).request is None
    with pytest.raises(NotPossible):
        await ws.close(view)
