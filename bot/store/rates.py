"""How often one person may ask: a bucket that fills evenly (GCRA), one row and one statement.

Stored, so that it holds across processes and restarts. A refused request costs nothing.
"""

from functools import cache

from sqlalchemy import BindParameter, Connection, Executable, bindparam, case, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import database_now
from bot.store.office_tables import rates


@cache
def _taking(dialect: str) -> Executable:
    """Take one unit where the bucket has room; a row comes back exactly then."""
    start = postgresql.insert(rates) if dialect == "postgresql" else sqlite.insert(rates)
    now: BindParameter[float] = bindparam("now")
    each: BindParameter[float] = bindparam("each")
    room: BindParameter[float] = bindparam("room")
    wanted = start.values(
        tenant=bindparam("tenant"), person=bindparam("person"), lane=bindparam("lane"),
        free_at=now + each,
    )  # fmt: skip
    later = case((rates.c.free_at > now, rates.c.free_at), else_=now) + each
    return wanted.on_conflict_do_update(
        index_elements=["tenant", "person", "lane"],
        set_={"free_at": later},
        where=rates.c.free_at <= now + room,
    ).returning(rates.c.free_at)


def wait(conn: Connection, tenant: str, person: str, lane: str, most: int, seconds: float) -> float:
    """Take one of `most` in `seconds`; 0.0 where there was one, else how long until the next."""
    now, each = database_now(conn), seconds / most
    whose = {"tenant": tenant, "person": person, "lane": lane}
    asked = whose | {"now": now, "each": each, "room": seconds - each}
    if conn.execute(_taking(conn.dialect.name), asked).first() is not None:
        return 0.0
    mine = [rates.c[name] == value for name, value in whose.items()]
    free = conn.scalar(select(rates.c.free_at).where(*mine)) or now
    return max(1.0, float(free) - (seconds - each) - now)
