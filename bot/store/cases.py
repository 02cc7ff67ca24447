"""Cases as rows, and the pastes nobody knew. Functions of one transaction, `fn(conn, …)`.

Everything is looked up within a tenant.
"""

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Row, insert, or_, select, update

from bot.store.case_tables import cases, unknown_pastes
from bot.store.database import in_turn, insert_new
from bot.store.keys import KeyRing, Where
from bot.store.tables import messages
from intents.case import Case

_LONGEST = 2000  # characters of an unknown paste that are kept


@dataclass(frozen=True)
class Kept:
    """A case, and where it lives. `thread` is a `ts`, or the case's id where it began a thread."""

    tenant: str
    channel: str
    thread: str
    case: Case

    @property
    def within(self) -> str:
        """The thread to post in, "" = the case's own message begins one."""
        return "" if self.thread == self.case.id else self.thread


def fresh() -> str:
    """A name for a new case."""
    return "c-" + secrets.token_hex(5)


def of_thread(conn: Connection, tenant: str, channel: str, thread: str) -> Kept | None:
    """The case of a thread, its row held; also by the ts that Slack gave the case's own message."""
    if not thread:
        return None
    in_turn(conn, f"case:{tenant}:{channel}:{thread}")
    begun = select(messages.c.run).where(
        messages.c.tenant == tenant, messages.c.channel == channel, messages.c.ts == thread
    )
    where = or_(cases.c.thread == thread, cases.c.id.in_(begun))
    mine = (cases.c.tenant == tenant) & (cases.c.channel == channel) & where
    return _one(conn.execute(select(cases).where(mine).with_for_update()).first())


def find(conn: Connection, tenant: str, name: str) -> Kept | None:
    """A case of this tenant, its row held; None for a stranger's."""
    mine = (cases.c.tenant == tenant) & (cases.c.id == name)
    return _one(conn.execute(select(cases).where(mine).with_for_update()).first())


def thread(conn: Connection, tenant: str, name: str) -> str:
    """The thread of a case: the one it was opened in, or the one that its card begins."""
    kept = find(conn, tenant, name)
    if kept is None or kept.within:
        return kept.within if kept else ""
    mine = (messages.c.tenant == tenant) & (messages.c.run == name) & (messages.c.under == "")
    begun = mine & (messages.c.channel == kept.channel) & (messages.c.reader == "")
    return conn.scalar(select(messages.c.ts).where(begun & (messages.c.ts != ""))) or ""


def waiting_for(conn: Connection, tenant: str, run: str) -> list[Kept]:
    """The cases that a run answers, their rows held."""
    mine = (cases.c.tenant == tenant) & (cases.c.run == run)
    rows = conn.execute(select(cases).where(mine).order_by(cases.c.id).with_for_update()).all()
    return [kept for row in rows if (kept := _one(row))]


def put(conn: Connection, kept: Kept, now: float) -> None:
    """Store a case as it stands."""
    case = kept.case
    run = case.looked.run if case.looked else ""
    said = {"run": run, "stage": case.stage, "body": case.model_dump_json(), "changed": now}
    if conn.execute(update(cases).where(cases.c.id == case.id).values(**said)).rowcount:
        return
    place = {"tenant": kept.tenant, "channel": kept.channel, "thread": kept.thread}
    conn.execute(insert(cases).values(id=case.id, created=now, **place, **said))


def capture(conn: Connection, ring: KeyRing, tenant: str, text: str, now: float) -> None:
    """Keep a paste nobody knew, without secrets, for the owners; the same text is counted."""
    kept = text[:_LONGEST]
    digest = hashlib.sha256(f"{tenant}\0{kept}".encode()).hexdigest()
    sealed = ring.seal(kept, _where(tenant, digest))
    first = {"tenant": tenant, "digest": digest, "sealed": sealed, "times": 1, "at": now}
    if not insert_new(conn, unknown_pastes, **first):
        row = (unknown_pastes.c.tenant == tenant) & (unknown_pastes.c.digest == digest)
        again = {"times": unknown_pastes.c.times + 1, "at": now}
        conn.execute(update(unknown_pastes).where(row).values(**again))


def captured(conn: Connection, ring: KeyRing, tenant: str, most: int = 20) -> list[tuple[str, int]]:
    """The newest pastes nobody knew, and how often each came."""
    newest = select(unknown_pastes).where(unknown_pastes.c.tenant == tenant)
    rows = conn.execute(newest.order_by(unknown_pastes.c.at.desc()).limit(most)).all()
    return [(ring.open(row.sealed, _where(tenant, row.digest)), row.times) for row in rows]


def _where(tenant: str, digest: str) -> Where:
    return Where(tenant, "unknown_pastes", digest, "sealed")


def _one(row: Row[tuple[object, ...]] | None) -> Kept | None:
    if row is None:
        return None
    case = Case.model_validate_json(row.body)
    return Kept(row.tenant, row.channel, row.thread, case)
