"""The consent page was answered with Allow, by the right user (Article B, Steps 1 and 5)."""

from intents.check import Check, Group, Judged
from intents.finding import Status
from intents.known import Facts


def judge(facts: Facts) -> Judged:  # noqa: ARG001 -- no API shows it
    wanted = "Allow was pressed, signed in as the integration user"
    return Judged(Status.MANUAL, "only a person can see this", wanted, "6sense")


CHECK = Check(
    "consent-given",
    needs=(),
    judge=judge,
    group=Group.PERSON,
    decisive=False,
    subject="6sense",
)
