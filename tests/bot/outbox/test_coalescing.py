"""Versions in between are never sent, the last one always is."""

import asyncio
import itertools

from bot.outbox.pace import EDIT_EVERY


async def test_a_hundred_changes_become_a_few_edits_and_the_last_is_shown(outbox):
    for number in range(100):
        await outbox.want(f"state {number}", urgent=number == 99)
        await asyncio.sleep(0.03)
    await outbox.quiet()
    calls = outbox.sent("chat.postMessage") + outbox.sent("chat.update")
    assert outbox.shown() == ["state 99"]
    assert len(calls) <= 6, "one each 1.2 s"
    apart = [after.at - before.at for before, after in itertools.pairwise(calls)]
    assert min(apart) >= EDIT_EVERY - 0.05
    assert all(call.ok for call in calls)


async def test_the_last_state_is_sent_as_soon_as_it_may_be(outbox):
    await outbox.want("first")
    await outbox.quiet()
    await outbox.want("last")
    await outbox.quiet()
    (edit,) = outbox.sent("chat.update")
    (post,) = outbox.sent("chat.postMessage")
    assert edit.at - post.at >= EDIT_EVERY - 0.05


async def test_a_thread_waits_for_its_anchor(outbox):
    outbox.ws.fail("chat.postMessage", "some_new_refusal")
    anchor = await outbox.want("anchor")
    await outbox.want("step", key="step:a", under=anchor)
    await outbox.quiet()
    shown = [m for m in outbox.ws.messages("support") if m.bot_id]
    assert [m.text for m in shown] == ["anchor", "step"]
    assert shown[1].thread_ts == shown[0].ts


async def test_what_a_sender_leaves_behind_the_next_one_sends(opened, sqlite_url, outbox):
    """A version wanted while nobody sends is not lost."""
    outbox.sender.stop()
    await asyncio.sleep(0.4)
    await outbox.want("later")
    await asyncio.sleep(0.3)
    assert outbox.shown() == []
    outbox.store.close()
    async with opened(sqlite_url, ws=outbox.ws, name="next") as after:
        await after.quiet()
        assert after.shown() == ["later"]
