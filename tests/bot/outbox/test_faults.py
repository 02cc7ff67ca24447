"""Slack refuses, stalls, or hangs up: the message arrives all the same, and as it should be."""

import asyncio

import pytest
from sqlalchemy import select

from bot.store.tables import features


def section(text):
    return [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]


PLAN = {
    "text": "Checking",
    "blocks": [{"type": "plan", "title": "Checking", "tasks": [
        {"task_id": "a", "title": "Signing in", "status": "in_progress"}]}],
    "classic": section("Checking, in words"),
}  # fmt: skip


async def test_a_429_moves_the_lane_and_nothing_else(outbox):
    outbox.ws.fail("chat.postMessage", "ratelimited", retry_after=2)
    await outbox.want("one", key="a")
    await asyncio.sleep(0.3)
    await outbox.want("two", key="b")
    await outbox.want("elsewhere", key="c", channel="C0ONCALL1")
    await asyncio.sleep(0.5)
    assert outbox.shown("on-call") == ["elsewhere"]
    assert outbox.shown() == []
    await outbox.quiet()
    refused, *rest = outbox.sent("chat.postMessage")
    assert {"one", "two"} == set(outbox.shown())
    late = [call.at - refused.at for call in rest if call.args["channel"] == "C0SUPPORT"]
    assert min(late) >= 1.9, "Retry-After is kept"
    assert outbox.counted() == {}, "a refused post is not a repeated one"


@pytest.mark.parametrize(
    ("fault", "repeated"),
    [
        ({"error": "internal_error", "http_status": 500}, 1),
        ({"error": "fatal_error"}, 1),
        ({"cut": True}, 1),
        ({"cut": True, "after": True}, 1),
        ({"error": "some_new_refusal"}, 0),
        ({"http_status": 429, "retry_after": 1}, 0),
    ],
    ids=["500", "fatal_error", "cut", "cut after the work", "a refusal we do not know", "429"],
)
async def test_a_first_post_without_an_answer_is_repeated_counted_and_marked(
    outbox, fault, repeated
):
    outbox.ws.fail("chat.postMessage", **fault)
    name = await outbox.want("one")
    await outbox.quiet()
    shown = [m for m in outbox.ws.messages("support") if m.bot_id]
    assert len(shown) == 1 + (fault.get("after") is True), "Slack had done the work already"
    assert outbox.counted().get("posts_repeated", 0) == repeated
    assert ("an earlier copy" in str(shown[-1].blocks)) == bool(repeated)
    await outbox.want("two")
    await outbox.quiet()
    assert ("an earlier copy" in str(shown[-1].blocks)) == bool(repeated), "the mark stays"
    assert outbox.row(name).ts == shown[-1].ts


async def test_an_edit_without_an_answer_is_made_again_and_nobody_sees_it(outbox):
    await outbox.want("one")
    await outbox.quiet()
    outbox.ws.fail("chat.update", cut=True, after=True)
    outbox.ws.fail("chat.update", http_status=503)
    await outbox.want("two")
    await outbox.quiet()
    assert outbox.shown() == ["two"]
    assert outbox.counted() == {}


async def test_a_slow_answer_holds_up_nobody_else(outbox):
    outbox.ws.fail("chat.postMessage", delay=1.5)
    await outbox.want("slow", key="a")
    await asyncio.sleep(0.3)
    began = asyncio.get_running_loop().time()
    for number in range(5):
        await outbox.want(f"quick {number}", key=f"b{number}", channel="C0ONCALL1")
    await outbox.until(lambda: len(outbox.shown("on-call")) >= 4)
    assert asyncio.get_running_loop().time() - began < 1.0
    await outbox.quiet()
    assert outbox.shown() == ["slow"]


async def test_invalid_blocks_make_the_workspace_classic_then_the_message_text(outbox):
    outbox.ws.configure(plan_blocks=False)
    await outbox.want("", key="a", payload=PLAN)
    await outbox.quiet()
    (message,) = [m for m in outbox.ws.messages("support") if m.bot_id]
    assert [block["type"] for block in message.blocks] == ["section"]
    found = outbox.store.write(lambda conn: conn.execute(select(features)).fetchall())
    assert [tuple(row) for row in found] == [("T0ACME001", "blocks", "classic")]
    asked = len(outbox.ws.calls)
    await outbox.want("", key="b", payload=PLAN)
    await outbox.quiet()
    assert len(outbox.ws.calls) == asked + 1, "the next message goes classic at once"
    await outbox.want("", key="c", payload={"text": "bare", "blocks": [{"type": "nonsense"}]})
    await outbox.quiet()
    assert outbox.shown()[-1] == "bare"
    assert outbox.counted() == {"messages_simplified": 1}


async def test_too_long_is_a_matter_of_one_message(outbox):
    long = {"text": "long", "blocks": PLAN["blocks"], "classic": section("short")}
    outbox.ws.fail("chat.postMessage", "msg_blocks_too_long")
    name = await outbox.want("", payload=long)
    await outbox.quiet()
    assert outbox.row(name).form == "classic"
    assert outbox.store.write(lambda conn: conn.execute(select(features)).fetchall()) == []


async def test_a_simpler_form_never_loses_a_newer_state(outbox):
    """Found by reading: the words of the refused version used to overwrite the newer one."""
    outbox.ws.fail("chat.postMessage", "invalid_blocks", delay=0.5)
    await outbox.want("old")
    await asyncio.sleep(0.2)
    await outbox.want("new")
    await outbox.quiet()
    assert outbox.shown() == ["new"]


@pytest.mark.parametrize(
    "error", ["edit_window_closed", "message_not_found", "cant_update_message", "is_inactive"]
)
async def test_what_cannot_be_edited_is_posted_anew(outbox, error):
    await outbox.want("one")
    await outbox.quiet()
    outbox.ws.fail("chat.update", error)
    await outbox.want("two")
    await outbox.quiet()
    assert outbox.shown() == ["one", "two"]
    await outbox.want("three")
    await outbox.quiet()
    assert outbox.shown() == ["one", "three"]
    assert outbox.counted() == {}


async def test_the_window_for_edits_closes_for_real(outbox):
    await outbox.want("one")
    await outbox.quiet()
    outbox.ws.configure(edit_window_seconds=60)
    outbox.ws.advance(61)
    await outbox.want("two")
    await outbox.quiet()
    assert outbox.shown() == ["one", "two"]
