"""Slack installations: found by what a verified payload names, tokens sealed. `fn(conn, …)`.

A tenant keeps the name of its first installation: a workspace that joins an Enterprise Grid later
stays the tenant it was.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from bot.store.database import in_turn
from bot.store.installation_tables import installations
from bot.store.keys import KeyRing, Where
from intents.asker import Tenant


class NoTokenError(RuntimeError):
    """The bot cannot speak there now; `name` says why, as an error of Slack's would."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Installation:
    """The bot in one workspace, or in one enterprise.

    Attributes:
        enterprise: "" outside Enterprise Grid, and where it joined one after it was installed.
        teams: the workspaces an org-wide installation covers.
        expires: when its token does; 0 = never. `renew_at`: when a new one should be had.
        version: +1 with every token.
        trouble: why its token cannot be renewed any more; "" = it can.
        installed: when, last.
    """

    team: str
    enterprise: str
    bot_user: str
    bot_id: str
    token: str = field(repr=False)
    org_wide: bool = False
    teams: tuple[str, ...] = ()
    refresh_token: str = field(default="", repr=False)
    expires: float = 0.0
    renew_at: float = 0.0
    version: int = 0
    trouble: str = ""
    name: str = ""
    app: str = ""
    installer: str = ""
    scopes: tuple[str, ...] = ()
    installed: float = 0.0

    @property
    def tenant(self) -> Tenant:
        """Whose things are whose."""
        return Tenant(
            "" if self.org_wide else self.team, self.enterprise, self.org_wide, self.teams
        )

    @property
    def lease(self) -> str:
        """The name of the promise to renew its token."""
        return f"slack:{self.tenant.key}"


def of_team(conn: Connection, ring: KeyRing, team: str) -> Installation | None:
    """A workspace's own installation. Its id is unique in all of Slack."""
    return _one(conn, ring, _workspaces(team))


def of_enterprise(conn: Connection, ring: KeyRing, enterprise: str) -> Installation | None:
    """An enterprise's org-wide installation."""
    return _one(conn, ring, _enterprises(enterprise))


def of_tenant(conn: Connection, ring: KeyRing, tenant: str) -> Installation | None:
    """A tenant's installation, by the tenant's key."""
    return _one(conn, ring, installations.c.tenant == tenant)


def put(conn: Connection, ring: KeyRing, given: Installation) -> tuple[Installation, bool]:
    """Keep a new installation, or one made anew; and whether it is the tenant's first.

    The tokens that were there are not opened: perhaps their key is what is gone.
    """
    in_turn(conn, f"install:{given.team or given.enterprise}")
    mine = _enterprises(given.enterprise) if given.org_wide else _workspaces(given.team)
    known = conn.execute(select(installations).where(mine)).first()
    if known is None:
        conn.execute(insert(installations).values(_columns(ring, given)))
        return given, True
    kept = replace(
        given,
        enterprise=known.enterprise,
        teams=given.teams or tuple(json.loads(known.teams)),
        version=known.version + 1,
    )
    conn.execute(update(installations).where(mine).values(_columns(ring, kept)))
    return kept, False


def know_teams(conn: Connection, tenant: str, teams: Iterable[str]) -> None:
    """The workspaces that an org-wide installation covers, as Slack lists them."""
    change(conn, tenant, teams=json.dumps(sorted(set(teams))))


def unlisted(conn: Connection, before: float, now: float) -> list[str]:
    """Org-wide installations whose workspaces were not asked for since; each is taken by that."""
    old = (installations.c.org_wide == 1) & (installations.c.teams_known < before)
    keys = list(conn.scalars(select(installations.c.tenant).where(old).with_for_update()))
    for key in keys:
        change(conn, key, teams_known=now)
    return keys


def remove(conn: Connection, tenant: str) -> bool:
    """The end of an installation: its tokens are gone with it."""
    mine = installations.c.tenant == tenant
    return conn.execute(delete(installations).where(mine)).rowcount == 1


def place(tenant: str) -> Where:
    """The one place where an installation's tokens open."""
    return Where(tenant, "installations", tenant, "sealed")


def _workspaces(team: str) -> ColumnElement[bool]:
    return (installations.c.team == team) & (installations.c.org_wide == 0)


def _enterprises(enterprise: str) -> ColumnElement[bool]:
    return (installations.c.enterprise == enterprise) & (installations.c.org_wide == 1)


def _one(conn: Connection, ring: KeyRing, which: ColumnElement[bool]) -> Installation | None:
    row = conn.execute(select(installations).where(which)).first()
    return None if row is None else _installation(ring, row)


def _installation(ring: KeyRing, row: Row[Any]) -> Installation:
    tokens = json.loads(ring.open(row.sealed, place(row.tenant)))
    return Installation(
        team=row.team,
        enterprise=row.enterprise,
        bot_user=row.bot_user,
        bot_id=row.bot_id,
        token=tokens["token"],
        org_wide=bool(row.org_wide),
        teams=tuple(json.loads(row.teams)),
        refresh_token=tokens["refresh"],
        expires=row.expires,
        renew_at=row.renew_at,
        version=row.version,
        trouble=row.trouble,
        name=row.name,
        app=row.app,
        installer=row.installer,
        scopes=tuple(row.scopes.split(",")),
        installed=row.installed,
    )


def _columns(ring: KeyRing, given: Installation) -> dict[str, Any]:
    plain = ("team", "enterprise", "bot_user", "bot_id", "expires", "renew_at", "version")
    more = ("trouble", "name", "app", "installer", "installed")
    return {name: getattr(given, name) for name in (*plain, *more)} | {
        "tenant": given.tenant.key,
        "org_wide": int(given.org_wide),
        "teams": json.dumps(given.teams),
        "scopes": ",".join(given.scopes),
        "sealed": sealed(ring, given),
    }


def sealed(ring: KeyRing, given: Installation) -> bytes:
    """Its tokens as they lie in its row."""
    tokens = {"token": given.token, "refresh": given.refresh_token}
    return ring.seal(json.dumps(tokens), place(given.tenant.key))


def change(conn: Connection, tenant: str, **values: Any) -> None:  # noqa: ANN401 -- columns
    """Write columns of one installation."""
    conn.execute(update(installations).where(installations.c.tenant == tenant).values(**values))
