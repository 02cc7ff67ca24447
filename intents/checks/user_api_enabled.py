"""The integration user may use the API (Article B, Enable API Access)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.granted import UserRights
from intents.facts.user import User
from intents.known import Facts
from intents.people import holds


def judge(facts: Facts) -> Judged:
    subject = "user:integration"
    if holds(facts, "integration", "ApiEnabled"):
        return good("API Enabled", "API Enabled", subject)
    return bad("API Enabled is in none of its permission sets", "API Enabled", subject)


CHECK = Check(
    "user-api-enabled",
    needs=(User, UserRights),
    judge=judge,
    group=Group.PEOPLE,
    blocked_by=("user-active",),
    subject="user:integration",
)
