"""A walkthrough is about one org, whatever it is called later, and whatever has its name then."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import func, select

from bot.commands.look import connect_practice
from bot.errands.walks import going, look, place
from bot.store import connections, known_orgs
from bot.store.case_tables import cases
from bot.store.walk_tables import walk_facts, walks
from intents.asker import Tenant
from intents.walk import kinds_for_opening
from sandbox.org import OrgSandbox
from tests.bot.walks.conftest import DONE
from tests.patience import until

CARA = "<@U0CARA001|cara>"


def stored(town, work):
    return town.served.process.runs.store.write(work)


def rename(town, new):
    stored(town, lambda c: known_orgs.rename(c, Tenant(town.ws.team_id).key, "acme-prod", new))


def remove(town):
    process, tenant = town.served.process, Tenant(town.ws.team_id).key

    def work(conn):
        known_orgs.remove(conn, tenant, connections.find(conn, process.ring, tenant, "acme-prod"))

    stored(town, work)


@asynccontextmanager
async def another(town):
    """Another customer's org, under the name the first one had."""
    async with OrgSandbox(scenario="healthy-eca") as org:
        tenant = Tenant(town.ws.team_id).key
        await connect_practice(town.served.process, org, "acme-prod", tenant)
        yield org


@pytest.mark.parametrize("rename_first", [True, False], ids=["renamed", "removed"])
async def test_another_org_under_the_old_name_is_never_shown(walking, rename_first):
    async with walking() as (town, hands):
        cara = hands("cara")
        await hands("sam").asked(f"guide eca-setup for {CARA} in acme-prod", channel="support")
        step = await cara.at("Step 2 of 12")
        if rename_first:
            rename(town, "acme-old")
        else:
            remove(town)
        async with another(town) as other:
            await cara.press(DONE, step)
            await until(
                lambda: ("Watching" if rename_first else "not connected") in str(step.history)
            )
            assert other.requests == []
        row = stored(town, lambda c: c.execute(select(walks)).one())
        if rename_first:
            assert (row.org, json.loads(row.state)["org"]) == ("acme-old", "acme-old")
        else:
            assert row.org.startswith("acme-prod#")


async def test_of_an_org_that_is_gone_nothing_heard_is_kept(walking):
    async with walking() as (town, hands):
        await hands("sam").asked("guide eca-setup", channel="support")
        await hands("sam").at("Step 2 of 12")
        count = select(func.count()).select_from(walk_facts)
        assert stored(town, lambda c: c.scalar(count)) == 1
        remove(town)
        assert stored(town, lambda c: c.scalar(count)) == 0


async def test_what_is_heard_by_a_name_that_was_given_away_meanwhile_is_not_believed(walking):
    """The look began before the rename, and asked by the name when another org had it."""
    async with walking(walk_haste=1.0) as (town, hands):  # no look of its own meanwhile
        office, tenant = town.served.process.office, Tenant(town.ws.team_id)
        await hands("sam").asked("guide eca-setup", channel="support")
        step = await hands("sam").at("Step 2 of 12")
        name = stored(town, lambda c: c.scalar(select(walks.c.id)))
        before = stored(town, lambda c: going.load(c, tenant.key, name))
        said = select(walk_facts.c.heard)
        known = stored(town, lambda c: c.scalar(said))
        rename(town, "acme-old")
        async with another(town):
            kinds = kinds_for_opening(before.playbook, "acme-prod")
            learn = office.orgs.learn
            heard = await asyncio.to_thread(learn, tenant, "acme-prod", kinds, deadline=20.0)
            told = heard.model_dump_json()
            await asyncio.to_thread(look._tell, office, before, told)
            now = stored(town, lambda c: going.load(c, tenant.key, name))
            assert stored(town, lambda c: place.ticked(c, now, told, "acme-prod")) == now
        assert stored(town, lambda c: c.scalar(said)) == known
        assert not step.text.startswith("✓")


async def test_a_case_goes_with_its_org(town):
    async with town("eca-disabled") as t:
        await t.ws.command(
            "/6sense triage OAUTH_APP_BLOCKED in acme-prod", user="sam", channel="support"
        )
        body = "[]"

        def case():
            rows = stored(t, lambda c: c.execute(select(cases)).all())
            return json.loads(rows[0].body) if rows else {}

        body = await until(lambda: b if (b := case()).get("looked") else None)
        assert (body["org"], body["looked"]["org"]) == ("acme-prod", "acme-prod")
        rename(t, "acme-old")
        assert (case()["org"], case()["looked"]["org"]) == ("acme-old", "acme-old")


async def test_a_case_of_an_org_that_was_removed_has_a_name_that_no_org_can_have(town):
    async with town("eca-disabled") as t:
        said = "/6sense triage OAUTH_APP_BLOCKED in acme-prod"
        await t.ws.command(said, user="sam", channel="support")

        def looked():
            rows = stored(t, lambda c: c.execute(select(cases)).all())
            return json.loads(rows[0].body).get("looked") if rows else None

        assert (await until(looked))["org"] == "acme-prod"
        remove(t)
        assert looked()["org"].startswith("acme-prod#")
