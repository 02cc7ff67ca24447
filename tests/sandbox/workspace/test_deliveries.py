"""What Slack sends: commands, interactions, events, their fields, limits and repeats."""

import asyncio
import json
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
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


async def test_events_are_repeated_three_times_with_reasons(ws, plain):
    plain.answers += [web.Response(status=500) for _ in range(4)]
    heard = await ws.mention("check acme-prod")
    assert (heard.status, heard.error) == (500, "http_service_error")
    await ws.settled()
    nums = [h.get("x-slack-retry-num") for h, _ in plain.requests]
    reasons = [h.get("x-slack-retry-reason") for h, _ in plain.requests]
    assert nums == [None, "1", "2", "3"]
    assert reasons == [None, "http_error", "http_error", "http_error"]
    assert len({e["event_id"] for e in plain.events}) == 1
    event = plain.events[0]
    assert event["event"]["type"] == "app_mention"
    assert event["authorizations"][0]["is_bot"]
    assert not event["is_ext_shared_channel"]


async def test_repeats_stop_on_success_and_on_no_retry(ws, plain):
    plain.answers += [web.Response(status=500), web.Response()]
    await ws.mention("one")
    await ws.settled()
    assert len(plain.requests) == 2
    plain.answers.append(web.Response(status=500, headers={"x-slack-no-retry": "1"}))
    await ws.mention("two")
    await ws.settled()
    assert len(plain.requests) == 3


async def test_events_need_subscription_scope_and_membership(ws, plain):
    assert (await ws.message("hello", channel="support")).error == "not_subscribed"
    assert (await ws.mention("x", channel="lounge")).error == "not_subscribed"
    ws.change_app(scopes=("chat:write",))
    assert (await ws.mention("x", channel="support")).error == "not_subscribed"
    assert plain.requests == []


async def test_events_from_shared_channels_tell_whose_they_are(ws, plain):
    await ws.mention("check", user="cara", channel="acme-shared")
    event = plain.events[0]
    assert event["is_ext_shared_channel"]
    assert event["team_id"] == ws.team_id
    assert event["event"]["user_team"] == "T0CUST001"


async def test_the_same_delivery_again_is_the_same_bytes(ws, plain):
    first = await ws.command("/6sense help")
    await ws.deliver(first)
    assert plain.requests[0][1] == plain.requests[1][1]


async def test_url_verification_and_ssl_check(ws, bolt):
    assert (await ws.verify_url()).ok
    assert (await ws.ssl_check()).status == 200


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


async def test_the_control_api_does_the_same_things(ws, plain, client):
    await client.chat_postMessage(channel="C0SUPPORT", text="x", blocks=press("go"))
    async with aiohttp.ClientSession() as http:

        async def get(path: str) -> dict:
            async with http.get(f"{ws.url}/sandbox/{path}") as answer:
                return await answer.json()

        async def post(path: str, **body) -> tuple[int, dict]:
            async with http.post(f"{ws.url}/sandbox/{path}", json=body) as answer:
                return answer.status, await answer.json()

        assert (await get(""))["bot_token"] == ws.bot_token
        shown = (await get("messages?channel=support"))["messages"]
        done = await post("click", ts=shown[0]["ts"], action="go", user="olga")
        assert done[1]["payload"]["user"]["id"] == "U0OLGA001"
        wrong = await post("click", ts=shown[0]["ts"], action="no")
        assert (wrong[0], wrong[1]["error"]) == (400, "NotDrawn")
        said = await post("command", text="/6sense help", user="sam", channel="#on-call")
        assert said[1]["payload"]["channel_name"] == "on-call"
        await post("fail", method="auth.test", error="fatal_error")
        await post("world", settings={"plan_blocks": False}, channels={"support": {"name": "sup"}})
        assert not (await get("world"))["settings"]["plan_blocks"]
        assert (await get("calls"))["calls"][0]["method"] == "chat.postMessage"
        assert len((await get("deliveries?since=1"))["deliveries"]) == 1
        assert (await post("world", settings={"plan_bloks": 1}))[0] == 400
