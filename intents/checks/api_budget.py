"""The org has API calls left (REST API Developer Guide, Limits, DailyApiRequests)."""

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.limits import Limits
from intents.known import Facts, shapeless

_WARN, _REFUSE = 70, 90


def judge(facts: Facts) -> Judged:
    budget = facts.one(Limits).daily_api_requests
    if not 0 <= budget.remaining <= budget.max or not budget.max:
        raise shapeless("the API limits are not numbers I can use")
    used = 100 * (budget.max - budget.remaining) / budget.max
    seen = f"{used:.0f} % of {budget.max:,} daily API calls used"
    seen += f"; this check took {facts.heard.cost.api_calls}"
    wanted = f"at most {_WARN} % used"
    if used > _REFUSE:
        return bad(seen, wanted, "org")
    return doubtful(seen, wanted, "org") if used > _WARN else good(seen, wanted, "org")


CHECK = Check(
    "api-budget",
    needs=(Limits,),
    judge=judge,
    group=Group.BOT,
    decisive=False,
    subject="org",
)
