"""The checks of the Connected App article. Not built yet, and said so."""

from intents.check import Check, Group, Judged
from intents.fact import Unlearnt, Unseen, Why
from intents.known import Facts


def judge(facts: Facts) -> Judged:  # noqa: ARG001 -- nothing to look at yet
    says = "the checks for the legacy Connected App are not built yet: I cannot judge this part"
    raise Unseen(Unlearnt(why=Why.UNBUILT, says=says))


CHECK = Check(
    "legacy-judged",
    needs=(),
    judge=judge,
    group=Group.LEGACY,
)
