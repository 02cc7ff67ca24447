"""The names under which a tenant knows its orgs."""

from sqlalchemy import Connection, bindparam, select

from bot.store.tables import orgs

#: Written once: making a statement costs SQLAlchemy several times what running it does.
_NAMED = select(orgs.c.id).where(
    orgs.c.tenant == bindparam("tenant"), orgs.c.alias == bindparam("alias")
)


def known(conn: Connection, tenant: str, alias: str) -> bool:
    """Whether the tenant has an org of that name."""
    return conn.scalar(_NAMED, {"tenant": tenant, "alias": alias}) is not None


def every(conn: Connection, tenant: str) -> tuple[str, ...]:
    """The names of the tenant's orgs, sorted."""
    rows = conn.execute(select(orgs.c.alias).where(orgs.c.tenant == tenant))
    return tuple(sorted(row.alias for row in rows))


def meant(conn: Connection, tenant: str, typed: str) -> str:
    """The name as the tenant wrote it, in whatever capitals it is typed; `typed` where none is."""
    names = every(conn, tenant)
    alike = [name for name in names if name.casefold() == typed.casefold()]
    return alike[0] if typed not in names and len(alike) == 1 else typed
