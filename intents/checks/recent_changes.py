"""Who changed what lately, of what this report looks at (Object Reference, SetupAuditTrail)."""

from intents.check import Check, Group, Judged, good
from intents.facts.recent_change import DAYS, MOST, RecentChange
from intents.facts.user import User
from intents.finding import Status
from intents.known import Facts
from intents.org.changes import actor, touching
from intents.org.people import given, person

_SHOWN = 3
#: Whoever has two roles is called by the last.
_ROLES = {
    "installer": "the installer",
    "integration": "the integration user",
    "setup": "the setup user",
}
_WANTED = "known: who changed what"


def judge(facts: Facts) -> Judged:
    changes = facts.rows(RecentChange)
    if not changes:
        seen = f"no change of the last {DAYS} days came back"
        return Judged(Status.NOT_APPLICABLE, seen, _WANTED, "org")
    users = {role: person(facts, role) for role in _ROLES if given(facts, role)}
    roles = {user.username.casefold(): _ROLES[role] for role, user in users.items()}
    me = facts.heard.identity.username
    among = f"of the newest {MOST}" if len(changes) >= MOST else f"in the last {DAYS} days"
    found = touching(changes, users.values())
    if not found:
        return good(f"none touches this connection, {among}", _WANTED, "org")
    told = "; ".join(
        f"{change.created_date[:10]} {said} by {actor(change, roles, me)}"
        for change, said in found[:_SHOWN]
    )
    more = len(found) - _SHOWN
    rest = f"; {more} more" if more > 0 else ""
    touch = "touches" if len(found) == 1 else "touch"
    return good(f"{len(found)} {touch} this connection, {among}: {told}{rest}", _WANTED, "org")


CHECK = Check(
    "recent-changes",
    needs=(RecentChange,),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(User,),
    decisive=False,
    subject="org",
)
