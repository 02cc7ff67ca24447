"""Where the bot may not post: the asker gets everything, once, by response_url."""

import pytest

CHANNEL = {"channel": "C0LOUNGE1"}


@pytest.fixture
async def back(outbox):
    """A response_url, as a slash command in a channel without the bot brings it."""
    lounge = next(c for c in outbox.ws.world.channels if c.name == "lounge")
    outbox.ws.app_url = outbox.ws.url + "/nowhere"
    said = await outbox.ws.command("/6sense help", user=lounge.members[0], channel="lounge")
    CHANNEL["channel"] = lounge.id
    return said.request.payload["response_url"].encode()


def told(outbox):
    lounge = next(c for c in outbox.ws.world.channels if c.name == "lounge")
    return [m.text for m in outbox.ws.ephemerals(lounge.members[0]) if m.bot_id]


async def test_the_full_result_goes_to_the_asker_alone(outbox, back):
    payload = {"text": "result", "private": {"text": "result, and: invite me"}}
    name = await outbox.want("", payload=payload, back=back, **CHANNEL)
    await outbox.quiet()
    assert told(outbox) == ["result, and: invite me"]
    assert outbox.shown("lounge") == []
    assert (outbox.row(name).mode, outbox.counted()) == ("private", {})


async def test_progress_does_not_use_the_url_up(outbox, back):
    """Five uses there are: the first state and those that matter, nothing in between."""
    for number in range(4):
        await outbox.want(f"progress {number}", urgent=False, back=back, **CHANNEL)
        if not number:
            await outbox.quiet()
    for number in range(3):
        await outbox.want(f"result {number}", back=back, **CHANNEL)
        await outbox.quiet()
    assert told(outbox) == ["progress 0", "result 0", "result 1", "result 2"]


async def test_a_url_that_is_too_old_is_a_loss_that_is_counted(outbox, back):
    outbox.ws.advance(1801)
    name = await outbox.want("late", back=back, **CHANNEL)
    await outbox.quiet()
    assert (outbox.row(name).mode, outbox.counted()) == ("lost", {"messages_lost": 1})


async def test_without_a_url_it_is_a_loss_too(outbox):
    name = await outbox.want("nobody can see this", channel="C0NOWHERE")
    await outbox.quiet()
    assert (outbox.row(name).mode, outbox.counted()) == ("lost", {"messages_lost": 1})


async def test_an_archived_channel_is_no_different(outbox, back):
    await outbox.want("old", back=back, channel="C0ARCHIVE")
    await outbox.quiet()
    assert told(outbox) == ["old"]
