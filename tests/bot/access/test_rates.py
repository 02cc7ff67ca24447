"""One person cannot take everybody's turn, and is told so kindly."""

import threading
from dataclasses import replace

import pytest

from bot.runs import aside
from bot.runs.ask import Ask
from bot.store import audit, rates
from intents.asked.orgs import Orgs
from intents.asker import LOCAL, Asker, Person, Place, Tenant
from intents.intent import CheckOrg
from tests.bot.access.test_roles import WORLD, said, stored
from tests.patience import until

TRACKS = ("", " as eca", " as legacy", " only app-enabled", " only oauth-enabled")


def wait(store, user="U1", most=3, seconds=3600.0, lane="check"):
    return store.write(lambda conn: rates.wait(conn, "T1", user, lane, most, seconds))


def test_so_many_and_no_more(store):
    assert [wait(store) for _ in range(3)] == [0.0, 0.0, 0.0]
    pause = wait(store)
    assert 1000 < pause <= 1200, "one more every twenty minutes"
    assert wait(store) == pytest.approx(pause, abs=10), "a refused one costs nothing"
    assert wait(store, "U2") == 0.0
    assert wait(store, lane="connect") == 0.0


def test_it_holds_for_many_at_once(store):
    found = []
    many = [threading.Thread(target=lambda: found.append(wait(store, most=5))) for _ in range(12)]
    for thread in many:
        thread.start()
    for thread in many:
        thread.join()
    assert found.count(0.0) == 5


async def test_too_many_checks_get_a_kind_answer_and_begin_nothing(town):
    async with town(world=WORLD, checks_per_minute=3) as t:
        answers = [
            (
                await t.ws.command(f"/6sense check acme-prod{how}", user="sam", channel="support")
            ).body
            for how in TRACKS
        ]
        assert ["That is quick" in body for body in answers] == [False, False, False, True, True]
        assert "Nothing is lost" in answers[-1]
        other = await t.ws.command("/6sense check acme-prod only users-differ", user="olga")
        assert "That is quick" not in other.body


async def test_too_many_sign_ins_too_and_a_role_does_not_help(town):
    async with town(world=WORLD, connects_per_hour=1) as t:
        told = [await said(t, f"connect acme-{n}", "wanda") for n in range(3)]
        assert ["1 sign-ins an hour" in text for text in told] == [False, True, True]


async def test_a_retry_counts_as_a_check_does(town):
    async with town("eca-disabled", world=WORLD, checks_per_minute=1) as t:
        await t.ws.command("/6sense check acme-prod", user="sam", channel="support")
        anchor = await t.anchor()
        asked = len(t.org.requests)
        await t.ws.click(anchor, "Retry", user="sam")
        told = await until(lambda: t.ws.ephemerals("sam"))
        assert "1 checks a minute" in told[0].text
        assert len(t.org.requests) == asked
        await t.ws.click(anchor, "Retry", user="olga")
        await until(lambda: len(t.org.requests) > asked)


@pytest.mark.parametrize(
    "words", ["triage OAUTH_APP_BLOCKED", "guide eca-setup for <@U0OLGA001> in acme-prod", "doctor"]
)
async def test_what_reaches_others_has_a_pace_of_its_own(town, words):
    async with town(world=WORLD, asks_per_minute=1) as t:
        first = await t.ws.command(f"/6sense {words}", user="sam", channel="support")
        assert "That is quick" not in first.body
        again = await t.ws.command(f"/6sense {words}", user="sam", channel="support")
        assert "1 requests of this kind a minute" in again.body
        own = await t.ws.command("/6sense guide", user="sam", channel="support")
        assert "Walkthroughs" in own.body, "a list costs nobody anything"


async def test_the_home_tab_is_no_way_around(town):
    async with town(world=WORLD, checks_per_minute=1) as t:
        asker = Asker(Tenant(t.ws.team_id), Person("U0SAM0001", t.ws.team_id), Place(""))
        slow_down = t.served.process.runs.rules.slow_down
        seen = [stored(t, lambda c: slow_down(c, asker, CheckOrg(org="a"))) for _ in range(2)]
        assert seen[0] is None
        assert "That is quick" in seen[1].says
        local = replace(asker, tenant=LOCAL)
        assert not any(stored(t, lambda c: slow_down(c, local, CheckOrg(org="a"))) for _ in "ab")


async def test_a_stranger_floods_neither_the_record_nor_the_channel(town):
    async with town(world=WORLD) as t:
        runs, tenant = t.served.process.runs, Tenant(t.ws.team_id)
        cara = Asker(tenant, Person("U0CARA001", "T0CUST001"), Place("C0SHARED1"))

        def told(number, way="event"):
            asked = Ask(cara, Orgs(), f"{way}:{number}")
            return stored(t, lambda conn: aside.asked(runs, conn, asked))

        def refusals():
            ring = t.served.process.ring
            kept = stored(t, lambda conn: audit.newest(conn, ring, tenant.key, "", 99))
            return sum(entry.action == "refused" for entry in kept)

        answers = [told(number) for number in range(60)]
        assert 30 <= sum(answer is not None for answer in answers) < 40
        assert refusals() == sum(answer is not None for answer in answers)
        assert "Only people of the workspace" in told(1, "command").says
