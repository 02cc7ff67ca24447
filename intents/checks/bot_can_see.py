"""The coverage meter: how much of what matters we were allowed to see."""

from intents.check import Check, Group, Judged, doubtful, good
from intents.judging.coverage import sentence
from intents.known import Facts


def judge(facts: Facts) -> Judged:
    wanted = "everything the checks ask for can be read"
    look = doubtful if facts.missed else good
    return look(sentence(facts), wanted, "bot")


CHECK = Check(
    "bot-can-see",
    needs=(),
    judge=judge,
    group=Group.BOT,
    decisive=False,
    subject="bot",
    last=True,
)
