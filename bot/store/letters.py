"""Letters to customers that Slack has not shown yet. Functions of one transaction, `fn(conn)`."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select, update

from bot.store.case_tables import letters


@dataclass(frozen=True)
class Letter:
    """One letter under way.

    Attributes:
        message: the id of the wanted message.
        case: whose letter it is.
        person: whom it is for.
        team: theirs, as far as Slack told it.
        asked: who asked for it, and the way back to them; read by whoever wrote it.
        created: since when it is under way.
    """

    message: str
    tenant: str
    case: str
    person: str
    team: str
    asked: str
    created: float


def send(conn: Connection, letter: Letter, due: float) -> None:
    """It is on its way; to be looked at again when `due`."""
    conn.execute(insert(letters).values(**asdict(letter), due=due))


def due(conn: Connection, now: float) -> Letter | None:
    """One that is to be looked at, its row held; not one that a peer holds."""
    waiting = select(letters).where(letters.c.due <= now).order_by(letters.c.due).limit(1)
    row = conn.execute(waiting.with_for_update(skip_locked=True)).mappings().first()
    return Letter(**{name: row[name] for name in row if name != "due"}) if row else None


def later(conn: Connection, letter: Letter, due: float) -> None:
    """Look at it again when `due`."""
    conn.execute(update(letters).where(letters.c.message == letter.message).values(due=due))


def done(conn: Connection, letter: Letter) -> None:
    """It is shown, or never will be."""
    conn.execute(delete(letters).where(letters.c.message == letter.message))
