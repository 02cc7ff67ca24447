"""A token is exchanged once: by one thread of one process, and whoever comes second finds it.

A refresh token that rotates is good once (Salesforce Help, *Refresh Token Rotation*; Slack docs,
*Using token rotation*). Threads queue on a lock, processes on a lease row with the database's
clock. Whoever exchanges stores what is new before it is used.
"""

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Connection

from bot.store import leases
from bot.store.database import Store

T = TypeVar("T")
#: What is to be renewed as it stands now, and whether somebody has renewed it already.
Look = Callable[[Connection], tuple[T, bool]]
#: For how many seconds one may still wait.
Seconds = Callable[[], float]
_POLL = 0.1


@dataclass(frozen=True)
class Turn(Generic[T]):
    """Our turn to renew what stands there now; `holder` is our name in the lease.

    `interrupted`: an earlier one broke off, and nobody knows how it ended.
    """

    now: T
    holder: str
    interrupted: bool


class SingleFlight:
    """The renewals of one process. Blocks: call it in a thread that may wait."""

    def __init__(
        self, store: Store, lasting: float, failure: type[Exception], busy: Callable[[], Exception]
    ) -> None:
        """Prepare.

        Args:
            store: where leases lie.
            lasting: seconds of a lease: it outlives the exchange it covers.
            failure: how a renewal fails; whoever queued meanwhile is told the same.
            busy: what to raise where others were at it for as long as there was time.
        """
        self._store, self._lasting, self._failure, self._busy = store, lasting, failure, busy
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._failures: dict[str, tuple[Exception, float]] = {}

    def renewed(
        self, lease: str, left: Seconds, look: Look[T], exchange: Callable[[Turn[T]], T]
    ) -> T:
        """What is newer: as somebody else has stored it, or as `exchange` does in our turn."""
        came, lock = time.monotonic(), self._locks[lease]
        if not lock.acquire(timeout=left()):
            raise self._busy()
        try:
            error, moment = self._failures.get(lease, (None, 0.0))
            if error and moment > came:
                raise error  # instead of failing after it in turn
            return self._queued(lease, left, look, exchange)
        except self._failure as error:
            self._failures[lease] = (error.with_traceback(None), time.monotonic())
            raise
        finally:
            lock.release()

    def _queued(
        self, lease: str, left: Seconds, look: Look[T], exchange: Callable[[Turn[T]], T]
    ) -> T:
        """One thread of this process; other processes may be at it."""
        holder = uuid.uuid4().hex
        while left():
            found = self._store.write(lambda conn: turn(conn, lease, holder, self._lasting, look))
            if isinstance(found, Turn):
                return exchange(found)
            if found is not None:
                return found
            time.sleep(min(_POLL, left()))
        raise self._busy()


def turn(
    conn: Connection, lease: str, holder: str, seconds: float, look: Look[T]
) -> Turn[T] | T | None:
    """Our turn; or what is newer, where somebody has renewed it; or None: wait.

    The lease comes first, the look after it: the other way round somebody could finish in between,
    and the spent refresh token would be used again.
    """
    taken = leases.take(conn, lease, holder, seconds)
    now, newer = look(conn)
    if newer:
        leases.keep(conn, lease, holder)
        return now
    return Turn(now, holder, taken.broken) if taken else None
