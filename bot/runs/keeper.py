"""Once a second: say that we live, take over from the dead, end what is overdue, sweep up."""

import logging
import time
from functools import partial
from threading import Event, Thread

from sqlalchemy import Connection, delete
from sqlalchemy.exc import DBAPIError

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

    def __init__(self, runs: Runs, *, fenced: Event) -> None:
        """Prepare; `fenced` is set when a peer took this process for dead, and it must end."""
        self._runs, self._fenced = runs, fenced
        self._stop = Event()
        self._thread = Thread(target=self._run, name="keeper", daemon=True)
        self._swept = 0.0

    def start(self) -> None:
        """Beat once, give interrupted runs their time again, and go on beating."""
        store, name = self._runs.store, self._runs.name
        store.write(lambda conn: alive.beat(conn, name))
        if not store.is_postgres:
            self._renew(self._runs.engine.left_over())
        self._thread.start()

    def stop(self) -> None:
        """Leave in order, so that nobody takes over."""
        self._stop.set()
        self._thread.join()
        if not self._fenced.is_set():
            self._runs.store.write(lambda conn: alive.leave(conn, self._runs.name))

    def _run(self) -> None:
        while not self._stop.wait(_EVERY):
            try:
                self._once()
            except DBAPIError as error:
                # The database may be away for a while; whoever reaches it first goes on.
                log.warning("keeper: %s", type(error.orig).__name__)
            except alive.FencedError as fenced:
                log.error("%s", fenced)  # noqa: TRY400 -- the sentence says it all
                self._fenced.set()
                return

    def _once(self) -> None:
        store, name = self._runs.store, self._runs.name
        store.write(lambda conn: alive.beat(conn, name))
        if store.is_postgres:
            for dead in store.write(lambda conn: alive.fence_silent(conn, name)):
                self._renew(self._runs.engine.take_over(dead))
                store.write(partial(alive.bury, name=dead))
        self._runs.overdue()
        if time.monotonic() - self._swept > _SWEEP_EVERY:
            self._swept = time.monotonic()
            store.write(_sweep)

    def _renew(self, workflows: list[str]) -> None:
        """An interrupted run starts its 60 seconds anew, or it would end as timed out."""
        receipts = [workflow.split(":")[0] for workflow in workflows]
        if receipts:
            log.info("taking over %d interrupted workflows", len(receipts))
            deadline = time.time() + LIMIT
            self._runs.store.write(lambda conn: rows.extend(conn, receipts, deadline))


def _sweep(conn: Connection) -> None:
    """Forget what nobody can ask for again."""
    old = time.time() - _KEEP_SEEN
    conn.execute(delete(seen).where(seen.c.at < old))
    conn.execute(delete(messages).where(messages.c.reader != "", messages.c.created < old))
