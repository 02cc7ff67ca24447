"""Installations as rows, on both databases: first ones, turns, and secrets that stay at home."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.store import homes, rotation, singleflight
from bot.store import installations as kept
from bot.store.installation_tables import installations
from bot.store.installations import Installation, NoTokenError
from bot.store.keys import KeyRing, SealError, fresh_key

ACME = Installation("T1", "", "UBOT", "B1", "xoxb-1", refresh_token="xoxe-1", name="Acme")
GRID = Installation("", "E1", "UBOT2", "B2", "xoxb-2", org_wide=True)


@pytest.fixture
def ring():
    return KeyRing(fresh_key())


async def test_of_many_at_once_one_is_the_first(store, ring):
    put = [store.awrite(lambda conn: kept.put(conn, ring, ACME)) for _ in range(8)]
    firsts = [first for _, first in await asyncio.gather(*put)]
    assert firsts.count(True) == 1
    found = store.write(lambda conn: kept.of_team(conn, ring, "T1"))
    assert (found.token, found.version, found.tenant.key) == ("xoxb-1", 7, "-/T1/workspace")


def test_a_workspace_that_joins_an_enterprise_stays_the_tenant_it_was(store, ring):
    store.write(lambda conn: kept.put(conn, ring, ACME))
    moved = replace(ACME, enterprise="E1", token="xoxb-new")
    now, first = store.write(lambda conn: kept.put(conn, ring, moved))
    assert (now.tenant.key, first) == ("-/T1/workspace", False)
    assert store.write(lambda conn: kept.of_team(conn, ring, "T1")).token == "xoxb-new"
    assert store.write(lambda conn: kept.of_enterprise(conn, ring, "E1")) is None


def test_a_workspaces_own_installation_is_not_the_enterprises(store, ring):
    store.write(lambda conn: kept.put(conn, ring, GRID))
    store.write(lambda conn: kept.put(conn, ring, replace(ACME, enterprise="E1")))
    assert store.write(lambda conn: kept.of_enterprise(conn, ring, "E1")).bot_user == "UBOT2"
    assert store.write(lambda conn: kept.of_team(conn, ring, "T1")).bot_user == "UBOT"
    assert store.write(lambda conn: kept.of_team(conn, ring, "")) is None


def test_a_row_copied_to_another_tenant_does_not_open_there(store, ring):
    store.write(lambda conn: kept.put(conn, ring, ACME))
    store.write(lambda conn: kept.put(conn, ring, replace(ACME, team="T2")))
    mine = select(installations.c.sealed).where(installations.c.team == "T1")
    stolen = store.write(lambda conn: conn.scalar(mine))
    copied = update(installations).where(installations.c.team == "T2").values(sealed=stolen)
    store.write(lambda conn: conn.execute(copied))
    with pytest.raises(SealError):
        store.write(lambda conn: kept.of_team(conn, ring, "T2"))
    assert b"xoxb" not in stolen


def test_one_turn_at_a_time_and_the_next_finds_the_new_token(store, ring):
    store.write(lambda conn: kept.put(conn, ring, ACME))

    def turn(holder):
        return store.write(lambda conn: singleflight.turn(conn, ACME.lease, holder, 10, look))

    def look(conn):
        return rotation.look(conn, ring, ACME)

    mine = turn("one")
    assert (mine.now.token, mine.interrupted) == ("xoxb-1", False)
    assert turn("two") is None
    fresh = replace(ACME, token="xoxb-2", version=1)
    assert store.write(lambda conn: rotation.renewed(conn, ring, mine.now, fresh))
    assert turn("two").token == "xoxb-2"
    late = store.write(lambda conn: rotation.renewed(conn, ring, ACME, fresh))
    assert late is False, "whoever comes late changes nothing"
    store.write(lambda conn: kept.remove(conn, "-/T1/workspace"))
    with pytest.raises(NoTokenError, match="not_installed"):
        turn("three")


def test_what_is_given_up_is_not_tried_until_it_is_installed_again(store, ring):
    store.write(lambda conn: kept.put(conn, ring, replace(ACME, renew_at=1.0)))
    assert store.write(lambda conn: rotation.due(conn, 5, 60)) == ["-/T1/workspace"]
    assert store.write(lambda conn: rotation.due(conn, 5, 60)) == [], "taken for a minute"
    store.write(lambda conn: rotation.give_up(conn, ACME, "interrupted"))
    with pytest.raises(NoTokenError, match="needs_reinstall"):
        store.write(lambda conn: rotation.look(conn, ring, ACME))
    store.write(lambda conn: kept.put(conn, ring, ACME))
    assert store.write(lambda conn: kept.of_team(conn, ring, "T1")).trouble == ""


def test_a_home_tab_is_wanted_taken_and_shown(store):
    tenant = "-/T1/workspace"
    store.write(lambda conn: homes.opened(conn, tenant, "U1", "T1", "D1"))
    [tab] = store.write(lambda conn: homes.due(conn, 5, 60))
    assert (tab.person, tab.channel) == ("U1", "D1")
    store.write(lambda conn: homes.refresh(conn, tenant))
    assert store.write(lambda conn: homes.due(conn, 5, 60)) == [], "it is being drawn"
    store.write(lambda conn: homes.shown(conn, tab))
    [newer] = store.write(lambda conn: homes.due(conn, 5, 60))
    assert newer.version == tab.version + 1
    store.write(lambda conn: homes.shown(conn, newer))
    assert store.write(lambda conn: homes.due(conn, 5, 60)) == []
    store.write(lambda conn: homes.refresh(conn, "-/T2/workspace"))
    assert store.write(lambda conn: homes.due(conn, 5, 60)) == [], "another tenant's is not"
