"""People of another workspace: what payloads tell of them, and what they cannot do."""

import pytest

BUTTON = {"type": "button", "action_id": "skip", "text": {"type": "plain_text", "text": "Skip"}}
ROW = [{"type": "actions", "elements": [BUTTON]}]
MODAL = {
    "type": "modal",
    "callback_id": "skip",
    "title": {"type": "plain_text", "text": "Skip"},
    "submit": {"type": "plain_text", "text": "Skip"},
    "blocks": [{"type": "divider"}],
}


@pytest.fixture
def shared(ws, bolt):
    @bolt.bolt.action("skip")
    async def skip(ack, body, client, context):
        await ack()
        bolt.seen.append({"body": body, "team": context.team_id, "actor": context.actor_team_id})
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bolt.bolt.view("skip")
    async def skipped(ack, body, context):
        await ack()
        bolt.seen.append({"body": body, "team": context.team_id, "actor": context.actor_team_id})

    @bolt.bolt.event("app_mention")
    async def mentioned(body, context):
        bolt.seen.append({"body": body, "team": context.team_id, "actor": context.actor_team_id})

    return bolt


async def test_a_press_and_a_submission_name_different_teams(ws, shared):
    made = await shared.client.chat_postMessage(channel="C0SHARED1", text="x", blocks=ROW)
    await ws.click(made["ts"], "skip", user="cara")
    pressed = shared.seen[0]
    assert pressed["body"]["team"]["id"] == pressed["team"] == pressed["actor"] == ws.team_id
    assert pressed["body"]["user"]["team_id"] == "T0CUST001"
    await ws.submit(ws.views("cara")[0])
    sent = shared.seen[1]
    assert sent["body"]["team"]["id"] == "T0CUST001"
    assert sent["body"]["view"]["app_installed_team_id"] == sent["team"] == ws.team_id


async def test_a_mention_tells_the_writers_team_in_the_event(ws, shared):
    await ws.mention("help", user="cara", channel="acme-shared")
    told = shared.seen[0]
    event = told["body"]["event"]
    assert (event["team"], event["user_team"]) == ("T0CUST001", "T0CUST001")
    assert (told["team"], told["actor"]) == (ws.team_id, "T0CUST001")
    assert told["body"]["is_ext_shared_channel"] is True
