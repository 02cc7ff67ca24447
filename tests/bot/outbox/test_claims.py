"""Who sends: one, and only as long as it lives. On both databases."""

import asyncio

import pytest
from sqlalchemy import update

from bot.outbox.claims import claim, release, settle
from bot.outbox.outcome import Sent
from bot.outbox.wanted import Spot, want
from bot.store import alive
from bot.store.tables import processes
from tests.patience import PATIENT


@pytest.fixture
def store(store):
    store.write(lambda conn: alive.join(conn, "me"))
    return store


def wanted(store, count=1):
    def work(conn):
        for number in range(count):
            spot = Spot("T1", "r-1", f"key {number}", f"C{number}")
            want(conn, spot, lambda *_: {"text": "x"}, now=float(number))

    store.write(work)


def claimed(store, name="me", most=20):
    return store.write(lambda c: claim(c, name, form="plan", most=most, idle=0.5)).sendings


def test_a_claimed_message_is_nobody_elses(store):
    wanted(store)
    assert len(claimed(store)) == 1
    assert claimed(store) == ()
    store.write(lambda conn: release(conn, "somebody else"))
    assert claimed(store) == ()


def test_a_dead_senders_claim_is_let_go_and_the_repetition_counted(store):
    wanted(store)
    assert not claimed(store)[0].repeated
    store.write(lambda conn: release(conn, "me"))
    assert claimed(store)[0].repeated


def test_what_comes_home_late_changes_nothing(store):
    wanted(store)
    (mine,) = claimed(store)
    store.write(lambda conn: release(conn, "me"))
    store.write(lambda conn: conn.execute(processes.insert().values(name="peer", beat=0, fenced=0)))
    (theirs,) = claimed(store, "peer")
    store.write(lambda conn: settle(conn, mine, Sent("1.0")))
    store.write(lambda conn: settle(conn, theirs, Sent("2.0")))
    assert (
        store.write(lambda conn: conn.exec_driver_sql("SELECT ts FROM messages").scalar()) == "2.0"
    )


def test_a_fenced_process_claims_nothing(store):
    wanted(store)
    store.write(lambda conn: conn.execute(update(processes).values(fenced=1)))
    with pytest.raises(alive.FencedError):
        claimed(store)


def test_more_than_fits_is_looked_for_at_once(store):
    wanted(store, 5)
    found = store.write(lambda c: claim(c, "me", form="plan", most=3, idle=0.5))
    assert (len(found.sendings), found.again) == (3, 0.0)
    found = store.write(lambda c: claim(c, "me", form="plan", most=3, idle=0.5))
    assert (len(found.sendings), found.again) == (2, 0.5)


async def test_a_fenced_outbox_ends_and_says_why(outbox, caplog):
    outbox.store.write(lambda conn: conn.execute(update(processes).values(fenced=1)))
    async with asyncio.timeout(PATIENT):
        await outbox.sender.run()
    assert "process me was taken for dead by a peer" in caplog.text


async def test_two_senders_send_each_message_once_and_keep_to_the_lane(opened, pg_url):
    async with opened(pg_url, name="one") as one, opened(pg_url, ws=one.ws, name="two") as two:
        for number in range(30):
            box = (one, two)[number % 2]
            await box.want(f"m{number}", key=f"k{number % 10}", channel=f"C0{_PLACES[number % 2]}")
            await asyncio.sleep(0.01)
        await one.quiet(20)
        assert len([call for call in one.ws.calls if call.method == "chat.postMessage"]) == 10
        assert sorted(one.shown() + one.shown("on-call")) == sorted(f"m{n}" for n in range(20, 30))
        assert two.counted() == {}
        assert all(call.ok for call in one.ws.calls), "no 429"


_PLACES = ("SUPPORT", "ONCALL1")
