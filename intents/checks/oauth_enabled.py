"""OAuth is enabled for the app (Article A, Error: App disabled)."""

from intents.check import Check, Group, Judged, same
from intents.facts.app_policy import AppPolicy
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, app_policy

_STATES = {
    "Enabled": "OAuth enabled",
    "Disabled": "OAuth disabled",
    "Notinstalled": "no OAuth settings in this org",
}


def judge(facts: Facts) -> Judged:
    return same(app_policy(facts).oauth_plugin_status, "Enabled", _STATES)


CHECK = Check(
    "oauth-enabled",
    needs=(*APP, AppPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present", "app-policies-present"),
)
