"""One database, plain synchronous transactions `fn(conn)`.

SQLite: one writing process (a lock file says so), one transaction at a time, WAL. PostgreSQL: a
pool, and a whole-transaction retry where it reports a serialization failure or a deadlock, or goes
away.
"""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, Executable, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.store.lock import Lock
from bot.store.together import Together
from bot.store.turns import Turns, at_the_door, sqlite_engine

T = TypeVar("T")
Work = Callable[[Connection], T]

_RETRYABLE = {"40001", "40P01"}  # PostgreSQL: serialization_failure, deadlock_detected
_ATTEMPTS = 9  # with the pauses between them: five seconds
# PostgreSQL ends a transaction that waits so long for us: a paused process must not hold its
# locks, and by the time a peer fences it (bot.store.alive) none of its transactions is left.
_IDLE = "SET idle_in_transaction_session_timeout = '5s'"


class Store:
    """The database of this process. Close it to let go of the SQLite lock."""

    def __init__(self, url: str, *, pool: int = 12, beside: bool = False) -> None:
        """Open the store; takes the SQLite lock but creates no table (see `migrate`).

        `beside` is for a command of a moment: beside a process that has the lock it reads, and
        writes a row at most; SQLite's own locks suffice for that.

        Raises:
            StoreBusyError: the SQLite file is in use by another process.
            NoPlaceError: it cannot be made where it should be.
        """
        self.url = _driver(url)
        self.is_postgres = self.url.startswith("postgresql")
        self._lock = None if self.is_postgres or beside else Lock(self.url)
        self._turns = Turns()
        self.engine = _engine(self.url, pool, self._turns)
        threads = pool // 2 if self.is_postgres else 1
        self._door = ThreadPoolExecutor(threads, "door", initializer=at_the_door)
        self._rest = ThreadPoolExecutor(threads, "store")
        self._together = Together(self._expected, self._door)

    def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction: all of it is stored, or nothing."""
        if not self.is_postgres:
            return self._attempt(work)
        # Python runs one thread at a time: thirty that judge and draw at once would end no
        # sooner, and whoever waits at the door would wait for all of them.
        self._turns.take()
        try:
            return self._attempt(work)
        finally:
            self._turns.give()

    async def awrite(self, work: Work[T], *, first: bool = True) -> T:
        """`write`, from the event loop; `first` where somebody in Slack waits for it."""
        loop = asyncio.get_running_loop()
        if not first:
            return await loop.run_in_executor(self._rest, self.write, work)
        if self.is_postgres:
            return await loop.run_in_executor(self._door, self._expected, work)
        done: T = await self._together.submit(work)
        return done

    def _expected(self, work: Work[T]) -> T:
        self._turns.expect()
        try:
            return self._attempt(work)
        finally:
            self._turns.came()

    def _attempt(self, work: Work[T]) -> T:
        for attempt in range(_ATTEMPTS):
            try:
                with self.engine.begin() as conn:
                    if not self.is_postgres:
                        # The write lock at once: a read that turns into a write could
                        # otherwise fail half way, or decide on what has changed since.
                        conn.exec_driver_sql("BEGIN IMMEDIATE")
                    return work(conn)
            except DBAPIError as error:
                if attempt == _ATTEMPTS - 1 or not _passing(error):
                    raise
                time.sleep(0.01 * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311 -- apart
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Finish what is being written, then let go."""
        self._door.shutdown(wait=True)
        self._rest.shutdown(wait=True)
        self.engine.dispose()
        if self._lock:
            self._lock.release()


def database_now(conn: Connection) -> float:
    """Seconds since the epoch by the database's clock: the one clock processes share."""
    if conn.dialect.name == "postgresql":
        return float(conn.scalar(text("SELECT extract(epoch FROM clock_timestamp())")) or 0)
    return time.time()


def insert_new(conn: Connection, table: Table, **values: object) -> bool:
    """Insert a row unless there is one of its key; PostgreSQL waits for whoever is inserting it."""
    return conn.execute(_insert_new(conn.dialect.name, table), values).rowcount == 1


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    """Written once per table: making a statement costs several times what running it does."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    wanted = insert(table).on_conflict_do_nothing()
    # Of an INSERT, SQLAlchemy keeps the count only if asked: on PostgreSQL it would say -1.
    return wanted.execution_options(preserve_rowcount=True)


def in_turn(conn: Connection, name: str) -> None:
    """One transaction after the other for this name, until each ends; on SQLite they always are."""
    if conn.dialect.name == "postgresql":
        conn.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name}
        )


def _passing(error: DBAPIError) -> bool:
    """Whether the same transaction may well succeed in a moment.

    Each of ours may be repeated even where the connection broke at its commit: what must happen
    once has a key of its own (a delivery, a state, a version).
    """
    if not isinstance(error.orig, psycopg.Error):
        return False
    unreachable = isinstance(error, OperationalError) and error.orig.sqlstate is None
    return error.orig.sqlstate in _RETRYABLE or error.connection_invalidated or unreachable


def _driver(url: str) -> str:
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(url: str, pool: int, turns: Turns) -> Engine:
    if url.startswith("sqlite"):
        return sqlite_engine(url, pool, turns)
    engine = create_engine(
        url, pool_size=pool, max_overflow=pool, pool_pre_ping=True, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _met(raw: psycopg.Connection[object], _record: object) -> None:
        raw.execute(_IDLE)
        raw.commit()

    return engine
