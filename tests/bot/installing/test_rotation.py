"""Tokens that expire: renewed once, before they are used, and where nobody asks for anything."""

import asyncio
import time
from functools import partial

import pytest
from sqlalchemy import update

from bot.store import leases, rotation, singleflight
from bot.store.installation_tables import installations
from bot.store.installations import NoTokenError
from tests.patience import until

ACME = "-/T0ACME001/workspace"
ROTATING = {"token_rotation": True}


def refreshes(ws):
    return [c for c in ws.calls if c.args.get("grant_type") == "refresh_token"]


async def change(p, **values):
    mine = update(installations).where(installations.c.tenant == ACME).values(**values)
    await p.served.process.runs.store.awrite(lambda conn: conn.execute(mine))
    p.served.process.installations.changed(ACME)


async def spoken_to(p, times=10):
    """Private answers to mentions in three channels, by two people, all at once."""
    before = {who: len(p.ws.ephemerals(who)) for who in ("sam", "olga")}
    where = ("support", "on-call", "acme-shared")
    asked = [(who, where[n % 3]) for n in range(times) for who in before]
    await asyncio.gather(*(p.ws.mention("@sixsense frobnicate", *at) for at in asked))
    for who, had in before.items():
        await until(lambda who=who, had=had: len(p.ws.ephemerals(who)) == had + times, 20)


async def doctor(p):
    """What the doctor says to the owner."""
    before = len(p.ws.ephemerals("wanda"))
    await p.ws.command("/6sense doctor", user="wanda", channel="support")

    def told():
        new = (str(m.blocks) for m in p.ws.ephemerals("wanda")[before:])
        return next((blocks for blocks in new if "clock" in blocks), "")

    return await until(told, 20)


async def test_twenty_answers_over_an_expired_token_need_one_refresh(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        p.ws.advance(43_201)  # Slack's clock alone: our own still takes the token for good
        await spoken_to(p)
        assert len(refreshes(p.ws)) == 1
        p.ws.advance(43_201)
        await spoken_to(p, 2)
        assert len(refreshes(p.ws)) == 2
        kept = await p.kept(ACME)
        assert kept.version == 2
        assert kept.expires - kept.renew_at == pytest.approx(7200)


async def test_a_token_is_not_used_after_its_time(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        await until(lambda: p.direct("wanda"))
        await change(p, expires=time.time() - 1)
        await spoken_to(p, 2)
        assert len(refreshes(p.ws)) == 1
        assert [c.error for c in p.ws.calls if not c.ok] == []


async def test_an_idle_workspaces_token_is_renewed_in_time(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        await until(lambda: p.direct("wanda"))
        old = (await p.kept(ACME)).token
        await change(p, renew_at=time.time() - 1)
        await until(lambda: refreshes(p.ws))
        await until(lambda: p.served.process.installations.current(ACME).token != old)
        assert (await p.kept(ACME)).renew_at > time.time() + 35_000
        await spoken_to(p, 2)
        assert len(refreshes(p.ws)) == 1


async def test_an_answer_that_got_lost_is_said_and_not_tried_for_ever(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        await until(lambda: p.direct("wanda"))
        p.ws.fail("oauth.v2.access", cut=True, after=True)
        await change(p, renew_at=time.time() - 1)
        await until(lambda: len(refreshes(p.ws)) == 1)
        await change(p, renew_at=time.time() - 1)  # five minutes later
        told = await until(lambda: p.direct("wanda")[1:], 15)
        assert "Please install me again" in told[0].text
        assert (await p.kept(ACME)).trouble == "interrupted"
        assert "interrupted" in await doctor(p)
        await spoken_to(p, 2)  # the old token is good until its end
        await change(p, expires=time.time() - 1)
        with pytest.raises(NoTokenError, match="needs_reinstall"):
            await asyncio.to_thread(p.served.process.installations.current, ACME)
        assert len(refreshes(p.ws)) == 2, "a spent refresh token is not presented again"
        await p.install("wanda")
        await spoken_to(p, 2)
        assert (await p.kept(ACME)).trouble == ""
        assert "my token is renewed" in await doctor(p)


async def test_slack_that_cannot_be_reached_is_asked_again(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        p.ws.fail("oauth.v2.access", "ratelimited", http_status=429, retry_after=1)
        await change(p, expires=time.time() - 1)
        await spoken_to(p, 2)
        assert [c.ok for c in refreshes(p.ws)] == [False, True]


async def test_a_process_that_died_over_a_refresh_leaves_word(place):
    async with place(app=ROTATING) as p:
        await p.install("wanda")
        stale, process = await p.kept(ACME), p.served.process

        def died(conn):
            leases.take(conn, stale.lease, "somebody", -1)
            look = partial(rotation.look, ring=process.ring, stale=stale)
            return singleflight.turn(conn, stale.lease, "next", 5, look)

        turn = await process.runs.store.awrite(died)
        assert (turn.interrupted, turn.now.version) == (True, 0)
