"""When each org's token was last renewed: 30 days without that, and Salesforce ends it.

Source: Salesforce Help, *Manage OAuth Access Policies* (refresh token expires if
not used). Functions of one transaction, `fn(conn)`.
"""

from dataclasses import dataclass
from math import ceil

from sqlalchemy import Connection, delete, select, update

from bot.store.connecting_tables import renewals
from bot.store.database import database_now, insert_new
from bot.store.tables import orgs

#: Days after which an unused refresh token ends, where the app's policy says nothing else.
IDLE_DAYS = 30
_DAY = 86_400.0
_WEEK = 7 * _DAY
_TRY_EVERY = 6 * 3600.0  # a refusal today may be a mended org tomorrow


@dataclass(frozen=True)
class Idle:
    """A connection whose token nobody has renewed for a week."""

    tenant: str
    connection: str
    alias: str


def mark(conn: Connection, tenant: str, connection: str) -> None:
    """This token is new now: just renewed, or just given."""
    now = database_now(conn)
    if not insert_new(
        conn, renewals, connection=connection, tenant=tenant, renewed=now, tried=now, failures=0
    ):
        mine = renewals.c.connection == connection
        conn.execute(update(renewals).where(mine).values(renewed=now, tried=now, failures=0))


def forget(conn: Connection, connection: str) -> None:
    """The connection is gone."""
    conn.execute(delete(renewals).where(renewals.c.connection == connection))


@dataclass(frozen=True)
class Standing:
    """How long a token lasts if nobody uses it, and how often Salesforce refused to renew it."""

    days_left: int
    failures: int


def standing(conn: Connection, tenant: str) -> dict[str, Standing]:
    """The tenant's tokens, by connection."""
    now = database_now(conn)
    rows = conn.execute(select(renewals).where(renewals.c.tenant == tenant))
    return {
        row.connection: Standing(max(0, ceil(IDLE_DAYS - (now - row.renewed) / _DAY)), row.failures)
        for row in rows
    }


def claim_idle(conn: Connection) -> Idle | None:
    """One connection that should be renewed, claimed for some hours; None where there is none."""
    now = database_now(conn)
    late = (renewals.c.renewed < now - _WEEK) & (renewals.c.tried < now - _TRY_EVERY)
    query = (
        select(renewals.c.connection, renewals.c.tenant, orgs.c.alias)
        .join(orgs, orgs.c.id == renewals.c.connection)
        .where(late)
        .order_by(renewals.c.renewed)
        .limit(1)
        .with_for_update(of=renewals, skip_locked=True)
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    mine = renewals.c.connection == row.connection
    conn.execute(update(renewals).where(mine).values(tried=now))
    return Idle(row.tenant, row.connection, row.alias)


def failed(conn: Connection, connection: str) -> None:
    """Count a renewal that Salesforce refused; the next that works begins anew."""
    mine = renewals.c.connection == connection
    conn.execute(update(renewals).where(mine).values(failures=renewals.c.failures + 1))
