"""Messages as Slack keeps them: versions, threads, ephemerals, direct messages."""

import pytest
from slack_sdk.errors import SlackApiError

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


async def refusal(call) -> SlackApiError:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value


async def error(call) -> str:
    return (await refusal(call)).response["error"]


async def test_update_keeps_or_drops_blocks_as_slack_does(ws, client):
    made = await client.chat_postMessage(channel="support", text="one", blocks=[SECTION])
    where = {"channel": made["channel"], "ts": made["ts"]}
    message = ws.find(made["ts"])
    assert message.blocks[0]["block_id"]
    await client.chat_update(**where, text="two", blocks=[SECTION])
    assert message.edited is None
    await client.chat_update(**where, text="three")
    assert (message.blocks, message.text, message.updates) == ([], "three", 2)
    assert message.edited is not None
    assert [v.text for v in message.history] == ["one", "two", "three"]
    assert await error(client.chat_update(**where, text="x" * 4001)) == "msg_too_long"
    missing = where | {"ts": "1600000000.000001"}
    assert await error(client.chat_update(**missing, text="x")) == "message_not_found"


async def test_messages_of_others_old_messages_and_archived_channels_are_not_updated(ws, client):
    theirs = (await ws.message("mine", user="sam", channel="support")).message
    where = {"channel": "C0SUPPORT", "ts": theirs.ts}
    assert await error(client.chat_update(**where, text="x")) == "cant_update_message"
    assert await error(client.chat_delete(**where)) == "cant_delete_message"
    ours = await client.chat_postMessage(channel="C0SUPPORT", text="x")
    where = {"channel": "C0SUPPORT", "ts": ours["ts"]}
    ws.configure(edit_window_seconds=60)
    await client.chat_update(**where, text="y")
    ws.advance(61)
    assert await error(client.chat_update(**where, text="z")) == "edit_window_closed"
    ws.change_channel("support", is_archived=True)
    assert await error(client.chat_update(**where, text="z")) == "is_inactive"


async def test_ephemeral_messages_reach_one_person_and_cannot_be_updated(ws, client):
    said = {"channel": "C0SUPPORT", "text": "psst"}
    made = await client.chat_postEphemeral(**said, user="U0SAM0001")
    assert [m.text for m in ws.ephemerals("sam")] == ["psst"]
    assert ws.messages("support") == ws.ephemerals("olga") == []
    where = {"channel": "C0SUPPORT", "ts": made["message_ts"]}
    assert await error(client.chat_update(**where, text="x")) == "message_not_found"
    parent = await client.chat_postMessage(channel="C0SUPPORT", text="parent")
    await client.chat_postEphemeral(**said, user="U0SAM0001", thread_ts=parent["ts"])
    assert ws.ephemerals("sam")[1].thread_ts == parent["ts"]
    assert ws.find(parent["ts"]).thread_ts is None
    outsider = client.chat_postEphemeral(**said, user="U0CARA001")
    assert await error(outsider) == "user_not_in_channel"


async def test_threads_permalinks_and_deletion(ws, client):
    parent = await client.chat_postMessage(channel="C0SUPPORT", text="parent")
    where = {"channel": "C0SUPPORT", "thread_ts": parent["ts"]}
    reply = await client.chat_postMessage(**where, text="reply")
    deeper = await client.chat_postMessage(
        channel="C0SUPPORT", thread_ts=reply["ts"], text="under the reply"
    )
    assert deeper["message"]["thread_ts"] == parent["ts"]
    assert len(ws.thread("support", parent["ts"])) == 3
    link = await client.chat_getPermalink(channel="C0SUPPORT", message_ts=reply["ts"])
    packed = reply["ts"].replace(".", "")
    start = f"https://acme-support.slack.com/archives/C0SUPPORT/p{packed}"
    assert link["permalink"] == f"{start}?thread_ts={parent['ts']}&cid=C0SUPPORT"
    await client.chat_delete(channel="C0SUPPORT", ts=parent["ts"])
    assert ws.find(parent["ts"]).subtype == "tombstone"
    await client.chat_delete(channel="C0SUPPORT", ts=deeper["ts"])
    assert len(ws.thread("support", parent["ts"])) == 2


async def test_ts_is_unique_and_rising(ws, client):
    ws.configure(rate_limits="off")
    made = [await client.chat_postMessage(channel="C0SUPPORT", text=str(n)) for n in range(50)]
    stamps = [m["ts"] for m in made]
    assert stamps == sorted(set(stamps))
