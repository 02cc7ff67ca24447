"""Connections nobody uses are renewed each week, so that 30 idle days never end them."""

import time

from sqlalchemy import Connection

from bot.errands.connecting import Connecting
from bot.errands.office import Office
from bot.store import renewals, signins
from bot.store.alive import stay_alive
from intents.fact import Why

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
        """One renewal. A refusal is counted, and shown where orgs are listed."""
        self._office.runs.engine.step("renew", lambda: self._renewed(tenant, alias, connection))

    def _renewed(self, tenant: str, alias: str, connection: str) -> None:
        unlearnt = self._office.orgs.renew(tenant, alias, deadline=_PATIENCE)
        if unlearnt and unlearnt.why is Why.SIGN_IN:
            self._office.runs.store.write(lambda conn: renewals.failed(conn, connection))
