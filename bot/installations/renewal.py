"""A fresh bot token, fetched by exactly one thread of one process.

Slack docs, *Using token rotation*: a refresh token is good once. Threads queue on a lock, processes
on a lease row with the database's clock; whoever comes second finds the token of the first. The new
one is stored before it is used.
"""

import logging
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass

from bot.installations.exchange import SECONDS, ExchangeError, refreshed
from bot.settings import Settings
from bot.store import leases, rotation
from bot.store.database import Store
from bot.store.installations import Installation, NoTokenError
from bot.store.keys import KeyRing

log = logging.getLogger(__name__)
_LASTING = SECONDS + 5.0  # a lease outlives the exchange it covers
_PATIENCE = _LASTING + SECONDS  # for whoever is at it, and then for ourselves
_POLL = 0.05


@dataclass(frozen=True)
class _Failure:
    name: str
    moment: float


class Renewal:
    """Renews tokens for one process. Blocks: call it in a thread that may wait."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings, self._store, self._ring = settings, store, ring
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._failures: dict[str, _Failure] = {}

    def renewed(self, stale: Installation) -> Installation:
        """The installation with a token newer than `stale` has.

        Raises:
            NoTokenError: Slack refused, or could not be asked.
        """
        if stale.trouble:
            raise NoTokenError("needs_reinstall")
        came, key = time.monotonic(), stale.tenant.key
        with self._locks[key]:
            failure = self._failures.get(key)
            if failure and failure.moment > came:
                # Who queued while it failed hears of it, instead of failing after it in turn.
                raise NoTokenError(failure.name)
            try:
                return self._queued(stale)
            except NoTokenError as error:
                self._failures[key] = _Failure(error.name, time.monotonic())
                raise

    def _queued(self, stale: Installation) -> Installation:
        """One thread of this process; other processes may be at it."""
        holder, until = uuid.uuid4().hex, time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            turn = self._store.write(
                lambda conn: rotation.turn(conn, self._ring, stale, holder, _LASTING)
            )
            if isinstance(turn, Installation):
                return turn
            if turn:
                return self._exchanged(turn, holder)
            time.sleep(_POLL)
        raise NoTokenError("refresh_failed")

    def _exchanged(self, turn: rotation.Turn, holder: str) -> Installation:
        old = turn.installation
        try:
            fresh = refreshed(self._settings, old)
        except ExchangeError as error:
            log.warning("renewing the token of %s: %s", old.tenant.key, error.name)
            raise self._failed(turn, holder, error) from None
        if self._store.write(lambda conn: rotation.renewed(conn, self._ring, old, fresh)):
            return fresh
        raise NoTokenError("refresh_failed")  # installed anew meanwhile: the next one finds it

    def _failed(self, turn: rotation.Turn, holder: str, error: ExchangeError) -> NoTokenError:
        """Once more later, where that can help; a spent refresh token is never tried again."""
        old = turn.installation
        if error.final:
            why = "interrupted" if turn.interrupted else error.name
            self._store.write(lambda conn: rotation.give_up(conn, old, why))
            return NoTokenError("needs_reinstall")
        let_go = leases.break_off if error.doubtful or turn.interrupted else leases.keep
        self._store.write(lambda conn: let_go(conn, old.lease, holder))
        return NoTokenError("refresh_failed")
