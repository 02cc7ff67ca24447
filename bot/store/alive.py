"""Which processes live, by the database's clock; and the fence around those taken for dead."""

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.database import database_now
from bot.store.tables import processes

#: Seconds of silence after which a live peer takes over.
SILENCE = 10.0


class FencedError(RuntimeError):
    """A peer took this process for dead and does its work now: it must stop."""


def stay_alive(conn: Connection, name: str) -> None:
    """Check the fence; every effect does this in its own transaction.

    Raises:
        FencedError: a peer took over.
    """
    if conn.scalar(select(processes.c.fenced).where(processes.c.name == name)):
        raise FencedError(f"process {name} was taken for dead by a peer; stopping")


def beat(conn: Connection, name: str) -> None:
    """Say that this process lives."""
    stay_alive(conn, name)
    now = database_now(conn)
    if not conn.execute(
        update(processes).where(processes.c.name == name).values(beat=now)
    ).rowcount:
        conn.execute(insert(processes).values(name=name, beat=now, fenced=0))


def fence_silent(conn: Connection, name: str) -> list[str]:
    """Fence every peer that has been silent too long; returns those fenced and not yet buried."""
    silent = (processes.c.name != name) & (processes.c.beat < database_now(conn) - SILENCE)
    conn.execute(update(processes).where(silent).values(fenced=1))
    return list(conn.scalars(select(processes.c.name).where(processes.c.fenced == 1)))


def bury(conn: Connection, name: str) -> None:
    """Forget a process long dead (an hour: long enough for a paused one to see its fence)."""
    old = processes.c.beat < database_now(conn) - 3600
    conn.execute(delete(processes).where((processes.c.name == name) & old))


def leave(conn: Connection, name: str) -> None:
    """A process that ends in order needs no burial."""
    conn.execute(delete(processes).where(processes.c.name == name))
