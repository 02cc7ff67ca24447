"""The integration user may use the API (Article B, Enable API Access)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.granted import UserRights
from intents.facts.group_member import GroupMember
from intents.facts.user import User
from intents.known import Facts
from intents.org import effective
from intents.org.people import person


def judge(facts: Facts) -> Judged:
    subject, user = "user:integration", person(facts, "integration")
    if paths := effective.right(facts, user, "ApiEnabled"):
        return good(f"API Enabled, through {paths[0]}", "API Enabled", subject)
    missing = effective.sources(facts, user)
    return bad(f"API Enabled is not in {missing}", "API Enabled", subject)


CHECK = Check(
    "user-api-enabled",
    needs=(User, UserRights),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(GroupMember,),
    blocked_by=("user-active",),
    subject="user:integration",
)
