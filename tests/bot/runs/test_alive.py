"""Who lives, and the fence around those taken for dead."""

import pytest
from sqlalchemy import update

from bot.store import alive
from bot.store.database import Store
from bot.store.migrate import migrate
from bot.store.tables import processes


@pytest.fixture
def pg(pg_url):
    store = Store(pg_url)
    migrate(store)
    yield store
    store.close()


def test_who_is_silent_is_fenced_and_stays_so(pg):
    for name in ("me", "dead", "well"):
        pg.write(lambda conn, name=name: alive.join(conn, name))
    long_ago = update(processes).where(processes.c.name == "dead").values(beat=0)
    pg.write(lambda conn: conn.execute(long_ago))
    assert pg.write(lambda conn: alive.fence_silent(conn, "me")) == ["dead"]
    assert pg.write(lambda conn: alive.fence_silent(conn, "well")) == ["dead"], "until all is done"
    for late in (alive.beat, alive.stay_alive):
        with pytest.raises(alive.FencedError):
            pg.write(lambda conn, late=late: late(conn, "dead"))
    pg.write(lambda conn: alive.beat(conn, "well"))


def test_who_was_forgotten_is_fenced_too(store):
    """Paused for days, its row swept away: silence about it is no leave to go on."""
    for check in (alive.beat, alive.stay_alive):
        with pytest.raises(alive.FencedError):
            store.write(lambda conn, check=check: check(conn, "nobody knows it"))


def test_who_comes_first_is_alone(store):
    assert store.write(lambda conn: alive.join(conn, "one"))
    assert store.write(lambda conn: alive.join(conn, "two")) is not store.is_postgres
