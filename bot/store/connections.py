"""Connections to Salesforce orgs: found only within their tenant, secrets sealed. `fn(conn, …)`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from bot.store import leases, renewals
from bot.store.keys import KeyRing, SealError, Where
from bot.store.learnt import Learnt, learnt_of
from bot.store.tables import orgs


@dataclass(frozen=True)
class Secrets:
    """What signs us in. Never shown: not by `repr`, not in a log.

    Attributes:
        jwt_user: the Salesforce user our assertions speak for, in place of a refresh token.
        signed_in_by: who signed in through the bot's own app, by their Slack id; "" = nobody
            did, a file gave the tokens.
        unread: why what lies there does not open; then the rest is empty.
    """

    client_id: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    access_token: str = field(default="", repr=False)
    jwt_user: str = field(default="", repr=False)
    signed_in_by: str = field(default="", repr=False)
    unread: str = field(default="", repr=False)

    @property
    def renewable(self) -> bool:
        """Whether a new access token can be had without a person."""
        return bool(self.refresh_token or self.jwt_user)


@dataclass(frozen=True)
class OrgConnection:
    """One org of one tenant, and how to get in."""

    id: str
    tenant: str
    alias: str
    instance_url: str
    login_url: str
    people: Mapping[str, str]
    secrets: Secrets = Secrets()
    token_version: int = 0
    source: str = ""
    learnt: Learnt = field(default_factory=Learnt)

    @property
    def lease(self) -> str:
        """The name of the promise to refresh this connection's token."""
        return f"refresh:{self.id}"


def find(conn: Connection, ring: KeyRing, tenant: str, alias: str) -> OrgConnection | None:
    """The tenant's connection of that name; None for a stranger's."""
    return _one(conn, ring, (orgs.c.tenant == tenant) & (orgs.c.alias == alias))


def by_id(conn: Connection, ring: KeyRing, tenant: str, which: str) -> OrgConnection | None:
    """A connection as it stands now, whatever it is called; None where it was removed."""
    return _one(conn, ring, (orgs.c.id == which) & (orgs.c.tenant == tenant))


def put(conn: Connection, ring: KeyRing, given: OrgConnection) -> None:
    """Store what the deployer gave.

    A token that has rotated since stays, unless the given one itself has changed (`source`):
    then everything learnt over the old one is forgotten.

    Raises:
        SealError: what lies there does not open, and would be lost.
    """
    now = find(conn, ring, given.tenant, given.alias)
    if now is None:
        write(conn, ring, given, now)
        renewals.mark(conn, given.tenant, given.id)
        return
    if now.secrets.unread:
        raise SealError(now.secrets.unread)
    wanted = replace(given, id=now.id, token_version=now.token_version + 1)
    if now.source == given.source:
        told = given.secrets
        app = {"client_id": told.client_id, "client_secret": told.client_secret}
        secrets = now.secrets if now.secrets.signed_in_by else replace(now.secrets, **app)
        moved = now.learnt.moved_from == given.instance_url
        wanted = replace(
            given,
            id=now.id,
            instance_url=now.instance_url if moved else given.instance_url,
            secrets=secrets,
            token_version=now.token_version,
            learnt=now.learnt if moved else replace(now.learnt, moved_from=""),
        )
    else:
        leases.forget(conn, now.lease)
        renewals.mark(conn, now.tenant, now.id)
    write(conn, ring, wanted, now)


def write(
    conn: Connection, ring: KeyRing, wanted: OrgConnection, now: OrgConnection | None
) -> None:
    """Store every column, in place of `now` or as a new row."""
    if now is None:
        conn.execute(insert(orgs).values(id=wanted.id, **_columns(ring, wanted)))
    else:
        conn.execute(update(orgs).where(orgs.c.id == now.id).values(_columns(ring, wanted)))


def put_all(conn: Connection, ring: KeyRing, given: Iterable[OrgConnection]) -> None:
    """`put` each of them."""
    for connection in given:
        put(conn, ring, connection)


def keep_learnt(
    conn: Connection, connection: OrgConnection, change: Callable[[Learnt], Learnt]
) -> None:
    """Change what is remembered of an org, on top of what others remembered meanwhile."""
    mine = (orgs.c.id == connection.id) & (orgs.c.tenant == connection.tenant)
    row = conn.execute(select(orgs.c.learnt).where(mine).with_for_update()).first()
    if row is None:
        return
    before = learnt_of(row.learnt)
    if (after := change(before)) != before:
        conn.execute(update(orgs).where(mine).values(learnt=json.dumps(asdict(after))))


def reseal(conn: Connection, ring: KeyRing) -> int:
    """Put every connection under the newest key, so that older ones can be dropped; how many."""
    rows = conn.execute(select(orgs).with_for_update()).all()
    old = [row for row in rows if not ring.is_newest(row.sealed)]
    for row in old:
        sealed = ring.reseal(row.sealed, Where(row.tenant, "orgs", row.id, "sealed"))
        conn.execute(update(orgs).where(orgs.c.id == row.id).values(sealed=sealed))
    return len(old)


def _one(conn: Connection, ring: KeyRing, which: Any) -> OrgConnection | None:  # noqa: ANN401 -- SQL
    row = conn.execute(select(orgs).where(which)).first()
    return None if row is None else _connection(ring, row)


def _connection(ring: KeyRing, row: Row[Any]) -> OrgConnection:
    return OrgConnection(
        id=row.id,
        tenant=row.tenant,
        alias=row.alias,
        instance_url=row.instance_url,
        login_url=row.login_url,
        people=json.loads(row.people),
        secrets=_secrets(ring, row),
        token_version=row.token_version,
        source=row.source,
        learnt=learnt_of(row.learnt),
    )


def _secrets(ring: KeyRing, row: Row[Any]) -> Secrets:
    """From their JSON; a key of another version of this program is left out, not fatal."""
    known = {name.name for name in fields(Secrets)}
    try:
        opened = ring.open(row.sealed, Where(row.tenant, "orgs", row.id, "sealed"))
    except SealError as error:
        return Secrets(unread=str(error))
    told: dict[str, str] = json.loads(opened)
    return Secrets(**{name: value for name, value in told.items() if name in known})


def _columns(ring: KeyRing, wanted: OrgConnection) -> dict[str, Any]:
    return {
        "tenant": wanted.tenant,
        "alias": wanted.alias,
        "instance_url": wanted.instance_url,
        "login_url": wanted.login_url,
        "people": json.dumps(dict(wanted.people)),
        "sealed": ring.seal(json.dumps(asdict(wanted.secrets)), place(wanted)),
        "token_version": wanted.token_version,
        "source": wanted.source,
        "learnt": json.dumps(asdict(wanted.learnt)),
    }


def place(connection: OrgConnection) -> Where:
    """The one place where this connection's secrets open."""
    return Where(connection.tenant, "orgs", connection.id, "sealed")
