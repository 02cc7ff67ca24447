"""Connections nobody uses are renewed each week, so that 30 idle days never end them."""

import time
from functools import partial

from sqlalchemy import Connection

from bot.errands.connecting import Connecting
from bot.errands.office import Office
from bot.orgs.hosts import setup_url
from bot.outbox.wanted import Spot, shown
from bot.runs import present
from bot.store import connections, renewals, signins
from bot.store.alive import stay_alive
from bot.views.private import private
from intents.asked.orgs import Connect
from intents.asker import LOCAL
from intents.fact import Unlearnt, Why
from intents.replies import connecting as words
from intents.replies.sheet import Sheet, Way

_EVERY = 5.0  # seconds between two looks of one process
_PATIENCE = 30.0


class Renewing:
    """Renews what is idle, and ends what has broken off."""

    def __init__(self, office: Office, connecting: Connecting) -> None:
        self._office = office
        self._connecting = connecting
        self._looked = 0.0

    def tick(self) -> None:
        """One idle connection, one broken sign-in at a time, each claimed in the database."""
        if time.monotonic() - self._looked < _EVERY:
            return
        self._looked = time.monotonic()
        self._office.runs.store.write(self._claim)

    def _claim(self, conn: Connection) -> None:
        stay_alive(conn, self._office.runs.name)
        if idle := renewals.claim_idle(conn):
            run_id = f"{idle.connection}:{int(time.time())}"
            lane = f"{idle.tenant}:{idle.alias}"
            self._office.runs.engine.start(
                conn, "renew", run_id, lane, idle.tenant, idle.alias, idle.connection
            )
        if asked := signins.broken_off(conn):
            self._connecting.broke_off(conn, asked)

    def workflow(self, tenant: str, alias: str, connection: str) -> None:
        """One renewal. A refusal shows where orgs are listed."""
        self._office.runs.engine.step("renew", lambda: self._renewed(tenant, alias, connection))

    def _renewed(self, tenant: str, alias: str, connection: str) -> None:
        unlearnt = self._office.orgs.renew(tenant, alias, deadline=_PATIENCE)
        if unlearnt and unlearnt.why is Why.SIGN_IN:
            work = partial(self._told, tenant=tenant, alias=alias, why=unlearnt)
            self._office.runs.store.write(lambda conn: work(conn, connection))
            self._office.runs.kick()

    def _told(
        self, conn: Connection, connection: str, *, tenant: str, alias: str, why: Unlearnt
    ) -> None:
        """A refusal is told to who signed in, once for each token, with the way back."""
        stay_alive(conn, self._office.runs.name)
        known = connections.find(conn, self._office.ring, tenant, alias)
        if known is None or not known.secrets.signed_in_by or tenant == LOCAL.key:
            return
        key = f"ended:{connection}:{known.token_version}"
        spot = Spot(tenant, "", key, known.secrets.signed_in_by)
        if not shown(conn, spot):
            said = private(ended(alias, why, setup_url(known)))
            present.post(conn, spot, said, time.time())


def ended(org: str, why: Unlearnt, setup: str) -> Sheet:
    """The bot's access has ended: why, what to do, who can, and the way back."""
    again = Connect(org=org, again=True)
    told = words.refused(again, why, setup)
    way = Way(label="Connect again", intent=again, style="primary")
    title, small = f"I can no longer look into {org}", f"{why.says}. I tried because it was idle."
    return told.model_copy(update={"title": title, "small": small, "ways": (way,)})
