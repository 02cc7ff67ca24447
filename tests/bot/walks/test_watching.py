"""What happens on a walkthrough without a press: looks, patience, reminders, a changed playbook."""

import time
from dataclasses import replace

from sqlalchemy import select, update

from bot.store import retention
from bot.store.tables import orgs
from bot.store.walk_tables import walk_facts, walks
from intents.asker import Tenant
from intents.playbook import Step
from intents.playbooks import PLAYBOOKS
from tests.bot.test_story import labels
from tests.bot.walks.admin import ECA
from tests.bot.walks.conftest import DONE, settle
from tests.patience import until

GUIDE = "guide eca-setup"


async def row(town):
    store = town.served.process.runs.store
    return await store.awrite(lambda conn: conn.execute(select(walks)).one())


async def changed(town, **values):
    """Time passes for the one walkthrough there is."""
    store = town.served.process.runs.store
    await store.awrite(lambda conn: conn.execute(update(walks).values(**values)))


async def begun(hands, user="sam", words=GUIDE):
    await hands("sam").asked(words, channel="support")
    return await hands(user).at("Step 2 of 12")


def looks(town):
    return len([r for r in town.org.requests if "tooling/composite" in r["path"]])


async def test_what_is_simply_done_turns_true_by_itself_and_the_person_hears_of_it_once(walking):
    async with walking() as (town, hands):
        cara = hands("cara")
        step = await begun(hands, "cara", f"{GUIDE} for <@U0CARA001|cara>")
        town.org.load("healthy-eca")
        await until(lambda: step.text.startswith("✓"))
        await until(lambda: [m for m in cara.messages() if "I see it now" in m.text])
        await settle(1)
        (ping,) = [
            m for m in cara.messages() if "Step 2 of 12" in m.text and "see it now" in m.text
        ]
        assert "<@U0CARA001>" in ping.text


async def test_what_is_undone_meanwhile_is_gone_back_to_below_and_the_person_hears_of_it(walking):
    async with walking("healthy-eca") as (town, hands):
        sam = hands("sam")
        for check in ("start-page-none", "ip-restrictions-enforced"):
            town.org.change(ECA[check][0])
        await sam.asked(GUIDE, channel="support")
        first = await sam.at("Step 5 of 12")
        town.org.change(ECA["start-page-none"][1])
        await sam.press(DONE, first)
        await sam.at("Step 8 of 12")
        town.org.change(ECA["start-page-none"][0])
        again = await sam.at("Step 5 of 12")
        assert float(again.ts) > float(first.ts), "not up there, where nobody looks"
        (told,) = await until(lambda: [m for m in sam.messages() if "it was so" in m.text])
        assert "<@U0SAM0001>" in told.text


async def test_salesforce_takes_its_time_and_is_waited_for(walking):
    async with walking(walk_haste=20.0) as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        await sam.press(DONE, step)
        await until(lambda: "Watching" in str(step.history))
        town.org.load("healthy-eca")
        await until(lambda: step.text.startswith("✓"))
        await until(lambda: [m for m in sam.messages() if "I see it now" in m.text])


async def test_after_ten_minutes_it_says_so_once_and_waits_for_the_person(walking):
    async with walking() as (_, hands):
        sam = hands("sam")
        step = await begun(hands)
        await sam.press(DONE, step)
        waited = lambda: [m for m in sam.messages() if "ten minutes" in m.text]  # noqa: E731
        await until(waited)
        await until(lambda: "Watching" not in str(step.blocks))
        assert DONE in labels(step)
        await settle(1)
        assert len(waited()) == 1


async def test_near_the_end_of_the_orgs_api_budget_nobody_looks_unasked(walking):
    async with walking() as (town, hands):
        await begun(hands)
        town.org.change({"limits": {"used": 75_000}})
        while (await row(town)).next_look:
            await settle(0.05)
        before = looks(town)
        await settle(1.5)  # two or three looks would have been due
        assert looks(town) == before
        await hands("sam").press(DONE)
        await until(lambda: looks(town) > before)


async def test_a_look_that_began_at_an_earlier_step_disturbs_nobody(walking):
    async with walking(walk_haste=2.0) as (town, hands):
        sam = hands("sam")
        await begun(hands)
        town.org.change({"weather": {"latency": 0.3}})
        await changed(town, next_look=1.0, due=1.0)  # a look of ours begins, and takes its time
        before = looks(town)
        await until(lambda: looks(town) > before)
        await sam.press("Back")
        first = await sam.at("Step 1 of 12")
        town.org.change({"users": {"ivy": {"profile": "standard"}}})
        await sam.press(DONE, first)
        await until(lambda: "Watching" in str(first.history))


async def test_reminders_come_three_times_and_then_no_more(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        await begun(hands)
        reminded = lambda: [m for m in sam.messages() if "We are still at" in m.text]  # noqa: E731
        for count in (1, 2, 3):
            assert (await row(town)).next_reminder > time.time() + 60
            await changed(town, next_reminder=1.0, due=1.0, next_look=0.0)
            await until(lambda n=count: len(reminded()) == n)
            assert "No reminders" in labels(reminded()[-1])
        assert (await row(town)).next_reminder == 0
        await sam.press("No reminders", reminded()[-1])
        await sam.told(2)
        assert (await row(town)).reminders == 0, "a person did something"


async def test_who_left_slack_is_not_reminded_and_whoever_asked_is_told_once(walking):
    async with walking() as (town, hands):
        sam, cara = hands("sam"), hands("cara")
        await begun(hands, "cara", f"{GUIDE} for <@U0CARA001|cara>")
        town.ws.change_user("cara", deleted=True)
        written = len(cara.messages())
        for _ in range(2):
            await changed(town, next_reminder=1.0, due=1.0, next_look=0.0)
            while (await row(town)).next_reminder:
                await settle(0.05)
        (told,) = await until(lambda: [m for m in sam.messages() if "deactivated" in m.text])
        assert "step 2 of 12" in told.text
        assert len(cara.messages()) == written
        await town.ws.click(told, "Stop", user="sam", confirm=True)
        while (await row(town)).open:
            await settle(0.05)
        await town.ws.click(told, "Begin it for me", user="sam")
        await sam.at("Step 2 of 12")


async def test_a_changed_playbook_is_entered_again_kindly(walking, monkeypatch):
    async with walking() as (_, hands):
        sam = hands("sam")
        step = await begun(hands)
        old = PLAYBOOKS["eca-setup"]
        fresh = Step("greet", title="Say hello to 6sense", do=("Say hello.",), who="6sense")
        steps = (fresh, *(s for s in old.steps if s.name != "start-page"))
        monkeypatch.setitem(PLAYBOOKS, "eca-setup", replace(old, steps=steps))
        await sam.press("I can't do this", step)
        said = lambda: [m for m in sam.messages() if "was improved" in m.text]  # noqa: E731
        await until(said)
        assert "Say hello to 6sense" in said()[0].text
        await until(lambda: "Step 3 of 12" in step.text)  # the same step, the same message
        await sam.press(DONE, step)
        await until(lambda: "Watching" in str(step.history))
        assert len(said()) == 1


async def test_a_playbook_that_changes_during_a_look_is_told_and_no_step_that_is_gone_waited_for(
    walking, monkeypatch
):
    async with walking(walk_haste=1.0) as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        town.org.change({"weather": {"latency": 0.3}})
        before = looks(town)
        await sam.press(DONE, step)
        await until(lambda: looks(town) > before)
        old = PLAYBOOKS["eca-setup"]
        steps = tuple(s for s in old.steps if s.name != "install-package")
        monkeypatch.setitem(PLAYBOOKS, "eca-setup", replace(old, steps=steps))
        await until(lambda: [m for m in sam.messages() if "was improved" in m.text])
        await sam.at("Step 2 of 11")
        while '"step": ""' not in (await row(town)).watch:
            await settle(0.05)


async def test_of_a_playbook_that_is_gone_the_buttons_say_so(walking, monkeypatch):
    async with walking() as (town, hands):
        sam = hands("sam")
        await begun(hands)
        monkeypatch.delitem(PLAYBOOKS, "eca-setup")
        await sam.press(DONE)
        assert "no longer have that walkthrough" in (await sam.told(2))[-1].text
        while (await row(town)).open:
            await changed(town, due=1.0, next_look=1.0)
            await settle(0.2)


async def test_of_an_org_that_is_disconnected_meanwhile_a_word_counts(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        store = town.served.process.runs.store
        await store.awrite(lambda conn: conn.execute(orgs.delete()))
        await sam.press(DONE, step)
        await until(lambda: "Confirm" in labels(step))
        await sam.press("Confirm", step)
        await until(lambda: step.text.startswith("☑"))


async def test_what_the_org_said_is_forgotten_at_the_end(walking):
    async with walking("healthy-eca") as (town, hands):
        sam = hands("sam")
        await sam.asked("guide fix-user-frozen", channel="support")
        through = lambda: any(m.text.startswith("Through:") for m in sam.messages())  # noqa: E731
        while await until(lambda: sam.step() or through()) and not through():
            step = sam.step()
            await sam.press(DONE if DONE in labels(step) else "Confirm", step)
            await until(lambda s=step: s.text[0] in "✓☑")
        store = town.served.process.runs.store
        assert await store.awrite(lambda conn: conn.execute(select(walk_facts)).all()) == []


async def test_what_is_old_and_still_waited_for_is_not_swept_up(walking):
    async with walking() as (town, hands):
        sam = hands("sam")
        step = await begun(hands)
        store, tenant = town.served.process.runs.store, Tenant(town.ws.team_id).key
        later = time.time() + 100
        await store.awrite(lambda conn: retention.prune(conn, tenant, later, 100))
        await sam.press(DONE, step)
        await until(lambda: "Watching" in str(step.history))
