"""Where a walkthrough comes to stand: a direct message where there can be one, else the next best.

Each place is taken for a reason that is said, and whoever asked sees how it goes.
"""

import pytest
from sqlalchemy import select

from bot.commands.look import connect_practice
from bot.store.tables import messages
from intents.asker import Tenant
from tests.bot.test_story import labels
from tests.bot.walks.conftest import DONE
from tests.patience import until

CARA = "<@U0CARA001|cara>"


def posts(town, channel):
    return [m for m in town.ws.messages(channel) if m.bot_id and not m.is_ephemeral]


def said(shown):
    return "\n".join(m.text + str(m.blocks) for m in shown)


def written_down(town, message):
    """Whether the bot knows that Slack shows it."""
    mine = select(messages.c.id).where(messages.c.ts == message.ts)
    return town.served.process.runs.store.write(lambda conn: conn.execute(mine).first())


async def stepping(town, channel):
    """The message of the step a walkthrough in this channel is at."""
    mine = lambda: [m for m in posts(town, channel) if DONE in labels(m)]  # noqa: E731 -- a glance
    return (await until(mine))[-1]


async def test_for_oneself_it_comes_as_a_direct_message_and_the_channel_sees_nothing(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        answer = await sam.asked("guide eca-setup", channel="support")
        assert "direct messages" in answer.body
        step = await sam.at("Step 2 of 12")
        opening = sam.messages()[0]
        assert "1 of 12 steps are true already" in opening.text
        assert opening.ts < step.ts
        assert posts(town, "support") == []


async def test_an_admin_of_another_company_gets_a_direct_message_and_the_asker_sees_progress(
    walking,
):
    async with walking() as (town, hands):
        sam, cara = hands("sam"), hands("cara")
        await sam.asked(f"guide eca-setup for {CARA} in acme-prod", channel="support")
        await cara.at("Step 2 of 12")
        (progress,) = await until(lambda: posts(town, "support"))
        await until(lambda: "step 2 of 12" in progress.text)
        assert "<@U0CARA001>" in progress.text
        assert "asked for by <@U0SAM0001>" in said(cara.messages()[:1])
        before = progress.ts
        town.org.load("healthy-eca")
        await cara.press(DONE)
        await until(lambda: "step 2 of 12" not in progress.text)
        assert [m.ts for m in posts(town, "support")] == [before], "one message, edited"


async def test_a_name_picked_from_slacks_list_is_a_mention(walking):
    async with walking() as (_, hands):
        await hands("sam").asked("guide eca-setup for @cara", channel="support")
        step = await hands("cara").at("Step 2 of 12")
        assert DONE in labels(step)


async def test_a_mention_works_as_the_command_does(walking):
    async with walking() as (town, hands):
        cara = hands("cara")
        await town.ws.mention("@sixsense guide eca-setup for @cara", "sam", "acme-shared")
        step = await cara.at("Step 2 of 12")
        assert DONE in labels(step)


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ("U0STRAN01", "another company"),
        ("U0GONE001", "deactivated"),
        ("U0SIXBOT1", "a bot"),
        ("U0NOBODY1", "does not know that person"),
    ],
)
async def test_who_cannot_be_written_to_has_it_in_the_thread_where_it_was_asked(
    walking, person, why
):
    async with walking() as (town, hands):
        await hands("sam").asked(f"guide eca-setup for <@{person}|x>", channel="support")
        step = await stepping(town, "support")
        (top,) = [m for m in posts(town, "support") if m.thread_ts in (None, m.ts)]
        assert step.thread_ts == top.ts, "in the thread of what the asker sees"
        thread = said(town.ws.thread("support", top.ts))
        assert why in thread
        assert f"<@{person}>" in thread
        assert (await town.ws.click(step, DONE, user="olga")).status == 200
        await until(lambda: "Watching" in str(step.history))


@pytest.mark.parametrize("error", ["cannot_dm_bot", "channel_not_found", "some_new_error"])
async def test_a_direct_message_that_slack_refuses_to_open(walking, error):
    async with walking() as (town, hands):
        town.ws.fail("conversations.open", error, times=9)
        await hands("sam").asked(f"guide eca-setup for {CARA}", channel="support")
        step = await stepping(town, "support")
        assert step.thread_ts
        assert hands("cara").messages() == []


async def test_a_direct_message_that_can_be_opened_and_not_written_to(walking):
    """Slack says so only when the first message is posted."""
    async with walking() as (town, hands):
        town.ws.configure(messages_tab=False)
        await hands("sam").asked(f"guide eca-setup for {CARA}", channel="support")
        step = await stepping(town, "support")
        assert step.thread_ts
        thread = said(town.ws.thread("support", step.thread_ts))
        assert "<@U0CARA001>" in thread
        assert hands("cara").messages() == []


async def test_where_the_bot_may_not_post_either_the_asker_takes_it_in(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await sam.asked("guide eca-setup for <@U0STRAN01|stan>", channel="secret")
        step = await sam.at("Step 2 of 12")
        assert "<@U0STRAN01>" in said(sam.messages())
        assert "another company" in said(sam.messages())
        assert posts(town, "secret") == []
        await sam.press(DONE, step)
        await until(lambda: "Watching" in str(step.history))


async def test_in_a_thread_and_for_nobody_else_it_is_in_that_thread(walking):
    async with walking() as (town, hands):
        talk = await town.ws.message("acme cannot connect", user="olga", channel="support")
        ts = talk.message.ts
        await town.ws.mention("@sixsense guide eca-setup", "olga", "support", thread_ts=ts)
        step = await stepping(town, "support")
        assert step.thread_ts == ts
        assert all(m.thread_ts == ts for m in posts(town, "support"))
        assert hands("olga").messages() == []


async def test_slack_being_slow_to_answer_loses_nothing(walking):
    async with walking() as (town, hands):
        town.ws.fail("conversations.open", "internal_error", times=2)
        town.ws.fail("chat.postMessage", "ratelimited", http_status=429, retry_after=1, times=1)
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        await sam.at("Step 2 of 12")
        assert len({m.text for m in sam.messages()}) == len(sam.messages()), "and doubles nothing"


async def test_asked_for_twice_it_is_begun_once_and_its_step_comes_up_again(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        first = await sam.at("Step 2 of 12")
        await until(lambda: written_down(town, first))  # until then it is the newest anyway
        again = await sam.asked("guide eca-setup", channel="support")
        assert "already" in again.body
        await until(lambda: sam.step().ts != first.ts)
        assert sam.title().startswith("Step 2 of 12")


async def test_a_redelivered_command_begins_nothing_twice(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        asked = await sam.asked("guide eca-setup", channel="support")
        assert (await town.ws.deliver(asked)).status == 200
        await sam.at("Step 2 of 12")
        openings = [m for m in sam.messages() if m.text.startswith("Set up")]
        assert len(openings) == 1


CLEAR = {  # typed → a part of the private answer
    "guide": "eca-setup",
    "guide eca-setpu": "eca-setup",
    "guide something-else-entirely": "no walkthrough called",
    "guide eca-setup for @carla": "choose the person",
    "guide eca-setup for": "for whom",
    "guide eca-setup in": "which org",
    "guide eca-setup in nowhere": "do not know an org",
    "guide eca-setup with love": "no walkthrough called",
    "guide for <@U0CARA001|cara>": "which walkthrough",
    "guide eca-setup for me in acme-prod please": "there may be",
}


async def test_bad_words_get_a_clear_private_sentence_and_begin_nothing(walking):
    async with walking() as (town, hands):
        for typed, part in CLEAR.items():
            before = len(town.ws.ephemerals("sam"))
            await hands("sam").asked(typed, channel="support")
            shown = town.ws.ephemerals("sam")[before:]
            assert len(shown) == 1, typed
            assert part in said(shown), typed
        assert posts(town, "support") == []
        assert hands("sam").messages() == []


async def test_the_list_begins_one_with_a_button(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await sam.asked("guide", channel="support")
        (shown,) = await sam.told()
        await town.ws.click(shown, "Begin eca-setup", user="sam")
        await sam.at("Step 2 of 12")


async def test_of_several_orgs_one_is_chosen_by_a_button(walking):
    async with walking() as (town, hands):
        tenant = Tenant(town.ws.team_id).key
        await connect_practice(town.served.process, town.org, "acme-uat", tenant)
        sam = hands("sam")
        await sam.asked("guide eca-setup", channel="support")
        (shown,) = await sam.told()
        await town.ws.click(shown, "In acme-uat", user="sam")
        await sam.at("Step 2 of 12")
        assert "acme-uat" in said(sam.messages()[:1])
