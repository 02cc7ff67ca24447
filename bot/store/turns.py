"""SQLite's engine, and turns at its one place to write: in order, but those at the door first.

Left to SQLite's busy handler, threads sleep up to 100 ms between tries, and whoever wakes at the
right moment wins. Somebody in Slack waits for an acknowledgement; a run in the background does not.
"""

import sqlite3
import threading
import time
from collections import deque

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from bot.store.lock import placed

_here = threading.local()
_PATIENCE = 0.25  # seconds after which the rest has a turn, however many are at the door


def at_the_door() -> None:
    """Let this thread go first, from now on."""
    _here.first = True


class Turns:
    """A lock that is handed over in order. A thread that has it may take it again."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._owner = self._depth = self._expected = 0
        self._rested = 0.0  # when the rest last had a turn
        self._first: deque[tuple[threading.Lock, int]] = deque()
        self._rest: deque[tuple[threading.Lock, int]] = deque()

    def expect(self) -> None:
        """Somebody is on the way to the door: the rest stays back until `came`.

        Without it each of those at the door would find a turn of the rest just begun.
        """
        with self._mutex:
            self._expected += 1

    def came(self) -> None:
        """One of those expected has had its turn."""
        with self._mutex:
            self._expected -= 1
            if not self._owner:
                self._call_next()

    def take(self) -> None:
        """Wait for a turn."""
        me, first = threading.get_ident(), getattr(_here, "first", False)
        with self._mutex:
            if self._owner == me:
                self._depth += 1
                return
            if not self._owner and (first or self._rest_may_go()):
                self._begin(me, first=first)
                return
            called = threading.Lock()
            called.acquire()
            (self._first if first else self._rest).append((called, me))
        called.acquire()

    def give(self) -> None:
        """End a turn; the next one's begins with that."""
        with self._mutex:
            self._depth -= 1
            if not self._depth:
                self._owner = 0
                self._call_next()

    def _rest_may_go(self) -> bool:
        return not self._expected or time.monotonic() - self._rested > _PATIENCE

    def _call_next(self) -> None:
        first = bool(self._first)
        if not first and not (self._rest and self._rest_may_go()):
            return
        called, owner = (self._first if first else self._rest).popleft()
        self._begin(owner, first=first)
        called.release()

    def _begin(self, owner: int, *, first: bool) -> None:
        self._owner, self._depth = owner, 1
        if not first:
            self._rested = time.monotonic()


def sqlite_engine(url: str, pool: int, turns: Turns) -> Engine:
    """An engine whose transactions take turns, those of the durable engine too.

    p99 of a stored acknowledgement was 42 to 180 ms without.
    """
    placed(url)
    # Whoever waits for a turn holds a connection: nobody may be kept from waiting.
    # What an error says goes to the log: never the values of the statement.
    engine = create_engine(
        url, poolclass=QueuePool, pool_size=pool, max_overflow=-1, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def _connected(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = "IMMEDIATE"  # for the engine's own transactions, before DML
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            "busy_timeout=30000",
            "foreign_keys=ON",
            "secure_delete=ON",  # some builds of SQLite leave the bytes of deleted rows
        ):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(conn: Connection) -> None:
        turns.take()
        conn.info["turns"] = conn.info.get("turns", 0) + 1

    @event.listens_for(engine, "checkin")
    def _returned(_raw: object, record: ConnectionPoolEntry) -> None:
        for _ in range(record.info.pop("turns", 0)):
            turns.give()

    return engine


def emptied(engine: Engine) -> None:
    """Empty SQLite's write-ahead log, where every version of what was deleted may still stand."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as conn:  # in its turn: nobody else of us reads or writes
            conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
