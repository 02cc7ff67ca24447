"""IP Relaxation is Enforce IP restrictions (Article A, Configure policies)."""

from intents.check import Check, Group, Judged, same
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.known import Facts
from intents.sixsense import APP, APP_WITNESSES, oauth_policy

_RELAXATION = {
    "Enforce": "Enforce IP restrictions",
    "Bypass": "Relax IP restrictions",
    "Bypass_2factor": "Relax IP restrictions for activated devices",
    "Enforce_RelaxRefresh": "Enforce IP restrictions, but relax for refresh tokens",
}


def judge(facts: Facts) -> Judged:
    return same(oauth_policy(facts).ip_relaxation_policy_type, "Enforce", _RELAXATION)


CHECK = Check(
    "ip-restrictions-enforced",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings),
    blocked_by=("app-policies-present",),
)
