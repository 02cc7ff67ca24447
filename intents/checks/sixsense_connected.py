"""6sense itself says it is connected. Only a person can see that."""

from intents.check import Check, Group, Judged
from intents.finding import Status
from intents.known import Facts


def judge(facts: Facts) -> Judged:  # noqa: ARG001 -- no API shows it
    wanted = "the Salesforce integration shows as connected in 6sense"
    return Judged(Status.MANUAL, "only a person can see this", wanted, "6sense")


CHECK = Check(
    "sixsense-connected",
    needs=(),
    judge=judge,
    group=Group.PERSON,
    decisive=False,
    subject="6sense",
)
