"""Which channels people of other companies read (Slack Connect), as last asked. `fn(conn, …)`."""

from enum import StrEnum

from sqlalchemy import Connection, bindparam, select, update

from bot.store.database import insert_new
from bot.store.office_tables import channels

_FRESH = 900.0  # seconds; a channel may be shared with another company at any time


class Company(StrEnum):
    """Who reads along in a channel."""

    OURS = "ours"
    SHARED = "shared"
    AGREED = "agreed"  # shared, and an approver said: always post here
    UNKNOWN = "unknown"


_KNOWN = select(channels).where(
    channels.c.tenant == bindparam("tenant"), channels.c.channel == bindparam("channel")
)


def of(conn: Connection, tenant: str, channel: str, now: float) -> Company:
    """Who reads along, as far as it is known."""
    if channel.startswith("D"):
        return Company.OURS  # a direct message: only who is in it, and they asked
    row = conn.execute(_KNOWN, {"tenant": tenant, "channel": channel}).first()
    if row is None or (row.learnt <= now - _FRESH and not row.agreed):
        return Company.UNKNOWN
    if not row.shared:
        return Company.OURS
    return Company.AGREED if row.agreed else Company.SHARED


def last(conn: Connection, tenant: str, channel: str) -> Company:
    """As last asked, however long ago: for what stands there already and is only brought up."""
    return of(conn, tenant, channel, 0.0)


def learn(conn: Connection, tenant: str, channel: str, now: float, *, shared: bool) -> None:
    """Remember what Slack says of a channel; what was agreed stays."""
    insert_new(conn, channels, tenant=tenant, channel=channel, shared=0, learnt=0.0, agreed="")
    mine = (channels.c.tenant == tenant) & (channels.c.channel == channel)
    conn.execute(update(channels).where(mine).values(shared=int(shared), learnt=now))


def agree(conn: Connection, tenant: str, channel: str, by: str, now: float) -> None:
    """Post in this shared channel from now on without asking."""
    learn(conn, tenant, channel, now, shared=True)
    mine = (channels.c.tenant == tenant) & (channels.c.channel == channel)
    conn.execute(update(channels).where(mine).values(agreed=by))
