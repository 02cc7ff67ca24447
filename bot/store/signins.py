"""Sign-ins on their way, from the link a person was sent to what became of it. `fn(conn, …)`.

What travels through browsers (the ticket of the link, OAuth's state, the browser's own cookie) is
kept as a digest only. A ticket and a state live ten minutes; a state is good for one return, in
the browser that was sent off with it.
"""

import hashlib
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.store.connecting_tables import signins
from bot.store.database import database_now
from bot.store.keys import KeyRing, Where

#: Seconds that a link, and then a state, is good for.
LIVES = 600.0
_BROKEN_OFF = 120.0  # longer than any exchange of a code takes
_KEPT = 86_400.0


class Wrong(StrEnum):
    """Why a ticket or a state is not taken."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    FOREIGN = "foreign"  # it belongs to another browser
    UNSEEN = "unseen"  # this browser was not shown who asks


@dataclass(frozen=True)
class Signin:
    """A sign-in, as asked for in Slack or a terminal.

    Attributes:
        asker: who asked, as JSON.
        connection: id of the connection to connect again, "" = a new one.
        expects: `production` or `sandbox`, "" = either.
        callback: where Salesforce sends the browser back to.
        back: sealed response_url.
    """

    id: str
    tenant: str
    alias: str
    asker: str
    login_url: str
    callback: str
    expects: str = ""
    connection: str = ""
    back: bytes | None = None
    stage: str = "asked"
    ended: str = ""


def digest(secret: str) -> str:
    """What is kept of something that travels through a browser."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ask(conn: Connection, asked: Signin) -> str:
    """Store a sign-in (its `id` is made here); returns the ticket for the private link."""
    ticket = secrets.token_urlsafe(32)
    now = database_now(conn)
    conn.execute(delete(signins).where(signins.c.until < now - _KEPT))
    values = {name: getattr(asked, name) for name in _GIVEN}
    conn.execute(insert(signins).values(id=digest(ticket), until=now + LIVES, **values))
    return ticket


_GIVEN = (
    "tenant", "alias", "asker", "login_url", "callback", "expects", "connection", "back",
)  # fmt: skip


def look(conn: Connection, ticket: str) -> Signin | Wrong:
    """The sign-in of a link that can still be begun."""
    found = _held(conn, signins.c.id == digest(ticket))
    return found if isinstance(found, Wrong) else _signin(found)


def send_off(
    conn: Connection, ring: KeyRing, ticket: str, browser: str, verifier: str
) -> tuple[Signin, str] | Wrong:
    """Bind the sign-in to this browser and give it a fresh state; the last one counts."""
    row = _held(conn, signins.c.id == digest(ticket))
    if isinstance(row, Wrong):
        return row
    if row.browser and row.browser != digest(browser):
        return Wrong.FOREIGN
    state = secrets.token_urlsafe(32)
    change = {
        "browser": digest(browser),
        "state": digest(state),
        "sealed": ring.seal(verifier, _place(row)),
        "stage": "gone",
        "until": database_now(conn) + LIVES,
    }
    conn.execute(update(signins).where(signins.c.id == row.id).values(change))
    return _signin(row), state


def take_back(
    conn: Connection, ring: KeyRing, state: str, browser: str
) -> tuple[Signin, str] | Wrong:
    """The sign-in of a state that came back, and its verifier. Once."""
    row = _held(conn, signins.c.state == digest(state))
    if isinstance(row, Wrong):
        return row
    if not browser or row.browser != digest(browser):
        return Wrong.FOREIGN
    verifier = ring.open(row.sealed, _place(row))
    change = {"stage": "back", "sealed": None, "until": database_now(conn) + _BROKEN_OFF}
    conn.execute(update(signins).where(signins.c.id == row.id).values(change))
    return _signin(row), verifier


def end(conn: Connection, which: str, stage: str, ended: str) -> bool:
    """Write down how it ended, once; False where that was done already."""
    mine = (signins.c.id == which) & signins.c.stage.not_in(("done", "refused"))
    values = {"stage": stage, "ended": ended, "sealed": None}
    return conn.execute(update(signins).where(mine).values(values)).rowcount == 1


def by_id(conn: Connection, which: str) -> Signin | None:
    """A sign-in in whatever state it is, by the digest of its ticket."""
    row = conn.execute(select(signins).where(signins.c.id == which)).first()
    return _signin(row) if row else None


def newest(conn: Connection, tenant: str, alias: str) -> Signin | None:
    """The last sign-in that was asked for under this name."""
    mine = (signins.c.tenant == tenant) & (signins.c.alias == alias)
    row = conn.execute(select(signins).where(mine).order_by(signins.c.until.desc())).first()
    return _signin(row) if row else None


def broken_off(conn: Connection) -> Signin | None:
    """A sign-in that came back to a process which died over it; claimed by ending it."""
    gone = (signins.c.stage == "back") & (signins.c.until < database_now(conn))
    row = conn.execute(
        select(signins).where(gone).limit(1).with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    end(conn, row.id, "refused", "it broke off")
    return _signin(row)


def _held(conn: Connection, which: Any) -> Row[Any] | Wrong:  # noqa: ANN401 -- SQL
    row = conn.execute(select(signins).where(which).with_for_update()).first()
    if row is None:
        return Wrong.UNKNOWN
    if row.stage not in ("asked", "gone"):
        return Wrong.USED
    return Wrong.EXPIRED if row.until < database_now(conn) else row


def _place(row: Row[Any]) -> Where:
    return Where(row.tenant, "signins", row.id, "sealed")


def _signin(row: Row[Any]) -> Signin:
    return Signin(
        id=row.id, stage=row.stage, ended=row.ended, **{n: getattr(row, n) for n in _GIVEN}
    )
