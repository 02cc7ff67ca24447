"""What Slack should show, written down. Functions of one transaction, `fn(conn)`.

A message is named by (run, place, key, reader); wanting it again overwrites what was wanted. The
row survives everything, so the last state is always sent in the end.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, select, update

from bot.store.tables import messages


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


#: Makes the payload once the message's id and version are known (its buttons are bound to both).
Render = Callable[[str, int], dict[str, Any]]


def want(conn: Connection, spot: Spot, render: Render, *, now: float, urgent: bool = False) -> str:
    """Want this content in this spot; returns the message's id.

    What is wanted already is not wanted anew: no version, no edit.
    """
    known = messages.c.id, messages.c.wanted, messages.c.wanted_version
    row = conn.execute(select(*known).where(_named(spot))).first()
    if row:
        version = row.wanted_version + 1
        wanted = json.dumps(render(row.id, version))
        if wanted != row.wanted:
            change = {"wanted": wanted, "wanted_version": version, "urgent": int(urgent)}
            conn.execute(update(messages).where(messages.c.id == row.id).values(**change))
        return str(row.id)
    fresh = "m-" + secrets.token_hex(8)
    conn.execute(
        insert(messages).values(
            id=fresh,
            tenant=spot.tenant,
            run=spot.run,
            key=spot.key,
            channel=spot.channel,
            thread=spot.thread,
            under=spot.under,
            reader=spot.reader,
            back=spot.back,
            mode="private" if spot.reader else "post",
            wanted=json.dumps(render(fresh, 1)),
            urgent=int(urgent),
            created=now,
        )
    )
    return fresh


def spots(conn: Connection, run: str, key: str) -> list[Spot]:
    """Every place where this message of the run is wanted."""
    rows = conn.execute(
        select(messages)
        .where(messages.c.run == run, messages.c.key == key)
        .order_by(messages.c.created)
    )
    return [
        Spot(r.tenant, r.run, r.key, r.channel, r.thread, r.under, r.reader, r.back) for r in rows
    ]


def _named(spot: Spot) -> ColumnElement[bool]:
    return and_(
        messages.c.run == spot.run,
        messages.c.channel == spot.channel,
        messages.c.thread == spot.thread,
        messages.c.key == spot.key,
        messages.c.reader == spot.reader,
    )
