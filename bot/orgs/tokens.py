"""A fresh access token, fetched by exactly one thread of one process.

Salesforce Help, *Refresh Token Rotation*: a refresh token is good once. Threads queue on a lock,
processes on a lease row with the database's clock; whoever comes second finds the token of the
first. The new refresh token is stored before the access token is used.
"""

import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, replace

import requests

from bot.orgs import assertion
from bot.orgs.exchange import Denied, Exchanged, Lost, exchanged, refreshing
from bot.orgs.hook import NotLetInError
from bot.orgs.refusals import sign_in, trouble
from bot.orgs.tally import Tally
from bot.orgs.wire import Deadline
from bot.settings import Settings
from bot.store import leases, refresh, renewals
from bot.store.connections import OrgConnection
from bot.store.database import Store
from bot.store.keys import KeyRing
from intents.fact import Unlearnt, Why

_POLL = 0.1
_MARGIN = 5.0  # a lease outlives the exchange it covers by this much
_GONE = sign_in("this org is no longer connected")
_NO_REFRESH = sign_in(
    "Salesforce ended the session, and this connection has no refresh token: reconnect this org"
)
_BUSY = trouble("signing in: another process was still renewing the session")


@dataclass(frozen=True)
class _Failure:
    """How the last refresh failed, and when."""

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
        self, stale: OrgConnection, session: requests.Session, until: Deadline, tally: Tally
    ) -> OrgConnection:
        """The connection with a token newer than `stale` has.

        Raises:
            NotLetInError: Salesforce refused, or nobody could be asked in time.
        """
        if not stale.secrets.renewable:
            self._store.write(lambda conn: renewals.failed(conn, stale.id))
            unread = stale.secrets.unread
            raise NotLetInError(sign_in(unread) if unread else _NO_REFRESH)
        came = time.monotonic()
        lock = self._locks[stale.id]
        if not lock.acquire(timeout=until.left()):
            raise NotLetInError(_BUSY)
        try:
            self._spare(stale, came)
            return self._queued(stale, session, until, tally)
        except NotLetInError as error:
            self._failures[stale.id] = _Failure(error.unlearnt, time.monotonic())
            raise
        finally:
            lock.release()

    def _spare(self, stale: OrgConnection, came: float) -> None:
        """Who queued while a refresh failed hears of it, instead of failing after it in turn."""
        failure = self._failures.get(stale.id)
        if failure and failure.moment > came:
            raise NotLetInError(failure.unlearnt)

    def _queued(
        self, stale: OrgConnection, session: requests.Session, until: Deadline, tally: Tally
    ) -> OrgConnection:
        """One thread of this process; other processes may be at it."""
        holder = uuid.uuid4().hex
        lasting = self._settings.salesforce_timeout + _MARGIN
        while until.left():
            try:
                turn = self._store.write(
                    lambda conn: refresh.turn(conn, self._ring, stale, holder, lasting)
                )
            except LookupError:
                raise NotLetInError(_GONE) from None
            if isinstance(turn, OrgConnection):
                return turn
            if turn:
                return self._exchanged(turn, holder, session, until, tally)
            time.sleep(min(_POLL, until.left()))
        raise NotLetInError(_BUSY)

    def _exchanged(
        self,
        turn: refresh.Turn,
        holder: str,
        session: requests.Session,
        until: Deadline,
        tally: Tally,
    ) -> OrgConnection:
        timeout, lease = self._settings.salesforce_timeout, turn.connection.lease
        try:
            outcome = exchanged(
                turn.connection,
                session,
                Deadline.after(min(timeout, until.left())),
                tally,
                practice=self._settings.practice,
                interrupted=turn.interrupted,
                form=self._grant(turn.connection),
            )
        except assertion.UnsignedError as error:
            outcome = Denied(sign_in(str(error)))
        if isinstance(outcome, Exchanged):
            return self._kept(turn.connection, outcome)
        if isinstance(outcome, Lost) or outcome.interrupted:
            self._store.write(lambda conn: leases.break_off(conn, lease, holder))
        else:
            self._store.write(lambda conn: leases.keep(conn, lease, holder))
        if outcome.unlearnt.why is Why.SIGN_IN:  # a no, not a silence: the orgs list shows it
            self._store.write(lambda conn: renewals.failed(conn, turn.connection.id))
        raise NotLetInError(outcome.unlearnt)

    def _grant(self, connection: OrgConnection) -> dict[str, str]:
        """What is exchanged: the refresh token, or an assertion where there is none.

        The secret of our own app is the settings' of today: it may have been changed since.
        """
        known, ours = connection.secrets, self._settings
        if known.jwt_user and not known.refresh_token:
            return assertion.form(ours, connection, known.jwt_user)
        if known.client_id == ours.salesforce_client_id and not known.client_secret:
            secret = ours.salesforce_client_secret.get_secret_value()
            known = replace(known, client_secret=secret)
        return refreshing(replace(connection, secrets=known))

    def _kept(self, old: OrgConnection, new: Exchanged) -> OrgConnection:
        """Store first, use after. Who lost the race against a new sign-in uses that one."""
        known = old.learnt
        moved = new.instance_url and new.instance_url != old.instance_url
        told = replace(
            known,
            org_id=new.org_id or known.org_id,
            user_id=new.user_id or known.user_id,
            scopes=new.scopes or known.scopes,
            moved_from=old.instance_url if moved else known.moved_from,
        )
        fresh = replace(
            old,
            instance_url=new.instance_url or old.instance_url,
            secrets=replace(
                old.secrets,
                access_token=new.access_token,
                refresh_token=new.refresh_token or old.secrets.refresh_token,
            ),
            token_version=old.token_version + 1,
            learnt=refresh.met(known, told),
        )
        if self._store.write(lambda conn: refresh.renewed(conn, self._ring, old, fresh)):
            return fresh
        raise NotLetInError(trouble("signing in: this org was reconnected meanwhile; ask again"))
