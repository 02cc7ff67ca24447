"""The end of what is too old: reports, evidence, messages, and the engine's own traces of them."""

import time
from collections.abc import Iterator
from functools import partial

from sqlalchemy import Connection

from bot.errands.forget import NAME
from bot.errands.office import Family, Office
from bot.runs import traces
from bot.store import retention, tenants

_EVERY = 600.0  # seconds between two looks
_AT_ONCE = 0.3  # seconds that a tick may take of one
_MOST = 200  # runs in one transaction
_DAY = 86_400.0


def family(office: Office) -> Family:
    """Sweeping."""
    return Family(ticks=(Sweeping(office),))


class Sweeping:
    """Called every second by every process; begins to look every ten minutes."""

    def __init__(self, office: Office) -> None:
        """Prepare; the first look comes ten minutes after the start."""
        self._office, self._last = office, time.monotonic()
        self._sweeping: Iterator[None] | None = None

    def __call__(self) -> None:
        """Delete what is older than it has to be, a little at a time, until all of it is gone."""
        begun = time.monotonic()
        if self._sweeping is None and begun - self._last < _EVERY:
            return
        self._sweeping = self._sweeping or sweep(self._office)
        for _ in self._sweeping:
            if time.monotonic() - begun > _AT_ONCE:
                return
        self._sweeping, self._last = None, time.monotonic()


def sweep(office: Office) -> Iterator[None]:
    """Delete reports, evidence and messages past their days, and the engine's traces past theirs.

    One transaction at a time; the caller may take the next one later.
    """
    store, most, now = office.runs.store, office.settings.retention_days, time.time()
    for kind, kept in ((NAME, 0.0), ("", _DAY)):  # of a forgotten workspace, not even its name
        while store.write(partial(_swept, now - kept, kind)):
            yield
    for tenant in store.write(tenants.every):
        days = store.write(partial(_days, tenant, most))
        while store.write(partial(_pruned, tenant, now - days * _DAY)) == _MOST:
            yield
        yield


def _swept(before: float, kind: str, conn: Connection) -> bool:
    return traces.sweep(conn, before, kind)


def _days(tenant: str, otherwise: int, conn: Connection) -> int:
    return retention.days(conn, tenant, otherwise)


def _pruned(tenant: str, before: float, conn: Connection) -> int:
    return retention.prune(conn, tenant, before, _MOST)
