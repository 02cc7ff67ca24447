"""The users are not frozen (Object Reference, UserLogin.IsFrozen)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, good
from intents.facts.user import User
from intents.facts.user_login import UserLogin
from intents.known import Facts
from intents.people import both, login


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    frozen = login(facts, role).is_frozen
    return bad("frozen", "not frozen") if frozen else good("not frozen", "not frozen")


CHECK = Check(
    "user-not-frozen",
    needs=(User, UserLogin),
    judge=judge,
    group=Group.PEOPLE,
    blocked_by=("user-active",),
    subject="user:integration",
    also=("user:setup",),
)
