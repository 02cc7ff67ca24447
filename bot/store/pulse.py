"""What the doctor feels of the store: how long things wait, and for whom. `fn(conn, …)`.

`tenant` "" = of everybody.
"""

import time
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from bot.store.connecting_tables import renewals
from bot.store.database import database_now
from bot.store.tables import messages, orgs, processes, runs

_ALIVE = 10.0  # seconds since the last beat


@dataclass(frozen=True)
class Pulse:
    """Counts, and ages in seconds (0.0 = none)."""

    unsent: int
    oldest_unsent: float
    lost: int
    queued: int
    oldest_queued: float
    processes: int
    skew: float


@dataclass(frozen=True)
class Idle:
    """An org, and for how many days its token has not been renewed; None = not known.

    `ended`: Salesforce refused the last time.
    """

    tenant: str
    org: str
    days: float | None
    ended: bool = False


def felt(conn: Connection, tenant: str = "") -> Pulse:
    """How the store and what waits in it is."""
    now = time.time()
    unsent = (messages.c.wanted_version > messages.c.sent_version) & (messages.c.mode == "post")
    waits = _one(conn, messages.c.created, unsent & _of(messages.c.tenant, tenant))
    queued = _one(conn, runs.c.created, (runs.c.state == "queued") & _of(runs.c.tenant, tenant))
    lost = (messages.c.mode == "lost") & _of(messages.c.tenant, tenant)
    beating = (processes.c.fenced == 0) & (processes.c.beat > database_now(conn) - _ALIVE)
    return Pulse(
        unsent=waits[0],
        oldest_unsent=now - waits[1] if waits[0] else 0.0,
        lost=conn.scalar(select(func.count()).select_from(messages).where(lost)) or 0,
        queued=queued[0],
        oldest_queued=now - queued[1] if queued[0] else 0.0,
        processes=conn.scalar(select(func.count()).select_from(processes).where(beating)) or 0,
        skew=database_now(conn) - time.time(),
    )


def idle(conn: Connection, tenant: str = "") -> list[Idle]:
    """Every connected org, and how long its token has lain idle."""
    query = (
        select(orgs.c.tenant, orgs.c.alias, renewals.c.renewed, renewals.c.failures)
        .outerjoin(renewals, renewals.c.connection == orgs.c.id)
        .where(_of(orgs.c.tenant, tenant))
        .order_by(orgs.c.tenant, orgs.c.alias)
    )
    now = time.time()
    return [
        Idle(
            row.tenant,
            row.alias,
            (now - row.renewed) / 86_400 if row.renewed else None,
            ended=bool(row.failures),
        )
        for row in conn.execute(query)
    ]


def _of(column: ColumnElement[str], tenant: str) -> ColumnElement[bool]:
    return column == tenant if tenant else column.is_not(None)


def _one(
    conn: Connection, at: ColumnElement[float], which: ColumnElement[bool]
) -> tuple[int, float]:
    row = conn.execute(select(func.count(), func.min(at)).where(which)).one()
    return int(row[0]), float(row[1] or 0.0)
