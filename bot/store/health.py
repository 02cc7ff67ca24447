"""What operators watch: whether the store answers, and what was counted."""

from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DatabaseError

from bot.store.database import insert_new
from bot.store.tables import counters

#: Raised where the database does not answer, or not as one of ours would.
NoAnswer = DatabaseError


def alive(conn: Connection) -> bool:
    """Whether the database answers at all."""
    return conn.scalar(select(1)) == 1


def counted(conn: Connection) -> dict[str, int]:
    """Every counter by name."""
    return {row.name: row.value for row in conn.execute(select(counters))}


def count(conn: Connection, name: str) -> None:
    """One more of a thing that operators watch."""
    insert_new(conn, counters, name=name, value=0)
    mine = counters.c.name == name
    conn.execute(update(counters).where(mine).values(value=counters.c.value + 1))
