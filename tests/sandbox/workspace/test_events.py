"""Events: who hears them, repeats, redelivery."""

from aiohttp import web


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


async def test_too_many_events_are_dropped_and_the_app_is_told_once_a_minute(ws, plain):
    ws.configure(events_per_hour=2)
    for _ in range(4):
        await ws.mention("hello")
    types = [event["type"] for event in plain.events]
    assert types == ["event_callback"] * 2 + ["app_rate_limited"]
    assert plain.events[-1]["minute_rate_limited"] % 60 == 0
    ws.advance(3_601)
    assert (await ws.mention("hello again")).ok
