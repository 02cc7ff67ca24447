"""A step gone back to waits for a person; who could do a step is named to whoever asks."""

from tests.bot.test_story import labels
from tests.bot.walks.conftest import DONE, settle
from tests.patience import until


async def test_a_step_gone_back_to_is_left_alone_until_somebody_says_done(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        second = await sam.at("Step 2 of 12")
        asked = len(town.org.requests)
        await sam.press("Back", second)
        first = await sam.at("Step 1 of 12")
        await until(lambda: len(town.org.requests) > asked)  # a look of our own
        await settle()
        assert DONE in labels(first), "it is so, and still nobody said that it is done"
        assert "You came back" in str(first.blocks)
        await sam.press(DONE, first)
        await until(lambda: first.text.startswith("✓"))
        assert not any("Watching" in str(shown.blocks) for shown in first.history)


async def test_a_step_that_was_waited_for_is_not_called_watched_after_somebody_went_back(walking):
    async with walking(walk_haste=1.0) as (_town, hands):
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        second = await sam.at("Step 2 of 12")
        await sam.press(DONE, second)
        await until(lambda: "Watching" in str(second.history))
        await sam.press("Back", second)
        await sam.press(DONE, await sam.at("Step 1 of 12"))
        await until(lambda: DONE in labels(second))
        assert "Watching" not in str(second.blocks)


async def test_who_in_the_org_can_do_it_is_named_privately(walking):
    async with walking() as (_town, hands):
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        await sam.at("Step 2 of 12")
        await sam.press("I can't do this")
        told = next(m for m in await sam.told(2) if "Copy this" in m.text)
        assert "In your org they may" in str(told.blocks)
        assert "Ivy" in str(told.blocks)
        assert not any("Ivy" in str(message.blocks) for message in sam.messages())
