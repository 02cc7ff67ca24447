"""Data Sync is set the way the customer wants it (Article B, FAQ)."""

from intents.check import Check, Group, Judged
from intents.finding import Status
from intents.known import Facts


def judge(facts: Facts) -> Judged:  # noqa: ARG001 -- no API shows it
    wanted = "Data Sync is set as the customer wants it; nothing syncs while it is off"
    return Judged(Status.MANUAL, "only a person can see this", wanted, "6sense")


CHECK = Check(
    "data-sync-choice",
    needs=(),
    judge=judge,
    group=Group.PERSON,
    decisive=False,
    subject="6sense",
)
