"""Walkthroughs as rows: looked up within their tenant, claimed by a tick when they are due."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from bot.store.database import in_turn, insert_new
from bot.store.walk_tables import walk_facts, walks


@dataclass(frozen=True)
class Watch:
    """What is waited for in the org.

    Attributes:
        step: the step that somebody says is done, "" = none.
        asked: since when.
        by: who said so.
        until: a look under way ends by then; 0.0 = none is.
    """

    step: str = ""
    asked: float = 0.0
    by: str = ""
    until: float = 0.0


@dataclass(frozen=True)
class Walkthrough:
    """One walkthrough as it stands; the columns are described in `walk_tables`.

    `asker` and `state` are JSON, read by whoever knows them.
    """

    id: str
    tenant: str
    org: str
    playbook: str
    holder: str
    asker: str
    state: str
    created: float
    touched: float
    team: str = ""
    channel: str = ""
    thread: str = ""
    rung: int = 0
    why: str = ""
    version: int = 0
    open: bool = True
    tz: str = ""
    watch: Watch = field(default_factory=Watch)
    reminders: int = 0
    next_look: float = 0.0
    next_reminder: float = 0.0
    next_arrival: float = 0.0

    @property
    def due(self) -> float:
        """The earliest moment at which something is to be done without a person; 0.0 = never."""
        waits = (self.next_look, self.next_reminder, self.next_arrival)
        return min((at for at in waits if at), default=0.0)


_NAMES = tuple(one.name for one in fields(Walkthrough))
_ONE = select(walks).where(walks.c.tenant == bindparam("tenant"), walks.c.id == bindparam("id"))
_ONE_HELD = _ONE.with_for_update()
_HOLDER = select(walks.c.holder, walks.c.team).where(
    walks.c.tenant == bindparam("tenant"), walks.c.id == bindparam("id")
)
_DUE = (
    select(walks)
    .where(walks.c.due > 0, walks.c.due <= bindparam("now"))
    .order_by(walks.c.due)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


def fresh_id() -> str:
    """A name for a walkthrough; its first letter tells whose buttons are."""
    return "w-" + secrets.token_hex(8)


def begin(conn: Connection, new: Walkthrough) -> Walkthrough:
    """Store a new one."""
    stored = replace(new, version=1)
    conn.execute(insert(walks), _columns(stored))
    return stored


def find(conn: Connection, tenant: str, name: str, *, lock: bool = False) -> Walkthrough | None:
    """One of this tenant; `lock` holds its row until the transaction ends."""
    asked = {"tenant": tenant, "id": name}
    row = conn.execute(_ONE_HELD if lock else _ONE, asked).first()
    return _walkthrough(row) if row else None


def keep(conn: Connection, changed: Walkthrough) -> Walkthrough:
    """Store it as it is now.

    Raises:
        LookupError: somebody else stored it since it was read.
    """
    stored = replace(changed, version=changed.version + 1)
    mine = (walks.c.id == changed.id) & (walks.c.version == changed.version)
    if not conn.execute(update(walks).where(mine).values(**_columns(stored))).rowcount:
        raise LookupError(changed.id)
    return stored


def due(conn: Connection, now: float, most: int) -> Iterator[Walkthrough]:
    """Those for which something is to be done, their rows held; not those that a peer holds."""
    for row in conn.execute(_DUE, {"now": now, "most": most}).fetchall():
        yield _walkthrough(row)


def holder(conn: Connection, tenant: str, name: str) -> tuple[str, str]:
    """Whom a walkthrough is for: their Slack id and, once known, their team; ("", "") none."""
    row = conn.execute(_HOLDER, {"tenant": tenant, "id": name}).first()
    return (row.holder, row.team) if row else ("", "")


def under_way(
    conn: Connection, tenant: str, holder: str, playbook: str, org: str
) -> Walkthrough | None:
    """The open walkthrough of this playbook that somebody has already, its row held."""
    same = {"tenant": tenant, "holder": holder, "playbook": playbook, "org": org, "open": 1}
    wanted = [walks.c[name] == value for name, value in same.items()]
    row = conn.execute(select(walks).where(*wanted).limit(1).with_for_update()).first()
    return _walkthrough(row) if row else None


def in_thread(
    conn: Connection, tenant: str, place: tuple[str, str], playbook: str, org: str
) -> Walkthrough | None:
    """The open walkthrough of this playbook that stands, or is to stand, in a thread: whose ever.

    `place` is the channel and the thread; of two who ask at once, the second finds the first's.
    """
    channel, thread = place
    in_turn(conn, f"walk:{tenant}:{channel}:{thread}")
    same = {"tenant": tenant, "thread": thread, "playbook": playbook, "org": org, "open": 1}
    wanted = [walks.c[name] == value for name, value in same.items()]
    here = walks.c.channel.in_(("", channel)) & (walks.c.rung == 1)
    row = conn.execute(select(walks).where(*wanted, here).limit(1).with_for_update()).first()
    return _walkthrough(row) if row else None


def mine(conn: Connection, tenant: str, user: str, most: int) -> list[Walkthrough]:
    """Those under way that somebody walks or has asked for, the newest first."""
    theirs = (walks.c.holder == user) | walks.c.asker.contains(f'"user": "{user}"', autoescape=True)
    going = select(walks).where(walks.c.tenant == tenant, walks.c.open == 1, theirs)
    newest = going.order_by(walks.c.created.desc()).limit(most)
    return [_walkthrough(row) for row in conn.execute(newest).fetchall()]


def heard(conn: Connection, tenant: str, name: str) -> str:
    """What the org said on it so far, as JSON; "" = nothing yet."""
    mine = (walk_facts.c.tenant == tenant) & (walk_facts.c.id == name)
    return conn.scalar(select(walk_facts.c.heard).where(mine)) or ""


def keep_heard(conn: Connection, tenant: str, name: str, said: str) -> None:
    """Keep what the org has said."""
    if not insert_new(conn, walk_facts, tenant=tenant, id=name, heard=said):
        mine = (walk_facts.c.tenant == tenant) & (walk_facts.c.id == name)
        conn.execute(update(walk_facts).where(mine).values(heard=said))


def forget_heard(conn: Connection, tenant: str, name: str) -> None:
    """It is over: what the org said on it is needed no more."""
    mine = (walk_facts.c.tenant == tenant) & (walk_facts.c.id == name)
    conn.execute(delete(walk_facts).where(mine))


def _columns(one: Walkthrough) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in _NAMES}
    watch = json.dumps(asdict(one.watch))
    return values | {"watch": watch, "open": int(one.open), "due": one.due}


def _walkthrough(row: Row[Any]) -> Walkthrough:
    values = {name: getattr(row, name) for name in _NAMES}
    watch = Watch(**json.loads(row.watch))
    return Walkthrough(**values | {"watch": watch, "open": bool(row.open)})
