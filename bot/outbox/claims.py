"""Which message goes next, and what became of it. Functions of one transaction, `fn(conn)`."""

import json
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    Select,
    bindparam,
    func,
    or_,
    select,
    update,
)

from bot.outbox import pace
from bot.outbox.outcome import Anew, Later, Lost, Outcome, Private, Sent, Simpler
from bot.outbox.sending import Claimed, Sending
from bot.store.alive import stay_alive
from bot.store.database import database_now, insert_new
from bot.store.health import count
from bot.store.tables import features, messages

_CLAIM = 30.0  # seconds a sender may take over one call before another may try

_UNSENT = messages.c.wanted_version > messages.c.sent_version
_GOES = or_(
    messages.c.mode == "post",
    # A private message cannot be edited, each version would be one more: only its first state
    # and those that matter.
    (messages.c.mode == "private") & ((messages.c.urgent == 1) | (messages.c.back_uses == 0)),
)

_CHANGED = update(messages).where(messages.c.id == bindparam("which"))
_MINE = _CHANGED.where(messages.c.claim == bindparam("whose"))
_USED = _MINE.values(back_uses=messages.c.back_uses + 1)
_BLOCKS = select(features.c.value).where(
    features.c.tenant == bindparam("tenant"), features.c.name == "blocks"
)


def claim(conn: Connection, sender: str, *, form: str, most: int, idle: float) -> Claimed:
    """Take up to `most` messages that differ from what Slack shows and whose lane is free.

    Raises:
        FencedError: a peer took this process for dead.
    """
    stay_alive(conn, sender)
    now = database_now(conn)
    due, soonest_due = _statements(conn.dialect.name)
    rows = conn.execute(due, {"now": now, "most": most}).fetchall()
    taken = [sending for row in rows if (sending := _take(conn, row, sender, now, form))]
    if len(rows) == most:
        return Claimed(tuple(taken), 0.0)
    soonest = conn.scalar(soonest_due, {"now": now})
    return Claimed(tuple(taken), min(idle, soonest - now) if soonest else idle)


@cache
def _statements(dialect: str) -> tuple[Select[Any], Select[Any]]:
    """What is due now, and when the next is. Written once: it is run at every look."""
    parent = messages.alias("parent")
    now: BindParameter[float] = bindparam("now")
    ready = _UNSENT & _GOES & or_(messages.c.under == "", parent.c.ts != "")
    latest = func.greatest if dialect == "postgresql" else func.max
    when = latest(messages.c.due, messages.c.claimed_until)
    hung = parent.c.id == messages.c.under
    due = (
        select(messages, parent.c.ts.label("parent_ts"))
        .outerjoin(parent, hung)
        .where(ready, messages.c.due <= now, messages.c.claimed_until <= now)
        .order_by(messages.c.urgent.desc(), messages.c.created, messages.c.id)
        .limit(bindparam("most"))
        .with_for_update(of=messages, skip_locked=True)
    )
    return due, select(func.min(when)).outerjoin(parent, hung).where(ready, when > now)


def _take(conn: Connection, row: Row[Any], sender: str, now: float, form: str) -> Sending | None:
    sending = Sending(
        id=row.id,
        tenant=row.tenant,
        channel=row.channel,
        thread=row.thread or row.parent_ts or "",
        reader=row.reader,
        back=row.back,
        private=row.mode == "private",
        payload=json.loads(row.wanted),
        version=row.wanted_version,
        ts=row.ts,
        repeated=bool(row.repeated) or (bool(row.posting) and not row.ts),
        failures=row.failures,
        form=row.form or _form(conn, row.tenant, form),
        claim=sender,
    )
    lane, rate = sending.lane
    if pause := pace.wait(conn, row.tenant, lane, rate, now):
        conn.execute(_CHANGED, {"which": row.id, "due": now + pause})
        return None
    change: dict[str, Any] = {"claim": sender, "claimed_until": now + _CLAIM}
    if not sending.ts:
        change["posting"] = now
        if row.posting:
            # Nobody knows whether the last try arrived, and no scope of ours lets us look.
            change["repeated"] = row.repeated + 1
            count(conn, "posts_repeated")
    conn.execute(_CHANGED, {"which": row.id} | change)
    return sending


def settle(conn: Connection, sending: Sending, outcome: Outcome) -> None:
    """Write down what Slack answered, so that the next look does the right thing.

    Only while the claim is ours: of a message that a peer has taken over meanwhile, it knows more.
    """
    now = database_now(conn)
    done: dict[str, Any] = {"claim": "", "claimed_until": 0.0, "failures": 0, "due": now}
    known: dict[str, Any] = {"posting": 0.0}
    change = _MINE
    match outcome:
        case Sent(ts):
            done |= known | {"sent_version": sending.version, "ts": ts or sending.ts}
            done |= {"due": now + pace.EDIT_EVERY}
            change = _USED if sending.private else _MINE
        case Later(seconds, hold, unsure):
            if hold:
                pace.hold(conn, sending.tenant, *sending.lane, now + seconds)
            done |= {"due": now + seconds, "failures": sending.failures + 1}
            done |= {} if unsure else known
        case Private() if sending.back and not sending.private:
            done |= known | {"mode": "private"}
        case Anew():
            done |= known | {"ts": ""}
        case Simpler(everywhere) if sending.form != "text":
            done |= known | _simpler(conn, sending, everywhere=everywhere)
        case Lost() | Private() | Simpler():
            count(conn, "messages_lost")
            done |= {"mode": "lost"}
    conn.execute(change, {"which": sending.id, "whose": sending.claim} | done)


def _simpler(conn: Connection, sending: Sending, *, everywhere: bool) -> dict[str, Any]:
    """The next simpler form: for its whole workspace, or for this message from now on."""
    if sending.form != "plan" or "classic" not in sending.payload:
        # Its words alone still arrive.
        count(conn, "messages_simplified")
        return {"form": "text"}
    if not everywhere:
        return {"form": "classic"}
    insert_new(conn, features, tenant=sending.tenant, name="blocks", value="classic")
    return {}


def release(conn: Connection, sender: str = "") -> None:
    """Let go of what a dead sender claimed; without a name, of what anybody did."""
    whose = messages.c.claim == sender if sender else messages.c.claim != ""
    conn.execute(update(messages).where(whose).values(claim="", claimed_until=0.0))


def _form(conn: Connection, tenant: str, wished: str) -> str:
    """The richest form of blocks this workspace has not refused."""
    return conn.scalar(_BLOCKS, {"tenant": tenant}) or wished
