"""Where people of other companies read along, a walkthrough of our own people is not shown."""

import time

from bot.store import company
from intents.asker import Tenant
from tests.bot.walks.admin import ECA
from tests.bot.walks.conftest import DONE, settle
from tests.bot.walks.test_delivery import CARA, posts, said, stepping
from tests.patience import until

HERE = "acme-shared"
OLGA = "<@U0OLGA001|olga>"


async def in_a_thread(town, words="guide eca-setup in acme-prod", user="olga"):
    """Asked by mention in a thread that Customer Co reads."""
    talk = await town.ws.message("we cannot connect", user="cara", channel=HERE)
    ts = talk.message.ts
    await town.ws.mention(f"@sixsense {words}", user, HERE, thread_ts=ts)
    return ts


async def test_in_a_shared_thread_it_comes_as_a_direct_message(walking):
    async with walking() as (town, hands):
        await in_a_thread(town)
        await hands("olga").at("Step 2 of 12")
        await settle()
        assert posts(town, HERE) == []


async def test_it_does_not_fall_from_a_direct_message_into_a_shared_thread(walking):
    async with walking() as (town, hands):
        town.ws.fail("conversations.open", "cannot_dm_bot", times=1)
        await hands("sam").asked(f"guide eca-setup for {OLGA}", channel=HERE)
        await hands("sam").at("Step 2 of 12")
        assert "Step 2" not in said(town.ws.thread(HERE, posts(town, HERE)[0].ts)[1:])
        assert len(posts(town, HERE)) == 1, "only how far it is"


async def test_where_it_can_be_nowhere_that_is_said_in_the_thread(walking):
    async with walking() as (town, _):
        town.ws.fail("conversations.open", "cannot_dm_bot", times=9)
        ts = await in_a_thread(town)
        (told,) = await until(lambda: [m for m in town.ws.thread(HERE, ts) if m.bot_id])
        await until(lambda: "I could not open" in told.text)
        assert "acme-prod" not in said([told])


async def test_where_an_approver_said_always_it_is_in_the_thread(walking):
    async with walking() as (town, hands):
        tenant, channel = Tenant(town.ws.team_id).key, town.ws.world.channel(HERE).id
        store = town.served.process.runs.store
        store.write(lambda c: company.agree(c, tenant, channel, "U0WANDA01", time.time()))
        ts = await in_a_thread(town)
        assert (await stepping(town, HERE)).thread_ts == ts
        assert hands("olga").messages() == []


async def test_where_slack_does_not_say_who_reads_along_it_is_a_direct_message(walking):
    async with walking() as (town, hands):
        town.ws.fail("conversations.info", "internal_error", times=9)
        await in_a_thread(town)
        await hands("olga").at("Step 2 of 12")
        assert posts(town, HERE) == []


async def test_whom_it_was_sent_to_by_name_there_may_read_it_there(walking):
    async with walking() as (town, hands):
        town.ws.fail("conversations.open", "cannot_dm_bot", times=9)
        await hands("sam").asked(f"guide eca-setup for {CARA}", channel=HERE)
        assert (await stepping(town, HERE)).thread_ts


async def test_for_a_guest_the_shared_channel_hears_no_more_than_that_it_is_sent(walking):
    async with walking() as (town, hands):
        cara = hands("cara")
        ask = f"guide eca-setup for {CARA} in acme-prod"
        await hands("sam").asked(ask, channel=HERE)
        await cara.at("Step 2 of 12")
        (told,) = await until(lambda: posts(town, HERE))
        await until(lambda: "has a walkthrough" in told.text)
        town.org.change(ECA["package-installed"][1])
        await cara.press(DONE)
        await cara.at("Step 3 of 12")
        every = said([told]) + str(told.history)
        for word in ("acme-prod", "Set up", "Step ", "step ", "measured", "System Administrator"):
            assert word not in every
        again = await hands("sam").asked(ask, channel=HERE)
        assert "They are on it already, at step 3 of 12" in again.body


async def test_typed_in_that_direct_message_it_does_not_send_there(walking):
    async with walking() as (_, hands):
        sam = hands("sam")
        for words, where in (("eca-setup", "support"), ("migrate-to-eca", "@sixsense")):
            answer = await sam.asked(f"guide {words}", channel=where)
            assert ("see our direct messages" in answer.body) is (where == "support")
            await until(sam.step)
