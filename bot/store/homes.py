"""Home tabs as they should be and as they are: one row a person. `fn(conn, …)`."""

import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, insert, select, update

from bot.store.installation_tables import homes

_RECENT = 3600.0  # seconds: what was not opened for longer is drawn when it is opened again


@dataclass(frozen=True)
class HomeTab:
    """One person's front page.

    Attributes:
        team: the workspace they opened it in.
        channel: their direct messages with the bot.
        version: +1 with every change that should be seen.
    """

    tenant: str
    person: str
    team: str
    channel: str
    version: int


def opened(conn: Connection, tenant: str, person: str, team: str, channel: str) -> None:
    """Somebody looks at their Home tab: it should be drawn now."""
    now, mine = time.time(), _of(tenant, person)
    seen: dict[str, Any] = {"team": team, "opened": now, "due": now}
    seen |= {"channel": channel} if channel else {}
    changed = update(homes).where(mine).values(wanted=homes.c.wanted + 1, **seen)
    if not conn.execute(changed).rowcount:
        conn.execute(insert(homes).values(tenant=tenant, person=person, **seen))


def refresh(conn: Connection, tenant: str, person: str = "") -> None:
    """What the Home tabs of a tenant show has changed; or one person's (`person`)."""
    now = time.time()
    mine = (homes.c.tenant == tenant) & (homes.c.opened > now - _RECENT)
    if person:
        mine &= homes.c.person == person
    # One that waits for its turn keeps it: many changes become one.
    due = case((homes.c.wanted == homes.c.shown, now), else_=homes.c.due)
    conn.execute(update(homes).where(mine).values(wanted=homes.c.wanted + 1, due=due))


def due(conn: Connection, most: int, pause: float) -> list[HomeTab]:
    """Tabs that differ from what is shown, taken for `pause` seconds."""
    now = time.time()
    ripe = (homes.c.wanted > homes.c.shown) & (homes.c.due <= now)
    found = select(homes).where(ripe).order_by(homes.c.due).limit(most)
    rows = conn.execute(found.with_for_update(skip_locked=True)).all()
    tabs = [HomeTab(r.tenant, r.person, r.team, r.channel, r.wanted) for r in rows]
    for tab in tabs:
        take(conn, tab, pause)
    return tabs


def take(conn: Connection, tab: HomeTab, pause: float) -> None:
    """It is being drawn: nobody else does so for `pause` seconds."""
    mine = _of(tab.tenant, tab.person)
    conn.execute(update(homes).where(mine).values(due=time.time() + pause))


def find(conn: Connection, tenant: str, person: str) -> HomeTab | None:
    """A person's tab, if they ever opened it."""
    row = conn.execute(select(homes).where(_of(tenant, person))).first()
    return HomeTab(row.tenant, row.person, row.team, row.channel, row.wanted) if row else None


def shown(conn: Connection, tab: HomeTab) -> None:
    """Slack shows this version. A newer one is drawn at once."""
    mine = _of(tab.tenant, tab.person)
    conn.execute(update(homes).where(mine).values(shown=tab.version, due=0.0))


def remove(conn: Connection, tenant: str, person: str = "") -> None:
    """Forget the tabs of a tenant, or one person's."""
    mine = _of(tenant, person) if person else homes.c.tenant == tenant
    conn.execute(delete(homes).where(mine))


def _of(tenant: str, person: str) -> Any:  # noqa: ANN401 -- SQL
    return (homes.c.tenant == tenant) & (homes.c.person == person)
