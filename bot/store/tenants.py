"""Which tenants a store knows, and everything that is theirs. `fn(conn, …)`."""

from sqlalchemy import Column, Connection, Float, Table, select, union

from bot.store.installation_tables import installations
from bot.store.schema import metadata
from intents.asker import Tenant

_BORN = ("installed", "created", "at", "opened", "learnt")


def tables() -> list[Table]:
    """Every table that holds things of a tenant."""
    return [table for table in metadata.sorted_tables if "tenant" in table.c]


def born(table: Table) -> Column[float] | None:
    """When a row of it came to be, or was last heard of; None where that is not written down."""
    named = (table.c[name] for name in _BORN if name in table.c)
    return next((column for column in named if isinstance(column.type, Float)), None)


def every(conn: Connection) -> tuple[str, ...]:
    """The key of every tenant that has anything here."""
    found = union(*(select(table.c.tenant) for table in tables()))
    return tuple(sorted(conn.scalars(found)))


def named(conn: Connection, name: str) -> tuple[str, ...]:
    """The tenants a person means by the id of a workspace or an enterprise, or by the whole key.

    A workspace that nothing is known of yet is its own.
    """
    known = every(conn)
    if not name or name in known:
        return (name,) if name else known
    found = tuple(key for key in known if name in key.split("/")[:2])
    return found or (Tenant(team=name).key,)


def installed(conn: Connection) -> list[str]:
    """The key of every tenant that has the bot installed."""
    return sorted(conn.scalars(select(installations.c.tenant)))
