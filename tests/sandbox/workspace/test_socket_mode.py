"""Socket Mode with Bolt's own handler, and the workspace as a process of its own."""

import asyncio
import json
import signal
import sys

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler


async def test_commands_events_and_clicks_come_over_the_socket(ws, bolt):
    ws.app_url = None

    @bolt.bolt.command("/6sense")
    async def check(ack, say):
        await ack("Over the socket.")

    @bolt.bolt.event("app_mention")
    async def mentioned(event, say):
        await say(text="heard", thread_ts=event["ts"])

    handler = AsyncSocketModeHandler(bolt.bolt, ws.app_token, web_client=bolt.client)
    handler.client.default_ping_interval = 0.2
    await handler.connect_async()
    try:
        while not ws.sockets.is_open:
            await ws.state.changed.wait()
        answered = await ws.command("/6sense help")
        assert answered.message.text == "Over the socket."
        heard = await ws.mention("x")
        assert heard.ok
        await ws.wait_for(lambda m: m.text == "heard")
    finally:
        await handler.close_async()


async def test_shortcuts_options_and_forms_come_over_the_socket_too(ws, bolt):
    ws.app_url = None
    ws.change_app(shortcuts=[{"name": "Check", "callback_id": "check"}])
    words = {"type": "plain_text", "text": "Org"}
    menu = {"type": "external_select", "action_id": "org", "min_query_length": 0}
    field = {"type": "input", "block_id": "org", "label": words, "element": menu}
    view = {"type": "modal", "callback_id": "form", "title": words, "submit": words}

    @bolt.bolt.shortcut("check")
    async def check(ack, shortcut, client):
        await ack()
        modal = view | {"blocks": [field]}
        await client.views_open(trigger_id=shortcut["trigger_id"], view=modal)

    @bolt.bolt.options("org")
    async def orgs(ack):
        await ack(options=[{"text": words, "value": "acme-prod"}])

    @bolt.bolt.view("form")
    async def form(ack, view):
        bolt.seen.append(view["state"]["values"]["org"]["org"]["selected_option"]["value"])
        await ack(response_action="errors", errors={"org": "no such org"})

    handler = AsyncSocketModeHandler(bolt.bolt, ws.app_token, web_client=bolt.client)
    await handler.connect_async()
    try:
        while not ws.sockets.is_open:
            await ws.state.changed.wait()
        assert (await ws.shortcut("check")).ok
        modal = ws.views()[0]
        assert (await ws.options(modal, "org")).json()["options"][0]["value"] == "acme-prod"
        refused = await ws.submit(modal, {"org": "acme-prod"})
        assert (refused.error, modal.errors) == ("view_errors", {"org": "no such org"})
        assert bolt.seen == ["acme-prod"]
        first = ws.sockets.open[0]
        await ws.sockets.refresh()
        async with asyncio.timeout(5):
            while first in ws.sockets.open or not ws.sockets.is_open:
                await ws.state.changed.wait()
        assert (await ws.shortcut("check", user="olga")).ok
    finally:
        await handler.close_async()


async def test_a_ticket_opens_one_connection(ws):
    async with (
        aiohttp.ClientSession() as http,
        http.get(f"{ws.url}/link/?ticket=none") as answer,
    ):
        assert answer.status == 403


async def test_the_process_prints_its_settings_and_ends_on_sigterm():
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox.workspace", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    line = await asyncio.wait_for(process.stdout.readline(), 20)
    told = json.loads(line)
    async with aiohttp.ClientSession() as http, http.get(told["url"] + "/sandbox/") as answer:
        assert (await answer.json())["signing_secret"] == told["signing_secret"]
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 10) == 0
