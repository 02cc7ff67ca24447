"""Short promises between processes: who may do a thing right now, by the database's clock.

A promise kept is a row deleted. A row found past its time is a promise broken: its holder died,
or never learnt how the thing ended. `take` tells, because some things (a token refresh with
rotation) cannot be repeated as if nothing had happened.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import database_now
from bot.store.tables import leases


@dataclass(frozen=True)
class Taken:
    """The promise is ours. `broken` says that the one before it was never kept."""

    broken: bool


def take(conn: Connection, name: str, holder: str, seconds: float) -> Taken | None:
    """Promise `name` to `holder` for `seconds`; None while somebody else's promise runs."""
    now = database_now(conn)
    row = conn.execute(select(leases).where(leases.c.name == name).with_for_update()).first()
    values = {"holder": holder, "until": now + seconds}
    if row is None:
        return Taken(broken=False) if _insert(conn, name, values) else None
    if row.until > now and row.holder != holder:
        return None
    conn.execute(update(leases).where(leases.c.name == name).values(values))
    return Taken(broken=row.holder != holder)


def runs(conn: Connection, name: str) -> bool:
    """Whether somebody's promise runs."""
    until = conn.scalar(select(leases.c.until).where(leases.c.name == name))
    return until is not None and until > database_now(conn)


def keep(conn: Connection, name: str, holder: str) -> bool:
    """The thing is done: take the promise away. False where it was no longer ours."""
    gone = conn.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
    return gone.rowcount == 1


def break_off(conn: Connection, name: str, holder: str) -> None:
    """We do not know how the thing ended: let the next one in, and let it know."""
    conn.execute(
        update(leases).where(leases.c.name == name, leases.c.holder == holder).values(until=0.0)
    )


def forget(conn: Connection, name: str) -> None:
    """What was promised no longer matters (a new token was put in place)."""
    conn.execute(delete(leases).where(leases.c.name == name))


def _insert(conn: Connection, name: str, values: dict[str, object]) -> bool:
    """Insert unless somebody was quicker; PostgreSQL waits here for the other to commit."""
    postgres = conn.dialect.name == "postgresql"
    start = postgresql.insert(leases) if postgres else sqlite.insert(leases)
    wanted = start.values(name=name, **values).on_conflict_do_nothing()
    # Not rowcount: psycopg's is -1 for an INSERT that SQLAlchemy sends its own way.
    return conn.execute(wanted.returning(leases.c.name)).first() is not None
