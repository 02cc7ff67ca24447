"""Many at the door, one transaction: each as if it had been alone."""

import asyncio

import pytest
from sqlalchemy import func, insert, select

from bot.store.database import Store
from bot.store.tables import counters, metadata


@pytest.fixture
def store(sqlite_url):
    opened = Store(sqlite_url)
    metadata.create_all(opened.engine)
    yield opened
    opened.close()


def counting(name):
    return lambda conn: conn.execute(insert(counters).values(name=name, value=1)).rowcount


async def stored(store):
    return await store.awrite(lambda conn: conn.scalar(select(func.count()).select_from(counters)))


async def test_all_that_is_asked_at_once_is_stored(store):
    done = await asyncio.gather(*(store.awrite(counting(f"n{n}")) for n in range(200)))
    assert done == [1] * 200
    assert await stored(store) == 200


async def test_one_that_fails_fails_alone(store):
    def broken(conn):
        conn.execute(insert(counters).values(name="half", value=1))
        raise LookupError("mine")

    asked = [store.awrite(counting(f"n{n}")) for n in range(20)]
    asked[7:7] = [store.awrite(broken)]
    done = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(result) for result in done if result != 1] == [LookupError]
    assert await stored(store) == 20, "and its half is not stored"


async def test_who_stops_waiting_holds_up_nobody(store):
    tasks = [asyncio.ensure_future(store.awrite(counting(f"n{n}"))) for n in range(50)]
    await asyncio.sleep(0)
    for task in tasks[::2]:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    async with asyncio.timeout(5):
        assert 25 <= await stored(store) <= 50
