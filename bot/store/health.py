"""What operators watch: whether the store answers, and what was counted."""

from sqlalchemy import Connection, select

from bot.store.tables import counters


def alive(conn: Connection) -> bool:
    """Whether the database answers at all."""
    return conn.scalar(select(1)) == 1


def counted(conn: Connection) -> dict[str, int]:
    """Every counter by name."""
    return {row.name: row.value for row in conn.execute(select(counters))}
