"""A connection's token as it stands, and the renewed one in its place. `fn(conn, …)`."""

import json
from dataclasses import asdict, replace

from sqlalchemy import Connection, update

from bot.store import connections, leases, renewals
from bot.store.connections import OrgConnection
from bot.store.keys import KeyRing
from bot.store.learnt import Learnt
from bot.store.tables import orgs


class GoneError(LookupError):
    """The connection was removed."""


def look(conn: Connection, ring: KeyRing, stale: OrgConnection) -> tuple[OrgConnection, bool]:
    """The connection now, and whether its token is newer than `stale` has.

    Raises:
        GoneError: it was removed.
    """
    now = connections.by_id(conn, ring, stale.tenant, stale.id)
    if now is None:
        raise GoneError(stale.id)
    return now, now.token_version > stale.token_version and bool(now.secrets.access_token)


def renewed(conn: Connection, ring: KeyRing, old: OrgConnection, fresh: OrgConnection) -> bool:
    """Store a renewed token in place of `old`'s. False: it was replaced meanwhile; nothing done."""
    values = {
        "sealed": ring.seal(json.dumps(asdict(fresh.secrets)), connections.place(fresh)),
        "instance_url": fresh.instance_url,
        "token_version": old.token_version + 1,
    }
    same = (orgs.c.id == old.id) & (orgs.c.token_version == old.token_version)
    if conn.execute(update(orgs).where(same).values(values)).rowcount != 1:
        return False
    connections.keep_learnt(conn, old, lambda before: met(before, fresh.learnt))
    leases.forget(conn, old.lease)
    renewals.mark(conn, old.tenant, old.id)
    return True


def met(before: Learnt, told: Learnt) -> Learnt:
    """What a sign-in tells, over what is remembered; the first org ever met stays the home."""
    return replace(
        before,
        home_org=before.home_org or told.org_id,
        org_id=told.org_id,
        user_id=told.user_id,
        username=before.username if before.user_id == told.user_id else "",
        scopes=told.scopes,
        moved_from=told.moved_from,
    )
