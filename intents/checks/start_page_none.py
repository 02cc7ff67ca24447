"""Start Page is None (Article A, Configure policies, App Policies)."""

from intents.check import Check, Group, Judged, same
from intents.facts.app_policy import AppPolicy
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, app_policy

_PAGES = {"None": "None", "Custom": "Custom", "OAuth": "OAuth", "SAML": "SAML"}


def judge(facts: Facts) -> Judged:
    return same(app_policy(facts).start_page, "None", _PAGES)


CHECK = Check(
    "start-page-none",
    needs=(*APP, AppPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present", "app-policies-present"),
)
