"""The users are active (Object Reference, User.IsActive)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, good
from intents.facts.user import User
from intents.known import Facts
from intents.org.people import both, person


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    if person(facts, role).is_active:
        return good("Active", "Active")
    return bad(f"the {role} user is not active", "Active")


CHECK = Check(
    "user-active",
    needs=(User,),
    judge=judge,
    group=Group.PEOPLE,
    subject="user:integration",
    also=("user:setup",),
)
