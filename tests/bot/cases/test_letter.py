"""The letter to the customer: where it goes, whom it does not reach, and that it goes once."""

import pytest

from tests.bot.cases.test_triage import card, labels
from tests.patience import until


async def previewed(town, person, channel="support"):
    """A case in a thread, and the preview of its letter to this person."""
    await town.ws.message("see below", "sam", channel)
    thread = town.ws.messages(channel)[-1].ts
    await town.ws.mention("triage OAUTH_APP_BLOCKED", "sam", channel, thread_ts=thread)
    case = await card(town, channel)
    return case, await again(town, case, person)


async def again(town, case, person):
    before = len(offers(town))
    await town.ws.mention(f"tell <@{person}>", "sam", case.channel, thread_ts=case.thread_ts)
    return (await until(lambda: offers(town)[before:]))[0]


def offers(town):
    return [m for m in town.ws.ephemerals("sam") if "Send it" in labels(m)]


def letters(town):
    return [m for m in town.ws.messages() if "About your Salesforce connection" in m.text]


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ("U0GONE001", "deactivated"),
        ("U0STRAN01", "of another company"),
        ("U0SIXBOT1", "a bot"),
        ("U0NOBODY1", "does not know that person"),
    ],
)
async def test_whom_it_does_not_reach_is_not_written_to_and_the_asker_is_told(town, person, why):
    async with town("healthy-eca") as t:
        case, ready = await previewed(t, person)
        await t.ws.click(ready, "Send it", user="sam")
        told = await until(lambda: [m for m in t.ws.ephemerals("sam") if "could not" in m.text])
        assert why in told[0].text
        assert letters(t) == []
        assert "wrote to the customer" not in str(case.history)


async def test_a_direct_message_that_slack_does_not_take_is_not_called_sent(town):
    async with town("healthy-eca") as t:
        t.ws.configure(messages_tab=False)
        case, ready = await previewed(t, "U0CARA001")
        await t.ws.click(ready, "Send it", user="sam")
        await until(lambda: [m for m in t.ws.ephemerals("sam") if "could not" in m.text])
        assert letters(t) == [], "nor where she could not read it"
        assert "wrote to the customer" not in str(case.history)


async def test_pressed_twice_it_goes_once_and_another_is_another(town):
    async with town("healthy-eca") as t:
        case, ready = await previewed(t, "U0CARA001")
        for _ in range(2):
            await t.ws.click(ready, "Send it", user="sam")
        (told,) = await until(
            lambda: [m for m in t.ws.ephemerals("sam") if "sent already" in m.text]
        )
        assert "sent by <@U0SAM0001>" in told.text
        await until(lambda: "wrote to the customer" in str(case.blocks))
        await t.ws.click(await again(t, case, "U0CARA001"), "Send it", user="sam")
        await until(lambda: len(letters(t)) == 2)
