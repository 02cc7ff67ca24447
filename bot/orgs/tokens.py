"""A fresh access token, fetched by exactly one thread of one process.

Salesforce Help, *Refresh Token Rotation*: a refresh token is good once. Threads queue on a lock,
processes on a lease row with the database's clock; whoever comes second finds the token of the
first. The new refresh token is stored before the access token is used.
"""

import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

import requests
from sqlalchemy import Connection

from bot.orgs.exchange import Denied, Exchanged, Lost, exchanged
from bot.orgs.hook import NotLetInError
from bot.orgs.refusals import sign_in, trouble
from bot.orgs.wire import Deadline
from bot.settings import Settings
from bot.store import connections, leases
from bot.store.connections import Learnt, OrgConnection
from bot.store.database import Store
from bot.store.keys import KeyRing
from intents.fact import Unlearnt

_POLL = 0.1
_MARGIN = 5.0  # a lease outlives the exchange it covers by this much
_REPEATS = 4  # one exchange and its repeats, each with its own time-out
_GONE = sign_in("this org is no longer connected")
_NO_REFRESH = sign_in(
    "Salesforce ended the session, and this connection has no refresh token: reconnect this org"
)
_BUSY = trouble("signing in: another process was still renewing the session")


@dataclass(frozen=True)
class _Failure:
    """How the last refresh failed, and when: who was queueing then need not try again."""

    unlearnt: Unlearnt
    moment: float


class Tokens:
    """Renews tokens for one process."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings = settings
        self._store = store
        self._ring = ring
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._failures: dict[str, _Failure] = {}

    def renewed(
        self, stale: OrgConnection, session: requests.Session, until: Deadline
    ) -> OrgConnection:
        """The connection with a token newer than `stale` has.

        Raises:
            NotLetInError: Salesforce refused, or nobody could be asked in time.
        """
        if not stale.secrets.refresh_token:
            raise NotLetInError(_NO_REFRESH)
        came = time.monotonic()
        lock = self._locks[stale.id]
        if not lock.acquire(timeout=until.left()):
            raise NotLetInError(_BUSY)
        try:
            failure = self._failures.get(stale.id)
            if failure and failure.moment > came:
                raise NotLetInError(failure.unlearnt)
            return self._alone(stale, session, until)
        except NotLetInError as error:
            self._failures[stale.id] = _Failure(error.unlearnt, time.monotonic())
            raise
        finally:
            lock.release()

    def _alone(
        self, stale: OrgConnection, session: requests.Session, until: Deadline
    ) -> OrgConnection:
        """One thread of this process; other processes may be at it."""
        holder = uuid.uuid4().hex
        while until.left():
            turn = self._store.write(lambda conn: self._turn(conn, stale, holder))
            if isinstance(turn, OrgConnection):
                return turn
            if turn:
                return self._exchanged(turn.now, holder, session, until, broken=turn.broken)
            time.sleep(_POLL)
        raise NotLetInError(_BUSY)

    def _turn(
        self, conn: Connection, stale: OrgConnection, holder: str
    ) -> "OrgConnection | _Turn | None":
        """A newer token where there is one; else our turn to fetch one; else nothing yet."""
        now = connections.again(conn, self._ring, stale)
        if now is None:
            raise NotLetInError(_GONE)
        if now.token_version > stale.token_version and now.secrets.access_token:
            return now
        taken = leases.take(conn, now.lease, holder, self._lasting())
        return _Turn(now, taken.broken) if taken else None

    def _lasting(self) -> float:
        return self._settings.salesforce_timeout * _REPEATS + _MARGIN
