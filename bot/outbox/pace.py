"""How fast Slack may be called: one lane per channel and per method of a workspace.

Each lane is a leaky bucket kept as one number (the theoretical arrival time of GCRA), so a lane
costs one row. Rates: Slack docs, Rate limits; chat.postMessage one a second and channel with
short bursts, Tier 3 (chat.update) 50 a minute and workspace.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from bot.store.database import insert_new
from bot.store.tables import pace

_ROUNDING = 1e-6  # what floating point leaves over is no wait


@dataclass(frozen=True)
class Rate:
    """One call each `every` seconds, up to `burst` at once."""

    every: float
    burst: int

    def turn(self, free_at: float, now: float) -> tuple[float, float]:
        """Take a turn: seconds to wait (0.0 = go), and when the lane is free then."""
        start = max(free_at, now)
        early = start - now - self.every * (self.burst - 1)
        return (early, free_at) if early > _ROUNDING else (0.0, start + self.every)

    def held(self, until: float) -> float:
        """When the lane is free, if nothing at all may go before `until`, and then one by one."""
        return until + self.every * (self.burst - 1)


POST = Rate(every=1.0, burst=4)
UPDATE = Rate(every=60 / 45, burst=15)
PRIVATE = Rate(every=60 / 90, burst=20)
VIEW = Rate(every=60 / 90, burst=20)

#: Seconds between two edits of one message: fast enough to feel live, slow enough to be read.
EDIT_EVERY = 1.2


_THIS = (pace.c.tenant == bindparam("whose")) & (pace.c.lane == bindparam("which"))
_LANE = select(pace.c.free_at).where(_THIS).with_for_update()
_MOVED = update(pace).where(_THIS)


def wait(conn: Connection, tenant: str, lane: str, rate: Rate, now: float) -> float:
    """Take a turn in a lane: 0.0 = go, otherwise the seconds until there is one (none taken)."""
    pause, free_at = rate.turn(_free_at(conn, tenant, lane), now)
    if not pause:
        _put(conn, tenant, lane, free_at)
    return pause


def hold(conn: Connection, tenant: str, lane: str, rate: Rate, until: float) -> None:
    """Slack said 429: nothing in this lane before `until`."""
    _put(conn, tenant, lane, max(_free_at(conn, tenant, lane), rate.held(until)))


def _free_at(conn: Connection, tenant: str, lane: str) -> float:
    """The lane's number; its row is there from then on, and held."""
    insert_new(conn, pace, tenant=tenant, lane=lane, free_at=0.0)
    return float(conn.scalar(_LANE, {"whose": tenant, "which": lane}) or 0.0)


def _put(conn: Connection, tenant: str, lane: str, free_at: float) -> None:
    conn.execute(_MOVED, {"whose": tenant, "which": lane, "free_at": free_at})
