"""An installation's token as it stands, and the renewed one in its place. `fn(conn, …)`."""

import time
from typing import Any

from sqlalchemy import Connection, select, update

from bot.store import installations as kept
from bot.store import leases
from bot.store.installation_tables import installations
from bot.store.installations import Installation, NoTokenError
from bot.store.keys import KeyRing


def look(conn: Connection, ring: KeyRing, stale: Installation) -> tuple[Installation, bool]:
    """The installation now, and whether its token is newer than `stale` has.

    Raises:
        NoTokenError: the bot was uninstalled there meanwhile, or has to be installed again.
    """
    now = kept.of_tenant(conn, ring, stale.tenant.key)
    if now is None or now.trouble:
        raise NoTokenError("needs_reinstall" if now else "not_installed")
    return now, now.version > stale.version


def renewed(conn: Connection, ring: KeyRing, old: Installation, fresh: Installation) -> bool:
    """Store a renewed token in place of `old`'s. False: it was replaced meanwhile; nothing done."""
    values = {
        "sealed": kept.sealed(ring, fresh),
        "expires": fresh.expires,
        "renew_at": fresh.renew_at,
        "version": old.version + 1,
    }
    leases.forget(conn, old.lease)
    return _changed(conn, old, values)


def expire(conn: Connection, old: Installation) -> bool:
    """Slack says that this token is over, whatever our clock thinks."""
    return _changed(conn, old, {"expires": 1.0})


def give_up(conn: Connection, old: Installation, trouble: str) -> bool:
    """No token can be had from Slack any more, until somebody installs the bot again."""
    leases.forget(conn, old.lease)
    return _changed(conn, old, {"trouble": trouble, "renew_at": 0.0})


def due(conn: Connection, most: int, pause: float) -> list[str]:
    """Tenants whose token should be renewed, taken for `pause` seconds."""
    now = time.time()
    ripe = (installations.c.renew_at > 0) & (installations.c.renew_at <= now)
    found = select(installations.c.tenant).where(ripe).order_by(installations.c.renew_at)
    keys = list(conn.scalars(found.limit(most).with_for_update(skip_locked=True)))
    for key in keys:
        kept.change(conn, key, renew_at=now + pause)
    return keys


def _changed(conn: Connection, old: Installation, values: dict[str, Any]) -> bool:
    mine = installations.c.tenant == old.tenant.key
    same = mine & (installations.c.version == old.version)
    return conn.execute(update(installations).where(same).values(values)).rowcount == 1
