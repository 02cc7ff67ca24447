"""A real, unmodified Bolt app: commands, clicks and events go round."""

import pytest

from sandbox.workspace import NotDrawn

RETRY = {"type": "plain_text", "text": "Retry"}
BLOCKS = [
    {"type": "section", "text": {"type": "mrkdwn", "text": "*acme-prod*"}},
    {
        "type": "actions",
        "block_id": "steps",
        "elements": [{"type": "button", "text": RETRY, "action_id": "retry", "value": "r1"}],
    },
]


async def test_a_command_posts_updates_and_a_click_replaces_the_button(ws, bolt):
    @bolt.bolt.command("/6sense")
    async def check(ack, command, client):
        await ack("On it.")
        await client.chat_postMessage(channel=command["channel_id"], text="checking", blocks=BLOCKS)

    @bolt.bolt.action("retry")
    async def retry(ack, body, client, respond):
        await ack()
        bolt.seen.append(body)
        where = body["container"]
        await client.chat_update(
            channel=where["channel_id"], ts=where["message_ts"], text="again", blocks=BLOCKS[:1]
        )
        await respond(text="You pressed Retry.", response_type="ephemeral", replace_original=False)

    answered = await ws.command("/6sense check acme-prod", user="sam", channel="#support")
    assert (answered.status, answered.message.text) == (200, "On it.")
    message = await ws.wait_for(lambda m: m.text == "checking")
    pressed = await ws.click(message, "Retry", user="olga")
    assert pressed.ok
    assert (message.text, message.updates, message.edited) == ("again", 1, None)
    assert [m.text for m in ws.ephemerals("olga")] == ["You pressed Retry."]
    body = bolt.seen[0]
    assert body["user"]["team_id"] == body["team"]["id"] == ws.team_id
    assert body["actions"][0]["value"] == "r1"
    assert body["message"]["blocks"][1]["block_id"] == "steps"
    with pytest.raises(NotDrawn):
        await ws.click(message, "retry")
    stale = await ws.click(message, "retry", version=-2)
    assert stale.ok


async def test_a_mention_reaches_the_app_and_it_answers_in_the_thread(ws, bolt):
    @bolt.bolt.event("app_mention")
    async def mentioned(event, say):
        await say(text=f"Hello <@{event['user']}>", thread_ts=event["ts"])

    heard = await ws.mention("check acme-prod", user="olga", channel="on-call")
    assert heard.ok
    thread = ws.thread("on-call", heard.message.ts)
    assert [m.text for m in thread] == [
        f"<@{ws.bot_user_id}> check acme-prod",
        "Hello <@U0OLGA001>",
    ]


async def test_an_external_member_is_told_by_user_team_id_only(ws, bolt):
    @bolt.bolt.action("retry")
    async def retry(ack, body):
        await ack()
        bolt.seen.append(body)

    await bolt.client.chat_postMessage(channel="acme-shared", text="x", blocks=BLOCKS)
    await ws.click(ws.messages("acme-shared")[0], "retry", user="cara")
    body = bolt.seen[0]
    assert body["team"]["id"] == ws.team_id
    assert body["user"]["team_id"] == "T0CUST001"


async def test_an_old_or_wrong_signature_is_refused_by_bolt(ws, bolt):
    @bolt.bolt.command("/6sense")
    async def check(ack):
        bolt.seen.append({})
        await ack()

    first = await ws.command("/6sense help")
    assert first.status == 200
    for tampered in ({"timestamp": "1600000000"}, {"signature": "v0=00"}, {"secret": "other"}):
        assert (await ws.deliver(first, **tampered)).status == 401
    assert (await ws.deliver(first)).status == 200
    assert len(bolt.seen) == 2


async def test_the_dm_with_the_bot(ws, bolt):
    @bolt.bolt.event("message")
    async def direct(event, say):
        if not event.get("bot_id"):
            await say(text=f"You said {event['text']}")

    heard = await ws.message("hi", user="wanda", channel="@sixsense")
    assert heard.ok
    said = [m.text for m in ws.messages() if m.channel == heard.message.channel]
    assert said == ["hi", "You said hi"]
