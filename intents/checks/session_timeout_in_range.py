"""Session Timeout in Minutes is 1 to 1440 (Article A, Configure policies)."""

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, oauth_policy

_LEAST, _MOST = 1, 1440


def judge(facts: Facts) -> Judged:
    wanted = f"{_LEAST} to {_MOST} minutes"
    minutes = oauth_policy(facts).session_timeout_in_minutes
    if minutes is None:
        return doubtful("not set, so the org's own session timeout applies", wanted)
    return (good if _LEAST <= minutes <= _MOST else bad)(f"{minutes} minutes", wanted)


CHECK = Check(
    "session-timeout-in-range",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings),
    blocked_by=("app-policies-present",),
)
