"""The store's promises: transactions whole, writers patient, the schema as declared."""

import os
import threading
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from bot.store import database
from bot.store.database import Store, insert_new
from bot.store.lock import NoPlaceError, StoreBusyError
from bot.store.migrate import migrate, standing
from bot.store.tables import counters, metadata, seen


@pytest.fixture
def pg(pg_url):
    store = Store(pg_url)
    migrate(store)
    store.write(lambda conn: conn.execute(insert(counters).values([{"name": n} for n in "ab"])))
    yield store
    store.close()


def together(*works):
    """Run each in a thread of its own; the errors they ended with."""
    errors = []

    def run(work):
        try:
            work()
        except BaseException as error:  # noqa: BLE001 -- whatever it is, the test shows it
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_a_second_process_on_sqlite_is_told_what_to_do(sqlite_url):
    store = Store(sqlite_url)
    with pytest.raises(StoreBusyError) as busy:
        Store(sqlite_url)
    assert f"in use by process {os.getpid()}" in str(busy.value)
    assert "DATABASE_URL" in str(busy.value)
    store.close()
    Store(sqlite_url).close()


def test_a_place_where_no_file_can_be_is_said(tmp_path):
    (tmp_path / "file").touch()
    for beside in (False, True):
        with pytest.raises(NoPlaceError, match=r"file/x\.db cannot be made.*DATABASE_URL"):
            Store(f"sqlite:///{tmp_path}/file/x.db", beside=beside)


def test_eight_writing_threads_never_meet_a_locked_database(sqlite_url):
    """Ours through the store's one writer, the engine's straight on its connections."""
    store = Store(sqlite_url)
    migrate(store)

    def ours(thread):
        for number in range(60):
            store.write(lambda c, n=number: insert_new(c, seen, delivery=f"{thread}/{n}", at=1.0))

    def engines(thread):
        for number in range(60):
            with store.engine.begin() as conn:
                conn.execute(select(func.count()).select_from(seen))
                conn.execute(insert(seen).values(delivery=f"{thread}/{number}", at=2.0))

    works = [lambda n=n: (ours if n % 2 else engines)(n) for n in range(8)]
    assert together(*works) == []
    assert store.write(lambda conn: conn.scalar(select(func.count()).select_from(seen))) == 480
    mode = store.write(lambda conn: conn.exec_driver_sql("PRAGMA journal_mode").scalar())
    assert mode == "wal"
    store.close()


def test_a_delivery_is_taken_once_by_whoever_comes_first(store):
    taken = []
    works = [
        lambda: taken.append(store.write(lambda c: insert_new(c, seen, delivery="d", at=1.0)))
        for _ in range(6)
    ]
    assert together(*works) == []
    assert sorted(taken) == [False] * 5 + [True]


def test_a_deadlock_is_tried_again_whole(pg):
    """SQLite hides it: there, one writes after the other."""
    both = threading.Barrier(2)
    tries = []

    def crossing(first, second):
        def work(conn):
            tries.append(first)
            grown = update(counters).values(value=counters.c.value + 1)
            conn.execute(grown.where(counters.c.name == first))
            if len(tries) <= 2:
                both.wait(5)
            conn.execute(grown.where(counters.c.name == second))

        return lambda: pg._attempt(work)

    assert together(crossing("a", "b"), crossing("b", "a")) == []
    found = pg.write(lambda conn: conn.execute(select(counters.c.value)).scalars().all())
    assert found == [2, 2], "each did its two, once"
    assert len(tries) == 3


def test_a_serialization_failure_is_tried_again_whole(pg):
    both = threading.Barrier(2)
    tries = []

    def work(conn):
        conn.execute(text("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"))
        now = conn.scalar(select(counters.c.value).where(counters.c.name == "a"))
        tries.append(now)
        if len(tries) <= 2:
            both.wait(5)
        conn.execute(update(counters).where(counters.c.name == "a").values(value=now + 1))

    assert together(lambda: pg._attempt(work), lambda: pg._attempt(work)) == []
    assert pg.write(lambda c: c.scalar(select(func.max(counters.c.value)))) == 2


def test_a_transaction_that_a_pause_broke_is_done_anew(pg_url, monkeypatch):
    """The server ends one that waits for us: a paused process must not hold its locks."""
    tables = Store(pg_url)
    migrate(tables)  # with all the patience there is: Alembic thinks between its statements
    tables.close()
    monkeypatch.setattr(database, "_IDLE", "SET idle_in_transaction_session_timeout = '300ms'")
    store = Store(pg_url)
    tries = []

    def work(conn):
        insert_new(conn, seen, delivery="d", at=1.0)
        tries.append(1)
        if len(tries) == 1:
            time.sleep(1)
        return insert_new(conn, seen, delivery="e", at=1.0)

    assert store.write(work)
    assert len(tries) > 1
    store.close()


def test_a_transaction_that_is_wrong_is_not(store):
    tries = []

    def work(conn):
        tries.append(1)
        conn.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError):
        store.write(work)
    assert len(tries) == 1


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request, tmp_path):
    """A store whose tables are made here, and no others beside them."""
    postgres = request.param == "postgresql"
    store = Store(
        request.getfixturevalue("pg_bare_url") if postgres else f"sqlite:///{tmp_path}/bare.db"
    )
    migrate(store)
    yield store
    store.close()


def test_migrations_make_the_tables_as_declared(bare):
    store = bare
    with store.engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        ours = [
            change for change in compare_metadata(context, metadata) if "alembic" not in str(change)
        ]
    assert ours == []
    has, newest = standing(store)
    assert has == newest
    migrate(store)
    assert standing(store) == (has, newest), "twice is once"


def test_two_releases_at_once_migrate_one_after_the_other(pg_bare_url):
    stores = [Store(pg_bare_url) for _ in range(3)]
    assert together(*(lambda s=s: migrate(s) for s in stores)) == []
    for store in stores:
        store.close()
