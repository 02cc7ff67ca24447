"""One person cannot take everybody's turn, and is told so kindly."""

import threading

import pytest

from bot.store import rates
from bot.store.database import Store
from bot.store.schema import metadata
from tests.bot.access.test_roles import WORLD, said

TRACKS = ("", " as eca", " as legacy", " only app-enabled", " only oauth-enabled")


@pytest.fixture
def store(store_url):
    opened = Store(store_url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


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
