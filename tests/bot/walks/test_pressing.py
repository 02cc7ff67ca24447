"""Each button of a walkthrough, pressed at the right and at the wrong time, by the right and the
wrong person.
"""

import pytest
from sqlalchemy import select

from bot.store.tables import orgs
from bot.store.walk_tables import walks
from tests.bot.test_story import labels
from tests.bot.walks.conftest import DONE, settle
from tests.patience import until

GUIDE = "guide eca-setup"
FOR_CARA = "guide eca-setup for <@U0CARA001|cara>"
INSTALL, EVERYONE = "Install the 6sense package", "for all users"


async def rows(town):
    store = town.served.process.runs.store
    return await store.awrite(lambda conn: conn.execute(select(walks)).fetchall())


async def begun(hands, user="sam", words=GUIDE):
    await hands("sam").asked(words, channel="support")
    return await hands(user).at("Step 2 of 12")


async def skipped(town, hand, message, why="We do it later"):
    alone = len(town.ws.ephemerals(hand.user))
    await hand.press("Skip…", message)
    (asked,) = await until(lambda: town.ws.ephemerals(hand.user)[alone:])
    await town.ws.click(asked, why, user=hand.user)
    return asked


async def test_done_is_not_believed_and_says_what_the_org_shows(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        await sam.press(DONE)
        await until(lambda: "Watching" in str(step.history))
        assert "Not yet, as far as the org shows" in str(step.blocks)
        assert any("Looking" in str(v.blocks) for v in step.history), "at once, who pressed"
        assert DONE in labels(step)
        town.org.load("healthy-eca")
        await sam.press(DONE, step)
        await until(lambda: step.text.startswith("✓"))


async def test_skipping_asks_for_a_reason_and_keeps_it(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        asked = await skipped(town, sam, step)
        await until(lambda: step.text.startswith("- Step 2"))
        assert "We do it later" in step.text
        assert "<@U0SAM0001>" in step.text
        await sam.at("Step 3 of 12")
        alone = len(town.ws.ephemerals("sam"))
        await town.ws.click(asked, "Somebody else does it", user="sam")  # too late
        (told,) = await until(lambda: town.ws.ephemerals("sam")[alone:])
        assert "behind you" in told.text
        assert "We do it later" in step.text


async def test_any_reason_can_be_typed_and_a_secret_in_it_is_cut(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        await sam.press("Skip…", step)
        asked = (await sam.told(2))[-1]
        line = next(e["action_id"] for e in asked.elements() if e["type"] == "plain_text_input")
        await town.ws.click(asked, line, user="sam", choice="")
        again = (await sam.told(3))[-1]
        line = next(e["action_id"] for e in again.elements() if e["type"] == "plain_text_input")
        secret = "00DHs0000004Acm!AQcAQH0dMHEXAMPLE.tokenTOKENtokenTOKENtoken0123456789abcdef"
        await town.ws.click(again, line, user="sam", choice=f"*Ann* does it, {secret}")
        await until(lambda: step.text.startswith("- Step 2"))
        assert "Ann\N{ASTERISK OPERATOR} does it" in step.text
        assert "AQcAQH0dMH" not in str(step.history)


async def test_back_opens_the_step_before_in_its_own_message(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        await skipped(town, sam, step)
        third = await sam.at("Step 3 of 12")
        await sam.press("Back", third)
        await until(lambda: DONE in labels(step))
        await until(lambda: "comes later" in third.text)
        assert "Back" in labels(step)


async def test_i_cannot_do_this_gives_a_message_to_forward(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await begun(hands)
        await sam.press("I can't do this")
        told = next(m for m in await sam.told(2) if "Copy this" in m.text)
        whole = str(told.blocks)
        assert "for our 6sense connection I need your help" in whole
        assert "Download AppExchange Packages" in whole
        assert "acme-prod" in whole
        assert "Ivy Installer" in whole
        assert "Integration User" not in whole, "who may not is not named"
        assert not [m for m in town.ws.messages("support") if m.bot_id]


async def test_show_me_how_unfolds_a_long_step(walking):
    async with walking() as (town, hands):
        town.org.change({"users": {"sam": {"profile": "standard"}}})  # who may not consent
        sam = hands("sam")
        await sam.asked("guide connected-app-new", channel="support")
        await until(lambda: sam.step() and "Show me how" in labels(sam.step()))
        alone = len(town.ws.ephemerals("sam"))
        await sam.press("Show me how")
        (how,) = await until(lambda: town.ws.ephemerals("sam")[alone:])
        assert "1. " in str(how.blocks)
        assert "Source:" in str(how.blocks)


async def test_a_double_click_is_one_press(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        town.org.change({"weather": {"latency": 0.3}})
        await sam.press(DONE, step)
        await town.ws.click(step, DONE, user="sam", version=0)
        told = await sam.told(2)
        assert "a moment ago" in told[-1].text


async def test_a_redelivered_press_does_nothing(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        alone = len(town.ws.ephemerals("sam"))
        said = await town.ws.click(step, "I can't do this", user="sam")
        await until(lambda: town.ws.ephemerals("sam")[alone:])
        assert (await town.ws.deliver(said)).status == 200
        await settle()
        assert len(town.ws.ephemerals("sam")) == alone + 1
        assert sam.step() is step


async def test_an_admin_of_another_company_presses_what_was_sent_to_her(walking):
    async with walking() as (town, hands):
        cara = hands("cara")
        step = await begun(hands, "cara", FOR_CARA)
        await skipped(town, cara, step)
        await until(lambda: "skipped by <@U0CARA001>" in step.text)
        third = await cara.at("Step 3 of 12")
        town.org.load("healthy-eca")
        await cara.press(DONE, third)
        await until(lambda: third.text.startswith("✓"))


async def test_a_colleague_of_the_asker_may_press_and_a_stranger_to_it_may_not(walking):
    async with walking() as (town, hands):
        town.ws.fail("conversations.open", "cannot_dm_bot", times=9)
        await hands("sam").asked(FOR_CARA, channel="acme-shared")

        def found():
            mine = [m for m in town.ws.messages("acme-shared") if m.bot_id]
            return next((m for m in mine if DONE in labels(m)), None)

        step = await until(found)
        world = town.ws.world
        other = world.user("cara").model_copy(update={"id": "U0CARL001", "name": "carl"})
        town.ws.state.world = world.with_user(other)
        await town.ws.click(step, DONE, user="carl")
        (told,) = await until(lambda: town.ws.ephemerals("carl"))
        assert "Only people of the workspace" in told.text
        assert DONE in labels(step)
        await town.ws.click(step, DONE, user="olga")
        await until(lambda: "Watching" in str(step.history))
        await town.ws.click(step, "I can't do this", user="cara")
        await until(lambda: town.ws.ephemerals("cara"))


async def test_of_a_walkthrough_that_is_over_every_button_says_so(walking):
    async with walking("healthy-eca") as (town, hands):
        sam = hands("sam")
        await sam.asked("guide fix-invalid-audience", channel="support")
        first = await until(sam.step)
        while step := sam.step():
            await sam.press("Confirm", step)
            await until(lambda s=step: s.text.startswith("☑"))
            await until(lambda: sam.step() or "Through:" in sam.messages()[-1].text)
        (row,) = await rows(town)
        assert (row.open, row.next_look, row.next_reminder) == (0, 0, 0)
        alone = len(town.ws.ephemerals("sam"))
        await sam.press("Confirm", first, version=0)
        (told,) = await until(lambda: town.ws.ephemerals("sam")[alone:])
        assert "behind you" in told.text


async def test_reminders_are_off_and_on_by_a_button(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await begun(hands)
        opening = sam.messages()[0]
        await sam.press("No reminders", opening)
        await until(lambda: "Remind me" in labels(opening))
        assert (await rows(town))[0].next_reminder == 0
        await sam.press("Remind me", opening)
        await until(lambda: "No reminders" in labels(opening))
        assert (await rows(town))[0].next_reminder > 0


async def test_stopped_by_who_asked_for_it_it_is_over_for_everybody(walking):
    async with walking() as (town, hands):
        sam, cara = hands("sam"), hands("cara")
        step = await begun(hands, "cara", FOR_CARA)
        (progress,) = await until(lambda: [m for m in town.ws.messages("support") if m.bot_id])
        await sam.asked("stop", channel="support")
        (mine,) = await sam.told()
        assert "Step 2 of 12" in str(mine.blocks)
        await town.ws.click(mine, "Stop", user="sam", confirm=True)
        (told,) = await until(lambda: [m for m in cara.messages() if "Stopped:" in m.text])
        assert "<@U0SAM0001>" in told.text
        await until(lambda: "left open" in step.text and not labels(step))
        await until(lambda: "is over" in progress.text)
        assert "No reminders" not in labels(cara.messages()[0])
        (row,) = await rows(town)
        assert (row.open, row.next_look, row.next_reminder) == (0, 0, 0)
        await cara.press(DONE, step, version=0)
        assert "was stopped" in (await cara.told())[-1].text
        await sam.asked("stop", channel="support")
        await until(lambda: "You are on none" in str(town.ws.ephemerals("sam")[-1].blocks))
        await sam.asked(FOR_CARA, channel="support")
        await until(lambda: cara.step() is not None)


@pytest.mark.parametrize("scenario", ["token-revoked", "api-budget-spent"])
async def test_what_cannot_be_seen_is_a_persons_word_at_most(walking, scenario):
    async with walking(scenario) as (_, hands):
        sam = hands("sam")
        await sam.asked(GUIDE, channel="support")
        step = await until(sam.step)
        await sam.press(DONE, step)
        await until(lambda: "Confirm" in labels(step))
        assert "I could not see it" in str(step.blocks)
        await sam.press("Confirm", step)
        await until(lambda: step.text.startswith("☑"))
        assert "not measured" in step.text


async def test_with_no_org_connected_every_step_is_a_persons_word(walking):
    async with walking() as (town, hands):
        store = town.served.process.runs.store
        await store.awrite(lambda conn: conn.execute(orgs.delete()))
        sam = hands("sam")
        await sam.asked(GUIDE, channel="support")
        step = await sam.at("Step 1 of 12")
        assert DONE not in labels(step)
        assert "not connected" in str(sam.messages()[0].blocks)
        await sam.press("Confirm", step)
        await until(lambda: "not measured" in step.text)
        await sam.at("Step 2 of 12")
