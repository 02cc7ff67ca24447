"""A fresh access token: a connection's refresh token, or our assertion, exchanged once.

Salesforce Help, *Refresh Token Rotation*: a refresh token is good once. The new one is stored
before the access token is used.
"""

from dataclasses import replace

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
from bot.store.singleflight import SingleFlight, Turn
from intents.fact import Why

_MARGIN = 5.0  # a lease outlives the exchange it covers by this much
_GONE = sign_in("this org is no longer connected")
_NO_REFRESH = sign_in(
    "Salesforce ended the session, and this connection has no refresh token: reconnect this org"
)
_BUSY = trouble("signing in: another process was still renewing the session")


class Tokens:
    """Renews tokens for one process."""

    def __init__(self, settings: Settings, store: Store, ring: KeyRing) -> None:
        self._settings = settings
        self._store = store
        self._ring = ring
        lasting = settings.salesforce_timeout + _MARGIN
        self._flight = SingleFlight(store, lasting, NotLetInError, lambda: NotLetInError(_BUSY))

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
        try:
            return self._flight.renewed(
                stale.lease,
                until.left,
                lambda conn: refresh.look(conn, self._ring, stale),
                lambda turn: self._exchanged(turn, session, until, tally),
            )
        except refresh.GoneError:
            raise NotLetInError(_GONE) from None

    def _exchanged(
        self, turn: Turn[OrgConnection], session: requests.Session, until: Deadline, tally: Tally
    ) -> OrgConnection:
        timeout, lease = self._settings.salesforce_timeout, turn.now.lease
        try:
            outcome = exchanged(
                turn.now,
                session,
                Deadline.after(min(timeout, until.left())),
                tally,
                practice=self._settings.practice,
                interrupted=turn.interrupted,
                form=self._grant(turn.now),
            )
        except assertion.UnsignedError as error:
            outcome = Denied(sign_in(str(error)))
        if isinstance(outcome, Exchanged):
            return self._kept(turn.now, outcome)
        if isinstance(outcome, Lost) or outcome.interrupted:
            self._store.write(lambda conn: leases.break_off(conn, lease, turn.holder))
        else:
            self._store.write(lambda conn: leases.keep(conn, lease, turn.holder))
        if outcome.unlearnt.why is Why.SIGN_IN:  # a no, not a silence: the orgs list shows it
            self._store.write(lambda conn: renewals.failed(conn, turn.now.id))
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
