"""The time of disuse is 30 days (Article A, Configure policies, App Authorization)."""

from intents.check import Blocked, Check, Group, Judged, bad, good, same
from intents.checks.refresh_token_by_inactivity import POLICIES
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.finding import Status
from intents.known import Facts, shapeless
from intents.org.sixsense import APP, APP_WITNESSES, oauth_policy

_UNITS = {"days": "Day(s)", "hours": "Hour(s)", "months": "Month(s)"}


def judge(facts: Facts) -> Judged:
    policy = oauth_policy(facts)
    by_disuse = same(policy.refresh_token_policy_type, "SpecificInactivity", POLICIES)
    if by_disuse.status is not Status.OK:
        raise Blocked("refresh-token-by-inactivity")
    period, unit = policy.refresh_token_validity_period, policy.refresh_token_validity_unit
    if period is None or (unit or "").casefold() not in _UNITS:
        raise shapeless("the validity period has a value I do not know")
    seen = f"{period} {_UNITS[(unit or '').casefold()]}"
    return (good if seen == "30 Day(s)" else bad)(seen, "30 Day(s)")


CHECK = Check(
    "refresh-token-30-days",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings),
    blocked_by=("refresh-token-by-inactivity", "app-policies-present"),
)
