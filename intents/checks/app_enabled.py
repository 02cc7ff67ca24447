"""The app is enabled (Article A, Error: App disabled)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.app_policy import AppPolicy
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, app_policy


def judge(facts: Facts) -> Judged:
    if app_policy(facts).is_enabled:
        return good("Enabled", "Enabled")
    return bad("Disabled", "Enabled")


CHECK = Check(
    "app-enabled",
    needs=(*APP, AppPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present", "app-policies-present"),
)
