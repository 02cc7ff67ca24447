"""Refresh tokens end after disuse (Article A, Configure policies, App Authorization)."""

from intents.check import Check, Group, Judged, same
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, oauth_policy

POLICIES = {
    "SpecificInactivity": "Expire refresh token if not used for specific time",
    "SpecificLifetime": "Expire refresh token after specific time",
    "Infinite": "Refresh token is valid until revoked",
    "Zero": "Immediately expire refresh token",
}


def judge(facts: Facts) -> Judged:
    # The vendor may enforce 30 idle days while the stored value still says Infinite
    # (Salesforce Help, Limit Idle Refresh Token TTL).
    seen = oauth_policy(facts).refresh_token_policy_type
    return same(seen, "SpecificInactivity", POLICIES, or_warn=("Infinite",))


CHECK = Check(
    "refresh-token-by-inactivity",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings),
    blocked_by=("app-policies-present",),
)
