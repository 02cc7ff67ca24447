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
