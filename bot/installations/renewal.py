"""A fresh bot token: an installation's refresh token, exchanged once.

Slack docs, *Using token rotation*: a refresh token is good once. The new one is stored before it is
used.
"""

import logging
import time

from bot.installations.exchange import SECONDS, ExchangeError, refreshed
from bot.settings import Settings
from bot.store import leases, rotation
from bot.store.database import Store
from bot.store.installations import Installation, NoTokenError
from bot.store.keys import KeyRing
from bot.store.singleflight import SingleFlight, Turn

log = logging.getLogger(__name__)
_LASTING = SECONDS + 5.0  # a lease outlives the exchange it covers
_PATIENCE = _LASTING + SECONDS  # for whoever is at it, and then for ourselves


class Renewal:
    """Renews tokens for one process. Blocks: call it in a thread that may wait."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings, self._store, self._ring = settings, store, ring
        self._flight = SingleFlight(
            store, _LASTING, NoTokenError, lambda: NoTokenError("refresh_failed")
        )

    def renewed(self, stale: Installation) -> Installation:
        """The installation with a token newer than `stale` has.

        Raises:
            NoTokenError: Slack refused, or could not be asked.
        """
        if stale.trouble:
            raise NoTokenError("needs_reinstall")
        until = time.monotonic() + _PATIENCE
        return self._flight.renewed(
            stale.lease,
            lambda: max(0.0, until - time.monotonic()),
            lambda conn: rotation.look(conn, self._ring, stale),
            self._exchanged,
        )

    def _exchanged(self, turn: Turn[Installation]) -> Installation:
        old = turn.now
        try:
            fresh = refreshed(self._settings, old)
        except ExchangeError as error:
            log.warning("renewing the token of %s: %s", old.tenant.key, error.name)
            raise self._failed(turn, error) from None
        if self._store.write(lambda conn: rotation.renewed(conn, self._ring, old, fresh)):
            return fresh
        raise NoTokenError("refresh_failed")  # installed anew meanwhile: the next one finds it

    def _failed(self, turn: Turn[Installation], error: ExchangeError) -> NoTokenError:
        """Once more later, where that can help; a spent refresh token is never tried again."""
        old = turn.now
        if error.final:
            why = "interrupted" if turn.interrupted else error.name
            self._store.write(lambda conn: rotation.give_up(conn, old, why))
            return NoTokenError("needs_reinstall")
        let_go = leases.break_off if error.doubtful or turn.interrupted else leases.keep
        self._store.write(lambda conn: let_go(conn, old.lease, turn.holder))
        return NoTokenError("refresh_failed")
