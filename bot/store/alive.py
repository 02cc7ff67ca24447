"""Which processes live, by the database's clock; and the fence around those taken for dead."""

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bot.store.database import database_now
from bot.store.tables import processes

#: Seconds of silence after which a live peer takes over.
SILENCE = 10.0
_FENCED = select(processes.c.fenced).where(processes.c.name == bindparam("name"))
_REMEMBERED = 86_400.0  # seconds a fence stands: long enough for a paused process to see it


class FencedError(BaseException):
    """A peer took this process for dead and does its work now: it must stop.

    Not an `Exception`: nothing on the way may take it for the failure of a single piece of
    work, and write down as failed what the peer is doing.
    """


def join(conn: Connection, name: str) -> bool:
    """Begin to live; True where nobody else does.

    On SQLite nobody can: its lock file is ours.
    """
    if conn.dialect.name == "sqlite":
        conn.execute(delete(processes))
    now = database_now(conn)
    lively = (processes.c.fenced == 0) & (processes.c.beat >= now - SILENCE)
    alone = conn.scalar(select(processes.c.name).where(lively).limit(1)) is None
    conn.execute(insert(processes).values(name=name, beat=now, fenced=0))
    return alone


def stay_alive(conn: Connection, name: str) -> None:
    """Check the fence; every effect does this in its own transaction.

    Raises:
        FencedError: a peer took over.
    """
    if conn.scalar(_FENCED, {"name": name}) != 0:
        raise FencedError(f"process {name} was taken for dead by a peer; stopping")


def beat(conn: Connection, name: str) -> None:
    """Say that this process lives.

    Raises:
        FencedError: a peer took over.
    """
    mine = (processes.c.name == name) & (processes.c.fenced == 0)
    if not conn.execute(update(processes).where(mine).values(beat=database_now(conn))).rowcount:
        stay_alive(conn, name)


def fence_silent(conn: Connection, name: str) -> list[str]:
    """Fence every peer that has been silent too long; returns all that are fenced.

    They stay fenced, and their work is looked for again and again: one that was only paused may
    take one more piece of it before it sees its fence.
    """
    now = database_now(conn)
    fenced = processes.c.fenced == 1
    conn.execute(delete(processes).where(fenced & (processes.c.beat < now - _REMEMBERED)))
    silent = (processes.c.name != name) & (processes.c.beat < now - SILENCE)
    conn.execute(update(processes).where(silent & ~fenced).values(fenced=1, beat=now))
    return list(conn.scalars(select(processes.c.name).where(fenced)))


def hold(conn: Connection, name: str) -> None:
    """Of several peers that found the same one dead, one at a time goes through its things."""
    conn.execute(select(processes.c.name).where(processes.c.name == name).with_for_update())


def leave(conn: Connection, name: str) -> None:
    """A process that ends in order needs no fence."""
    conn.execute(delete(processes).where(processes.c.name == name))
