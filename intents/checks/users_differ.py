"""Setup user and integration user are two users (Article B, Step 1, note)."""

from intents.check import Check, Group, Judged, doubtful, good
from intents.facts.user import User
from intents.known import Facts
from intents.org.people import person


def judge(facts: Facts) -> Judged:
    wanted = "two different users"
    if person(facts, "setup").id == person(facts, "integration").id:
        return doubtful("one user is both", wanted, "user:setup")
    return good("two different users", wanted, "user:setup")


CHECK = Check(
    "users-differ",
    needs=(User,),
    judge=judge,
    group=Group.PEOPLE,
    blocked_by=("user-active",),
    subject="user:setup",
)
