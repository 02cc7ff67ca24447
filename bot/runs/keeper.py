"""Once a second: say that we live, take over from the dead, end what is overdue, sweep up."""

import logging
import time
from collections.abc import Callable, Sequence
from threading import Event, Thread

from sqlalchemy import Connection, delete
from sqlalchemy.exc import DBAPIError

from bot.outbox import claims
from bot.runs import rows
from bot.runs.runs import LIMIT, Runs
from bot.store import alive
from bot.store.tables import messages, seen

log = logging.getLogger(__name__)
_EVERY = 1.0
_SWEEP_EVERY = 600.0
_KEEP_SEEN = 2 * 86_400.0  # Slack redelivers for up to a day


class Keeper:
    """A thread of its own: a full queue of runs never keeps it from beating."""

    def __init__(
        self, runs: Runs, *, fenced: Event, ticks: Sequence[Callable[[], None]] = ()
    ) -> None:
        """Prepare; `fenced` is set when this process must end, `ticks` are called every second.

        A peer took it for dead, or this thread has failed: without it nobody would end what is
        overdue, and peers would take the process for dead anyway.
        """
        self._runs, self._fenced, self._ticks = runs, fenced, ticks
        self._stop = Event()
        self._thread = Thread(target=self._run, name="keeper", daemon=True)
        self._steady = self._swept = 0.0

    def start(self) -> None:
        """Join the living, before the engine is launched.

        Where nobody else lives, nobody could end what is open, or send what was claimed: open
        runs get their time again, and claims are let go.
        """

        def work(conn: Connection) -> None:
            if alive.join(conn, self._runs.name):
                rows.extend(conn, time.time() + LIMIT)
                claims.release(conn)

        self._runs.store.write(work)
        self._steady = self._swept = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """Leave in order, so that nobody takes over; after the last work is done."""
        self._stop.set()
        self._thread.join()
        if not self._fenced.is_set():
            self._runs.store.write(lambda conn: alive.leave(conn, self._runs.name))

    def _run(self) -> None:
        try:
            while not self._stop.wait(_EVERY):
                self._once()
        except alive.FencedError as fenced:
            log.error("%s", fenced)  # noqa: TRY400 -- the sentence says it all
        finally:
            if not self._stop.is_set():
                self._fenced.set()

    def _once(self) -> None:
        store, name = self._runs.store, self._runs.name
        try:
            store.write(lambda conn: alive.beat(conn, name))
            # After an outage of the database everybody seems dead: first let them beat again.
            if store.is_postgres and time.monotonic() - self._steady > alive.SILENCE:
                for dead in store.write(lambda conn: alive.fence_silent(conn, name)):
                    self._take_over(dead)
            until = time.monotonic() + _EVERY
            while time.monotonic() < until and self._runs.overdue():
                pass
            for tick in self._ticks if self._runs.engine.ready else ():
                tick()
            if time.monotonic() - self._swept > _SWEEP_EVERY:
                self._swept = time.monotonic()
                store.write(_sweep)
        except DBAPIError as error:
            # The database may be away for a while; whoever reaches it first goes on.
            log.warning("keeper: %s", type(error.orig).__name__)
            self._steady = time.monotonic()

    def _take_over(self, dead: str) -> None:
        """Resume its workflows with their time renewed, and let go of its claims."""

        def work(conn: Connection) -> list[str]:
            alive.hold(conn, dead)
            left = self._runs.engine.left(dead)
            if left:
                # Or they would end as timed out.
                rows.extend(conn, time.time() + LIMIT, left)
            claims.release(conn, dead)
            return self._runs.engine.take_over(dead)

        if taken := self._runs.store.write(work):
            log.warning("took over %d runs of %s", len(taken), dead)
            self._runs.kick()


def _sweep(conn: Connection) -> None:
    """Forget what nobody can ask for again."""
    old = time.time() - _KEEP_SEEN
    conn.execute(delete(seen).where(seen.c.at < old))
    conn.execute(delete(messages).where(messages.c.reader != "", messages.c.created < old))
