"""Whose turn it is to renew a connection's token, and the renewed token. `fn(conn, …)`."""

import json
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection, update

from bot.store import connections, leases, renewals
from bot.store.connections import OrgConnection
from bot.store.keys import KeyRing
from bot.store.learnt import Learnt
from bot.store.tables import orgs


@dataclass(frozen=True)
class Turn:
    """Our turn to renew. `interrupted`: an earlier one broke off, and nobody knows how it ended."""

    connection: OrgConnection
    interrupted: bool


def turn(
    conn: Connection, ring: KeyRing, stale: OrgConnection, holder: str, seconds: float
) -> Turn | OrgConnection | None:
    """Our turn; or the connection, where somebody has renewed it; or None: wait.

    The lease comes first, the look at the token after it: the other way round somebody could
    finish in between, and the spent refresh token would be used again.

    Raises:
        LookupError: the connection was removed.
    """
    taken = leases.take(conn, stale.lease, holder, seconds)
    now = connections.by_id(conn, ring, stale.tenant, stale.id)
    if now is None:
        raise LookupError(stale.id)
    if now.token_version > stale.token_version and now.secrets.access_token:
        leases.keep(conn, stale.lease, holder)
        return now
    return Turn(now, taken.broken) if taken else None


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
