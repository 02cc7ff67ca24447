"""Who has which role in a tenant, and what Slack said of people and groups. `fn(conn, …)`.

What Slack said counts for a quarter of an hour. Then it is asked again, at the first refusal that
a newer answer could turn.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    delete,
    insert,
    literal,
    select,
    union_all,
    update,
)

from bot.store.office_tables import members, people, roles

EVERYONE = "everyone"
ADMIN = "admin"
#: A role of this name is none: it takes away what everyone has where nothing was said.
NONE = ""
FRESH = 900.0  # seconds


@dataclass(frozen=True)
class Given:
    """A role somebody was given, by whom; `who` is a Slack id or `everyone`."""

    who: str
    role: str
    by: str


def _of(table: ColumnElement[str]) -> ColumnElement[bool]:
    return table == bindparam("tenant")


#: One statement, written once: every request asks it.
_STANDING = union_all(
    select(roles.c.who, roles.c.role).where(
        _of(roles.c.tenant),
        roles.c.who.in_([bindparam("person"), bindparam("channel"), literal(EVERYONE)]),
    ),
    select(members.c.grouped, roles.c.role).where(
        _of(members.c.tenant),
        members.c.person == bindparam("person"),
        roles.c.tenant == members.c.tenant,
        roles.c.who == members.c.grouped,
        roles.c.learnt > bindparam("since"),
    ),
    select(literal(ADMIN), literal("owner")).where(
        _of(people.c.tenant),
        people.c.person == bindparam("person"),
        people.c.admin == 1,
        people.c.learnt > bindparam("since"),
    ),
)


def held(
    conn: Connection, tenant: str, person: str, channel: str, now: float
) -> list[tuple[str, str]]:
    """Every role that reaches this person here, and through what: an id, everyone, admin."""
    asked = {"tenant": tenant, "person": person, "channel": channel, "since": now - FRESH}
    return [(row[0], row[1]) for row in conn.execute(_STANDING, asked)]


def every(conn: Connection, tenant: str) -> tuple[Given, ...]:
    """Every role that was given, in the order of the giving."""
    mine = select(roles).where(roles.c.tenant == tenant).order_by(roles.c.at, roles.c.who)
    return tuple(Given(row.who, row.role, row.by) for row in conn.execute(mine))


def admins(conn: Connection, tenant: str) -> tuple[str, ...]:
    """People of whom Slack said that they administer the workspace."""
    known = (people.c.tenant == tenant) & (people.c.admin == 1) & (people.c.own == 1)
    return tuple(conn.scalars(select(people.c.person).where(known).order_by(people.c.person)))


def is_own(conn: Connection, tenant: str, person: str) -> bool:
    """Whether Slack said that this person is of the house; not if it was not asked yet."""
    mine = (people.c.tenant == tenant) & (people.c.person == person)
    return bool(conn.scalar(select(people.c.own).where(mine)))


def strangers(conn: Connection, tenant: str) -> set[str]:
    """People of whom Slack said that they are not of this workspace, or no longer."""
    known = (people.c.tenant == tenant) & (people.c.own == 0)
    return set(conn.scalars(select(people.c.person).where(known)))


def owners(conn: Connection, tenant: str) -> tuple[str, ...]:
    """People who own: those given the role, then workspace admins that are known.

    Not who left since: whoever is named is somebody to ask.
    """
    mine, gone = (roles.c.tenant == tenant) & (roles.c.role == "owner"), strangers(conn, tenant)
    query = select(roles.c.who).where(mine).order_by(roles.c.at, roles.c.who)
    given = [who for who in conn.scalars(query) if who[:1] in "UW" and who not in gone]
    return tuple(dict.fromkeys((*given, *admins(conn, tenant))))


def lock(conn: Connection, tenant: str) -> None:
    """Hold the tenant's roles: two owners who remove each other do it one after the other."""
    conn.execute(select(roles.c.who).where(roles.c.tenant == tenant).with_for_update()).all()


def give(conn: Connection, tenant: str, given: Given, now: float) -> None:
    """Give a role in place of the one they had."""
    take(conn, tenant, given.who)
    row = {"tenant": tenant, "who": given.who, "role": given.role, "by": given.by, "at": now}
    conn.execute(insert(roles).values(**row))


def take(conn: Connection, tenant: str, who: str) -> bool:
    """Take away the role they were given; False where there was none."""
    gone = conn.execute(delete(roles).where(roles.c.tenant == tenant, roles.c.who == who))
    conn.execute(delete(members).where(members.c.tenant == tenant, members.c.grouped == who))
    return gone.rowcount > 0


def stale_groups(conn: Connection, tenant: str, now: float) -> tuple[str, ...]:
    """User groups with a role whose members have not been asked for lately."""
    old = (roles.c.tenant == tenant) & (roles.c.learnt <= now - FRESH)
    return tuple(who for who in conn.scalars(select(roles.c.who).where(old)) if who[:1] == "S")


def learn_group(conn: Connection, tenant: str, group: str, who: Iterable[str], now: float) -> None:
    """Remember who is in a user group."""
    mine = (members.c.tenant == tenant) & (members.c.grouped == group)
    conn.execute(delete(members).where(mine))
    rows = [{"tenant": tenant, "grouped": group, "person": person} for person in dict.fromkeys(who)]
    if rows:
        conn.execute(insert(members), rows)
    this = (roles.c.tenant == tenant) & (roles.c.who == group)
    conn.execute(update(roles).where(this).values(learnt=now))


def met(conn: Connection, tenant: str, person: str, now: float) -> bool:
    """Whether Slack was asked about this person lately."""
    mine = (people.c.tenant == tenant) & (people.c.person == person)
    return (
        conn.scalar(select(people.c.learnt).where(mine, people.c.learnt > now - FRESH)) is not None
    )


def learn_person(
    conn: Connection, tenant: str, person: str, *, team: str, own: bool, admin: bool, now: float
) -> None:
    """Remember what Slack says of a person."""
    mine = (people.c.tenant == tenant) & (people.c.person == person)
    conn.execute(delete(people).where(mine))
    said = {"team": team, "own": int(own), "admin": int(own and admin), "learnt": now}
    conn.execute(insert(people).values(tenant=tenant, person=person, **said))
