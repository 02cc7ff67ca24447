"""Where people of other companies read along, nothing is posted before somebody says so."""

import asyncio

from sqlalchemy import text, update

from bot.store.office_tables import channels
from tests.bot.access.test_roles import WORLD, said, stored
from tests.bot.test_story import labels
from tests.patience import until

HERE = "acme-shared"


def posted(town, channel=HERE):
    return [m for m in town.ws.messages(channel) if m.bot_id and not m.is_ephemeral]


async def workflows(town, name):
    """How many of that name the engine has been given."""
    count = text("SELECT count(*) FROM workflow_status WHERE name = :name")
    store = town.served.process.runs.store
    return await store.awrite(lambda conn: conn.scalar(count, {"name": name}))


async def asked(town, user="olga", words="/6sense check acme-prod"):
    before = len(town.ws.ephemerals(user))
    done = await town.ws.command(words, user=user, channel=HERE)
    assert done.status == 200
    return (await until(lambda: town.ws.ephemerals(user)[before:]))[0]


async def test_nothing_appears_before_the_yes_and_everything_after_it(town):
    async with town("eca-disabled", world=WORLD) as t:
        question = await asked(t)
        assert "other companies" in question.text
        assert labels(question) == ["Only to me", "Post here", "Always post here"]
        await until(lambda: t.org.requests)  # it looks meanwhile
        assert posted(t) == []
        await t.ws.click(question, "Post here", user="olga")
        anchor = await t.anchor(channel=HERE)
        assert anchor.text.startswith("✗ Fail")
        again = await asked(t)
        assert "other companies" in again.text, "the yes was for that one"


async def test_only_to_me_stays_with_me(town):
    async with town("eca-disabled", world=WORLD) as t:
        question = await asked(t)
        await t.ws.click(question, "Only to me", user="olga")
        told = await until(
            lambda: [m for m in t.ws.ephemerals("olga") if m.text.startswith("✗ Fail")]
        )
        assert "invite" not in str(told[0].blocks)
        assert posted(t) == []
        assert not [m for m in t.ws.ephemerals("cara") + t.ws.ephemerals("sam") if m.bot_id]


async def test_always_is_an_approvers_word_and_is_remembered(town):
    async with town("eca-disabled", world=WORLD) as t:
        question = await asked(t)
        await t.ws.click(question, "Always post here", user="olga", confirm=True)
        told = await until(lambda: [m for m in t.ws.ephemerals("olga") if "needs the" in m.text])
        assert "approver" in told[0].text
        assert posted(t) == []
        await said(t, "access give approver <@U0OLGA001>", "wanda")
        await t.ws.click(question, "Always post here", user="olga", confirm=True)
        await t.anchor(channel=HERE)
        await t.ws.command("/6sense check acme-prod as eca", user="sam", channel=HERE)
        await until(lambda: len([m for m in posted(t) if m.text.startswith("✗ Fail")]) > 1)
        assert not [m for m in t.ws.ephemerals("sam") if "other companies" in m.text]


async def test_a_mention_is_asked_too_and_so_is_check_again(town):
    async with town("eca-disabled", world=WORLD) as t:
        await t.ws.mention("@sixsense check acme-prod", "olga", HERE)
        question = (await until(lambda: t.ws.ephemerals("olga")))[0]
        assert "other companies" in question.text
        assert posted(t) == []
        await t.ws.click(question, "Post here", user="olga")
        anchor = await t.anchor(channel=HERE)
        before = len(posted(t))
        await t.ws.click(anchor, "Check again", user="olga")
        await until(lambda: [m for m in t.ws.ephemerals("olga")[1:] if "other comp" in m.text])
        assert len(posted(t)) == before


async def test_where_slack_does_not_say_the_asker_decides(town):
    async with town("eca-disabled", world=WORLD) as t:
        t.ws.fail("conversations.info", "internal_error", times=9)
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        told = (await until(lambda: t.ws.ephemerals("sam")))[0]
        assert "could not find out" in told.text
        assert posted(t, "support") == []
        await t.ws.click(told, "Post here", user="sam")
        assert (await t.anchor()).text.startswith("✗ Fail")


async def test_many_who_ask_at_once_are_one_question_to_slack(town):
    async with town("eca-disabled", world=WORLD) as t:
        for user in ("sam", "olga"):
            await asyncio.gather(
                *(
                    t.ws.command("/6sense check acme-prod", user=user, channel="support")
                    for _ in range(4)
                )
            )
        await t.anchor()
        assert sum(c.method == "conversations.info" for c in t.ws.calls) == 1
        assert await workflows(t, "company") <= 2, "one for each person at most"


async def test_an_own_channel_is_asked_about_once_and_a_newly_shared_one_again(town):
    async with town("eca-disabled", world=WORLD) as t:
        for words in ("check acme-prod", "check acme-prod as eca"):
            await t.ws.command(f"/6sense {words}", user="sam", channel="support")
            await t.anchor()
        looked = [c for c in t.ws.calls if c.method == "conversations.info"]
        assert len(looked) == 1
        t.ws.change_channel("support", shared_with=["T0CUST001"])
        stored(t, lambda conn: conn.execute(update(channels).values(learnt=1.0)))
        await t.ws.command("/6sense check acme-prod as legacy", user="sam", channel="support")
        told = (await until(lambda: t.ws.ephemerals("sam")))[0]
        assert "other companies" in told.text
