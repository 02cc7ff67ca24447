"""Which message goes next, and what became of it. Functions of one transaction, `fn(conn)`."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.outbox.outcome import Anew, Later, Lost, Outcome, Private, Sent, Simpler
from bot.outbox.pace import EDIT_EVERY, POST, PRIVATE, UPDATE, Rate, hold, wait
from bot.store.tables import counters, features, messages

_CLAIM = 30.0  # seconds a sender may take over one call before another may try


@dataclass(frozen=True)
class Sending:
    """One claimed message, with everything the call needs."""

    id: str
    tenant: str
    channel: str
    thread: str
    reader: str
    back: bytes | None
    private: bool
    payload: dict[str, Any]
    version: int
    ts: str
    repeated: bool
    failures: int
    form: str

    @property
    def editing(self) -> bool:
        """Whether this changes a message that stands already."""
        return bool(self.ts) and not self.private

    @property
    def lane(self) -> tuple[str, Rate]:
        """The lane it moves in: posts by channel, the rest by method."""
        if self.private:
            return "chat.postEphemeral", PRIVATE
        return ("chat.update", UPDATE) if self.ts else (self.channel, POST)


def claim(conn: Connection, sender: str, now: float, *, form: str, most: int = 20) -> list[Sending]:
    """Take up to `most` messages that differ from what Slack shows and whose lane is free."""
    parent = messages.alias("parent")
    query = (
        select(messages, parent.c.ts.label("parent_ts"))
        .outerjoin(parent, parent.c.id == messages.c.under)
        .where(
            messages.c.mode.in_(("post", "private")),
            messages.c.wanted_version > messages.c.sent_version,
            messages.c.due <= now,
            messages.c.claimed_until <= now,
            or_(messages.c.under == "", parent.c.ts != ""),
        )
        .order_by(messages.c.urgent.desc(), messages.c.created, messages.c.id)
        .limit(most)
        .with_for_update(of=messages, skip_locked=True)
    )
    taken = (_take(conn, row, sender, now, form) for row in conn.execute(query).fetchall())
    return [sending for sending in taken if sending]


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
        repeated=bool(row.posting) and not row.ts,
        failures=row.failures,
        form=_form(conn, row.tenant, form),
    )
    lane, rate = sending.lane
    if pause := wait(conn, row.tenant, lane, rate, now):
        _change(conn, row.id, due=now + pause)
        return None
    _change(conn, row.id, claim=sender, claimed_until=now + _CLAIM)
    if not sending.ts:
        _change(conn, row.id, posting=now)
    if sending.repeated:
        count(conn, "posts_repeated")
    return sending


def settle(conn: Connection, sending: Sending, outcome: Outcome, now: float) -> None:
    """Write down what Slack answered, so that the next look does the right thing."""
    free: dict[str, Any] = {"claim": "", "claimed_until": 0.0}
    match outcome:
        case Sent(ts):
            free |= {"sent_version": sending.version, "ts": ts or sending.ts, "failures": 0}
            free |= {"due": now + EDIT_EVERY, "posting": 0.0}
        case Later(seconds, held, unsure):
            if held:
                hold(conn, sending.tenant, *sending.lane, now + seconds)
            free |= {"due": now + seconds, "failures": sending.failures + 1}
            free |= {} if unsure else {"posting": 0.0}
        case Private() if sending.back:
            free |= {"mode": "private", "posting": 0.0, "due": now}
        case Anew():
            free |= {"ts": "", "posting": 0.0, "due": now}
        case Simpler() if sending.form == "plan" and "classic" in sending.payload:
            _prefer_classic(conn, sending.tenant)
            free |= {"posting": 0.0, "due": now}
        case Simpler() if sending.payload.get("blocks"):
            # Not this workspace but this message: its words alone still arrive.
            count(conn, "messages_simplified")
            free |= {"posting": 0.0, "due": now}
            free |= {"wanted": json.dumps({"text": sending.payload["text"]})}
        case Lost() | Private() | Simpler():
            count(conn, "messages_lost")
            free |= {"mode": "lost"}
    _change(conn, sending.id, **free)


def count(conn: Connection, name: str) -> None:
    """One more of a thing that operators watch."""
    grown = conn.execute(
        update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
    )
    if not grown.rowcount:
        conn.execute(insert(counters).values(name=name, value=1))


def _form(conn: Connection, tenant: str, wished: str) -> str:
    """The richest form of blocks this workspace has not refused."""
    mine = (features.c.tenant == tenant) & (features.c.name == "blocks")
    return conn.scalar(select(features.c.value).where(mine)) or wished


def _prefer_classic(conn: Connection, tenant: str) -> None:
    mine = (features.c.tenant == tenant) & (features.c.name == "blocks")
    if not conn.execute(update(features).where(mine).values(value="classic")).rowcount:
        conn.execute(insert(features).values(tenant=tenant, name="blocks", value="classic"))


def _change(conn: Connection, message: str, **values: Any) -> None:  # noqa: ANN401 -- columns
    conn.execute(update(messages).where(messages.c.id == message).values(**values))
