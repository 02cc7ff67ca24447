"""Rate limits as Slack answers them, and the faults a test can order."""

import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler

from sandbox.workspace.rates import Rates


async def post(client, n: int, channel: str = "support") -> None:
    for index in range(n):
        await client.chat_postMessage(channel=channel, text=str(index))


async def test_lenient_lets_a_burst_through_and_then_one_a_second(ws, client):
    await post(client, 10)
    with pytest.raises(SlackApiError) as caught:
        await post(client, 1)
    assert caught.value.response.status_code == 429
    assert caught.value.response["error"] == "ratelimited"
    assert caught.value.response.headers["Retry-After"] == "1"
    await post(client, 1, channel="on-call")
    ws.advance(1)
    await post(client, 1)


async def test_strict_grants_one_message_a_second(ws, client):
    ws.configure(rate_limits="strict")
    await post(client, 1)
    with pytest.raises(SlackApiError, match="ratelimited"):
        await post(client, 1)
    ws.configure(rate_limits="off")
    await post(client, 30)


@pytest.mark.parametrize(
    ("mode", "tier", "most"),
    [("strict", "2", 20), ("strict", "3", 50), ("lenient", "3", 100), ("strict", "4", 100)],
)
def test_tiers(mode, tier, most):
    rates = Rates()
    waits = [rates.wait(mode, "m", tier, None, 0.0) for _ in range(most + 1)]
    assert waits[:most] == [0] * most
    assert waits[most] >= 1
    assert rates.wait(mode, "m", tier, None, waits[most]) == 0
    assert rates.wait(mode, "other", tier, None, 0.0) == 0


async def test_ordered_faults_hit_and_pass(ws, client):
    ws.fail("chat.postMessage", "ratelimited", retry_after=7)
    ws.fail("chat.postMessage", http_status=503)
    ws.fail("chat.postMessage", "fatal_error", times=2)
    seen = []
    for _ in range(4):
        with pytest.raises(SlackApiError) as caught:
            await post(client, 1)
        answer = caught.value.response
        seen.append((answer.status_code, answer["error"]))
    assert seen == [
        (429, "ratelimited"),
        (503, "internal_error"),
        (200, "fatal_error"),
        (200, "fatal_error"),
    ]
    await post(client, 1)
    assert len(ws.messages("support")) == 1
    assert [call.ok for call in ws.calls] == [False] * 4 + [True]


async def test_the_sdks_own_retry_handler_honours_retry_after(ws, client):
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler())
    ws.fail("chat.postMessage", "ratelimited", retry_after=1)
    began = time.perf_counter()
    await post(client, 1)
    assert time.perf_counter() - began >= 1


async def test_a_cut_connection_before_and_after_the_work(ws, client):
    client.retry_handlers.clear()
    ws.fail("chat.postMessage", cut=True)
    with pytest.raises(aiohttp.ClientError):
        await post(client, 1)
    assert ws.messages("support") == []
    ws.fail("chat.postMessage", cut=True, after=True)
    with pytest.raises(aiohttp.ClientError):
        await post(client, 1)
    assert len(ws.messages("support")) == 1


async def test_a_slow_answer(ws, client):
    ws.fail("auth.test", delay=0.2)
    began = time.perf_counter()
    await client.auth_test()
    assert time.perf_counter() - began >= 0.2
