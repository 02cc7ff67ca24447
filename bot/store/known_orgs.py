"""The orgs of a tenant, as people see and name them; no secret is opened. `fn(conn, …)`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, select, true, update

from bot.store import connections, leases, renewals
from bot.store.case_tables import cases
from bot.store.connecting_tables import signins
from bot.store.connections import OrgConnection
from bot.store.database import in_turn
from bot.store.keys import KeyRing
from bot.store.learnt import Learnt, learnt_of
from bot.store.tables import buttons, orgs, runs
from bot.store.walk_tables import walk_facts, walks

_SAME = 15  # characters that the two forms of one Salesforce id share
#: Where orgs are named, as JSON; in the order in which rows are locked.
_NAMING = ((runs, "intent"), (walks, "state"), (cases, "body"), (buttons, "intent"))


@dataclass(frozen=True)
class Known:
    """One org of the tenant's."""

    id: str
    alias: str
    instance_url: str
    people: Mapping[str, str]
    learnt: Learnt

    @property
    def home(self) -> str:
        """Id of the org this connection was made to; "" = nobody was there yet."""
        return self.learnt.home_org or self.learnt.org_id

    def is_org(self, org_id: str) -> bool:
        """Whether this connection was made to that org."""
        return bool(self.home) and self.home[:_SAME] == org_id[:_SAME]


def every(conn: Connection, tenant: str) -> tuple[Known, ...]:
    """All of them, by name."""
    rows = conn.execute(select(orgs).where(orgs.c.tenant == tenant).order_by(orgs.c.alias))
    return tuple(
        Known(r.id, r.alias, r.instance_url, json.loads(r.people), learnt_of(r.learnt))
        for r in rows
    )


def one(conn: Connection, tenant: str, alias: str) -> Known | None:
    """The tenant's org of that name."""
    return next((known for known in every(conn, tenant) if known.alias == alias), None)


def alone(conn: Connection, tenant: str) -> None:
    """One change of the tenant's list of orgs at a time, until the transaction ends."""
    in_turn(conn, f"orgs:{tenant}")


def admit(conn: Connection, ring: KeyRing, given: OrgConnection) -> None:
    """Store a connection somebody has just signed in; of one that is there, its tokens."""
    now = connections.by_id(conn, ring, given.tenant, given.id)
    connections.write(conn, ring, given, now)
    leases.forget(conn, given.lease)
    renewals.mark(conn, given.tenant, given.id)


def rename(conn: Connection, tenant: str, old: str, new: str) -> None:
    """Give the tenant's org another name; whatever is about it, or begins a check, follows."""
    theirs = (signins.c.connection != "") | (signins.c.stage == "done")
    for table, its in ((orgs, true()), (signins, theirs)):
        mine = (table.c.tenant == tenant) & (table.c.alias == old) & its
        conn.execute(update(table).where(mine).values(alias=new))
    for table, name in _NAMING:
        key, about = table.primary_key.columns[0], [table.c.tenant == tenant]
        if "org" in table.c:  # those of an org that was removed have a name of their own
            about.append(table.c.org == old)
        about.append(table.c[name].contains(f'"org":{json.dumps(old)}', autoescape=True))
        for row in conn.execute(select(key, table.c[name]).where(*about).with_for_update()).all():
            said = _written(_called(json.loads(row[1]), old, new))
            values = {name: said} | ({"org": new} if "org" in table.c else {})
            conn.execute(update(table).where(key == row[0]).values(values))


def _written(said: Mapping[str, Any]) -> str:
    """As pydantic writes it: by that form it is found again."""
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False)


def _called(said: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """The same, with the org's new name in place of the old one."""

    def told(name: str, value: object) -> object:
        if isinstance(value, Mapping):
            return _called(value, old, new)
        return new if (name, value) == ("org", old) else value

    return {name: told(name, value) for name, value in said.items()}


def last_verdicts(conn: Connection, tenant: str) -> dict[str, tuple[str, float]]:
    """The verdict of each org's newest answered check of all of it, and when it was asked."""
    whole = runs.c.intent.contains('"only":[]')  # a part that is well is not the org that is
    answered = (runs.c.tenant == tenant) & (runs.c.report != "") & whole
    newest = (
        select(runs.c.org, func.max(runs.c.created).label("at"))
        .where(answered)
        .group_by(runs.c.org)
        .subquery()
    )
    same = (runs.c.org == newest.c.org) & (runs.c.created == newest.c.at)
    rows = conn.execute(
        select(runs.c.org, runs.c.report, newest.c.at).join(newest, same).where(answered)
    )
    return {row.org: (str(json.loads(row.report)["verdict"]), row.at) for row in rows}


def last_heard(conn: Connection, tenant: str, alias: str) -> str:
    """What the org said in its newest answered run, as JSON; "{}" where there is none."""
    mine = (runs.c.tenant == tenant) & (runs.c.org == alias) & (runs.c.report != "")
    query = select(runs.c.heard).where(mine).order_by(runs.c.created.desc()).limit(1)
    return str(conn.scalar(query) or "{}")


def name_person(conn: Connection, tenant: str, alias: str, part: str, username: str) -> bool:
    """Say who has a part; False where the tenant has no such org."""
    mine = (orgs.c.tenant == tenant) & (orgs.c.alias == alias)
    row = conn.execute(select(orgs.c.people).where(mine).with_for_update()).first()
    if row is None:
        return False
    people = json.loads(row.people) | {part: username}
    conn.execute(update(orgs).where(mine).values(people=json.dumps(people)))
    return True


def remove(conn: Connection, tenant: str, connection: OrgConnection) -> None:
    """Forget a connection and its tokens.

    Its runs, walkthroughs and cases keep a name that no org can have: should another org come
    under this one, nothing looked up for the old one is ever mixed with it.
    """
    mine = (orgs.c.tenant == tenant) & (orgs.c.id == connection.id)
    conn.execute(delete(orgs).where(mine))
    former = f"{connection.alias[:57]}#{connection.id[:6]}"
    for table in (runs, walks):
        theirs = (table.c.tenant == tenant) & (table.c.org == connection.alias)
        conn.execute(update(table).where(theirs).values(org=former))
    named = cases.c.body.contains(f'"org":{json.dumps(connection.alias)}', autoescape=True)
    theirs = (cases.c.tenant == tenant) & named
    for row in conn.execute(select(cases.c.id, cases.c.body).where(theirs).with_for_update()).all():
        body = _written(_called(json.loads(row.body), connection.alias, former))
        conn.execute(update(cases).where(cases.c.id == row.id).values(body=body))
    left = select(walks.c.id).where(walks.c.tenant == tenant, walks.c.org == former)
    conn.execute(delete(walk_facts).where(walk_facts.c.id.in_(left)))
    leases.forget(conn, connection.lease)
    renewals.forget(conn, connection.id)
