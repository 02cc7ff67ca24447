"""What Slack should show, written down. Functions of one transaction, `fn(conn)`.

A message is named by (run, place, key, reader); wanting it again overwrites what was wanted. The
row survives everything, so the last state is always sent in the end.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from bot.store.tables import buttons, messages


@dataclass(frozen=True)
class Spot:
    """Where a message lives.

    Attributes:
        channel, thread: as Slack names them; `thread` is a `ts`.
        under: id of a message of ours whose thread this belongs in ("" = none).
        reader: a private message's one reader ("" = everybody in the channel).
        back: sealed response_url, the way back where the bot may not post.
    """

    tenant: str
    run: str
    key: str
    channel: str
    thread: str = ""
    under: str = ""
    reader: str = ""
    back: bytes | None = None


_NAMES = ("run", "channel", "thread", "key", "reader")
#: Written once: making a statement costs SQLAlchemy several times what running it does.
_NAMED = select(messages.c.id, messages.c.wanted, messages.c.wanted_version).where(
    and_(*(messages.c[name] == bindparam(name) for name in _NAMES))
)
_CHANGED = update(messages).where(messages.c.id == bindparam("which"))
_WRITTEN = insert(messages)
_ABOVE = messages.alias("above")
_BELOW = select(messages.c.key).where(
    messages.c.under == _ABOVE.c.id, and_(*(_ABOVE.c[name] == bindparam(name) for name in _NAMES))
)

#: The message that a button stands in, where it went by a response_url.
_PRIVATE = (
    select(messages.c.id)
    .join(buttons, buttons.c.message == messages.c.id)
    .where(buttons.c.tenant == bindparam("tenant"), buttons.c.id == bindparam("button"))
    .where(messages.c.mode.in_(("private", "lost")), messages.c.back.is_not(None))
)

#: Makes the payload once the message's id and version are known (its buttons are bound to both).
Render = Callable[[str, int], dict[str, Any]]


def want(conn: Connection, spot: Spot, render: Render, *, now: float, urgent: bool = False) -> str:
    """Want this content in this spot; returns the message's id.

    What is wanted already is not wanted anew: no version, no edit.
    """
    row = conn.execute(_NAMED, _name(spot)).first()
    if row:
        version = row.wanted_version + 1
        wanted = json.dumps(render(row.id, version))
        if wanted != row.wanted:
            change = {"wanted": wanted, "wanted_version": version, "urgent": int(urgent)}
            conn.execute(_CHANGED, {"which": row.id} | change)
        return str(row.id)
    fresh = "m-" + secrets.token_hex(8)
    where = {name: getattr(spot, name) for name in ("tenant", "under", "back")} | _name(spot)
    what = {"wanted": json.dumps(render(fresh, 1)), "urgent": int(urgent), "created": now}
    mode = "private" if spot.reader else "post"
    conn.execute(_WRITTEN, {"id": fresh, "mode": mode} | where | what)
    return fresh


def anew(conn: Connection, spot: Spot) -> None:
    """Want the message of this spot below everything else in its place: posted once more."""
    mine = and_(*(messages.c[name] == value for name, value in _name(spot).items()))
    change = {"ts": "", "posting": 0.0, "wanted_version": messages.c.wanted_version + 1}
    conn.execute(update(messages).where(mine, messages.c.ts != "").values(**change))


def way_back(conn: Connection, tenant: str, button: str, back: Callable[[], bytes | None]) -> None:
    """A press in a private message brings a new response_url: the old one is good five times.

    What was lost for want of one goes out after all.
    """
    name = conn.scalar(_PRIVATE, {"tenant": tenant, "button": button})
    if name:
        fresh = {"back": back(), "back_uses": 0, "mode": "private"}
        conn.execute(update(messages).where(messages.c.id == name).values(**fresh))


def withdraw(conn: Connection, run: str, channel: str, *, keep: str = "") -> None:
    """Want no more what Slack has never shown of this run in that channel, but for one key."""
    mine = (messages.c.run == run) & (messages.c.channel == channel) & (messages.c.ts == "")
    conn.execute(delete(messages).where(mine, messages.c.key != keep))


def shown(conn: Connection, spot: Spot) -> bool:
    """Whether something is wanted in this spot already."""
    return conn.execute(_NAMED, _name(spot)).first() is not None


def below(conn: Connection, spot: Spot) -> list[str]:
    """The keys of what hangs below the message of this spot."""
    return list(conn.scalars(_BELOW, _name(spot)))


_SHOWN = (
    select(messages)
    .where(messages.c.run == bindparam("run"), messages.c.key == bindparam("key"))
    .order_by(messages.c.created)
)


def spots(conn: Connection, run: str, key: str) -> list[Spot]:
    """Every place where this message of the run is wanted."""
    rows = conn.execute(_SHOWN, {"run": run, "key": key})
    return [
        Spot(r.tenant, r.run, r.key, r.channel, r.thread, r.under, r.reader, r.back) for r in rows
    ]


def silence(conn: Connection, tenant: str) -> None:
    """Want nothing more in a tenant: what is not sent by now never will be."""
    unsent = messages.c.wanted_version > messages.c.sent_version
    mine = (messages.c.tenant == tenant) & unsent
    conn.execute(update(messages).where(mine).values(mode="lost"))


def _name(spot: Spot) -> dict[str, str]:
    return {name: getattr(spot, name) for name in _NAMES}
