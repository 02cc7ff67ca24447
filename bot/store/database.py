"""One database, plain synchronous transactions `fn(conn)`.

SQLite: one writing process (a lock file says so), one writer thread, WAL. PostgreSQL: a pool, and
a whole-transaction retry where it reports a serialization failure or a deadlock, or goes away.
"""

import asyncio
import fcntl
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

T = TypeVar("T")
Work = Callable[[Connection], T]

_RETRYABLE = {"40001", "40P01"}  # PostgreSQL: serialization_failure, deadlock_detected
_ATTEMPTS = 9  # with the pauses between them: five seconds
# PostgreSQL ends a transaction that waits so long for us: a paused process must not hold its
# locks, and by the time a peer fences it (bot.store.alive) none of its transactions is left.
_IDLE = "SET idle_in_transaction_session_timeout = '5s'"


class StoreBusyError(RuntimeError):
    """Another process holds this SQLite store."""


class Store:
    """The database of this process. Close it to let go of the SQLite lock."""

    def __init__(self, url: str, *, pool: int = 12) -> None:
        """Open the store; takes the SQLite lock but creates no table (see `migrate`).

        Raises:
            StoreBusyError: the SQLite file is in use by another process.
        """
        self.url = _driver(url)
        self.is_postgres = self.url.startswith("postgresql")
        self._lock = None if self.is_postgres else _Lock(self.url)
        self.engine = _engine(self.url, pool)
        self._writer = ThreadPoolExecutor(
            max_workers=pool // 2 if self.is_postgres else 1, thread_name_prefix="store"
        )

    def write(self, work: Work[T]) -> T:
        """Run `work` in one transaction: all of it is stored, or nothing."""
        return self._writer.submit(self._attempt, work).result()

    async def awrite(self, work: Work[T]) -> T:
        """`write`, from the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, self._attempt, work)

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
        self._writer.shutdown(wait=True)
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
    dialect = postgresql if conn.dialect.name == "postgresql" else sqlite
    wanted = dialect.insert(table).values(**values).on_conflict_do_nothing()
    # Of an INSERT, SQLAlchemy keeps the count only if asked: on PostgreSQL it would say -1.
    return conn.execute(wanted.execution_options(preserve_rowcount=True)).rowcount == 1


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


def _engine(url: str, pool: int) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, pool_size=pool, max_overflow=pool, pool_pre_ping=True)

        @event.listens_for(engine, "connect")
        def _met(raw: psycopg.Connection[object], _record: object) -> None:
            raw.execute(_IDLE)
            raw.commit()

        return engine
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=pool, max_overflow=pool, pool_timeout=60
    )

    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = "IMMEDIATE"  # for the engine's own transactions, before DML
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "busy_timeout=30000",
            "foreign_keys=ON",
        ):
            raw.execute(f"PRAGMA {pragma}")

    _take_turns(engine)
    return engine


def _take_turns(engine: Engine) -> None:
    """Let the threads of this process write one after the other, first come, first served.

    SQLite has one writer. Left to its busy handler, threads sleep up to 100 ms between tries:
    p99 of a stored acknowledgement was 42 to 180 ms so, and 18 ms with a lock to queue on.
    """
    turn = threading.RLock()

    @event.listens_for(engine, "begin")
    def _begun(conn: Connection) -> None:
        turn.acquire()
        conn.info["turns"] = conn.info.get("turns", 0) + 1

    @event.listens_for(engine, "checkin")
    def _returned(_raw: object, record: ConnectionPoolEntry) -> None:
        for _ in range(record.info.pop("turns", 0)):
            turn.release()


class _Lock:
    """The rule of SQLite: exactly one process writes. Held as long as the file is open."""

    def __init__(self, url: str) -> None:
        database = make_url(url).database
        if not database or database == ":memory:":
            raise ValueError("DATABASE_URL must name a SQLite file, e.g. sqlite:///var/sixsense.db")
        Path(database).parent.mkdir(parents=True, exist_ok=True)
        self._file = Path(f"{database}.lock").open("a+")  # noqa: SIM115 -- held until release
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "unknown"
            self._file.close()
            raise StoreBusyError(
                f"{database} is in use by process {holder}. SQLite allows one process: stop it, "
                "or set DATABASE_URL to a PostgreSQL database to run several."
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        self._file.close()
