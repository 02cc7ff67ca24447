"""Slash commands: fields, signature, answers, limits, where they do not work."""

import asyncio
import json
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox.workspace import NotPossible


async def test_a_command_has_slacks_fields_and_a_valid_signature(ws, plain):
    await ws.command("/6sense  check acme-prod ", user="sam", channel="escalations")
    headers, body = plain.requests[0]
    verifier = SignatureVerifier(ws.signing_secret)
    assert verifier.is_valid_request(body, headers)
    form = {k: v[0] for k, v in parse_qs(body.decode(), keep_blank_values=True).items()}
    assert set(form) == {
        *("token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name"),
        *("command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id"),
    }
    assert form["channel_name"] == "privategroup"
    assert (form["command"], form["text"]) == ("/6sense", "check acme-prod")
    assert form["response_url"].startswith(ws.url + "/commands/")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (web.Response(), None),
        (web.Response(text="plain"), "plain"),
        (web.json_response({"text": "json"}), "json"),
        (web.Response(status=404), '/6sense failed with the error "http_client_error"'),
        (web.Response(status=500), '/6sense failed with the error "http_service_error"'),
        (
            web.json_response({"text": "x", "blocks": [{"type": "no"}]}),
            '/6sense failed with the error "invalid_blocks"',
        ),
    ],
)
async def test_what_a_person_sees_after_a_command(ws, plain, answer, shown):
    plain.answers.append(answer)
    delivery = await ws.command("/6sense help", user="olga")
    assert (delivery.message and delivery.message.text) == shown
    assert [m.text for m in ws.ephemerals("olga")] == ([shown] if shown else [])


async def test_in_channel_answers_are_for_everyone_even_where_the_bot_is_not(ws, plain):
    plain.answers.append(web.json_response({"response_type": "in_channel", "text": "all"}))
    await ws.command("/6sense help", user="sam", channel="secret")
    assert [m.text for m in ws.messages("secret")] == ["all"]


async def test_three_seconds_are_the_limit(ws, plain):
    ws.configure(answer_seconds=0.05)

    async def slow(_request: web.Request) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    routes = web.Application()
    routes.router.add_post("/", slow)
    runner = web.AppRunner(routes, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ws.app_url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    delivery = await ws.command("/6sense help")
    assert delivery.error == "operation_timeout"
    assert delivery.message.text == '/6sense failed with the error "operation_timeout"'
    await runner.cleanup()
    delivery = await ws.command("/6sense help")
    assert delivery.error == "dispatch_failed"


async def test_where_slash_commands_do_not_work(ws, plain):
    foreign = await ws.command("/6sense help", user="cara", channel="acme-shared")
    unknown = await ws.command("/other", user="sam")
    parent = (await ws.message("parent")).message
    threaded = await ws.command("/6sense help", thread_ts=parent.ts)
    assert [d.error for d in (foreign, unknown, threaded)] == ["not_delivered"] * 3
    assert plain.requests == []
    assert "not supported in threads" in threaded.message.text
    for who, where in [("gone", "support"), ("olga", "secret"), ("cara", "support")]:
        with pytest.raises(NotPossible):
            await ws.command("/6sense help", user=who, channel=where)
    with pytest.raises(NotPossible):
        await ws.command("/6sense help", channel="old-incidents")


async def test_response_urls_live_five_answers_or_thirty_minutes(ws, plain):
    delivery = await ws.command("/6sense help", user="sam")
    hook = AsyncWebhookClient(delivery.request.payload["response_url"])
    for n in range(5):
        sent = await hook.send(text=str(n))
        assert (sent.status_code, sent.body) == (200, "ok")
    sent = await hook.send(text="6")
    assert (sent.status_code, json.loads(sent.body)["error"]) == (404, "used_url")
    assert [m.text for m in ws.ephemerals("sam")] == list("01234")
    delivery = await ws.command("/6sense help", user="sam")
    hook = AsyncWebhookClient(delivery.request.payload["response_url"])
    ws.advance(1801)
    sent = await hook.send(text="late")
    assert json.loads(sent.body)["error"] == "expired_url"


async def test_slack_itself_answers_invite_and_remove(ws, plain):
    ws.change_app(events=("member_joined_channel",))
    done = await ws.command("/invite @sixsense", user="sam", channel="lounge")
    assert (done.ok, done.request) == (True, None)
    await ws.settled()
    assert plain.events[0]["event"]["inviter"] == "U0SAM0001"
    assert ws.bot_user_id in ws.world.channel("lounge").members
    assert ws.ephemerals("sam")[-1].text == "6sense joined #lounge."
    with pytest.raises(NotPossible, match="already in lounge"):
        await ws.command("/invite @sixsense", user="sam", channel="lounge")
    await ws.command("/remove @sixsense", user="sam", channel="lounge")
    assert ws.bot_user_id not in ws.world.channel("lounge").members
    with pytest.raises(NotPossible, match="needs a name"):
        await ws.command("/invite", user="sam", channel="lounge")
