"""How fast Slack may be called: one lane per channel and per method of a workspace.

Each lane is a leaky bucket kept as one number (the theoretical arrival time of GCRA), so a lane
costs one row. Rates: Slack docs, Rate limits; chat.postMessage one a second and channel with
short bursts, Tier 3 (chat.update) 50 a minute and workspace.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from bot.store.tables import pace


@dataclass(frozen=True)
class Rate:
    """One call each `every` seconds, up to `burst` at once."""

    every: float
    burst: int


POST = Rate(every=1.0, burst=4)
UPDATE = Rate(every=60 / 45, burst=15)
PRIVATE = Rate(every=60 / 90, burst=20)

#: Seconds between two edits of one message: fast enough to feel live, slow enough to be read.
EDIT_EVERY = 1.2


def wait(conn: Connection, tenant: str, lane: str, rate: Rate, now: float) -> float:
    """Take a turn in a lane: 0.0 = go, otherwise the seconds until there is one (none taken)."""
    free_at = _free_at(conn, tenant, lane)
    start = max(free_at, now)
    early = start - now - rate.every * (rate.burst - 1)
    if early > 0:
        return early
    _put(conn, tenant, lane, start + rate.every)
    return 0.0


def hold(conn: Connection, tenant: str, lane: str, rate: Rate, until: float) -> None:
    """Slack said 429: nothing in this lane before `until`."""
    _put(conn, tenant, lane, until + rate.every * (rate.burst - 1))


def _free_at(conn: Connection, tenant: str, lane: str) -> float:
    found = conn.scalar(select(pace.c.free_at).where(_lane(tenant, lane)))
    return float(found or 0.0)


def _put(conn: Connection, tenant: str, lane: str, free_at: float) -> None:
    conn.execute(delete(pace).where(_lane(tenant, lane)))
    conn.execute(insert(pace).values(tenant=tenant, lane=lane, free_at=free_at))


def _lane(tenant: str, lane: str) -> ColumnElement[bool]:
    return (pace.c.tenant == tenant) & (pace.c.lane == lane)
