"""The app kept its OAuth configuration; a sandbox refresh can lose it (known issue)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.known import Facts
from intents.sixsense import APP, APP_WITNESSES, has_policies


def judge(facts: Facts) -> Judged:
    wanted = "OAuth policies and OAuth settings for the app"
    if has_policies(facts):
        return good("both there", wanted)
    return bad("the app is there, its OAuth policies and settings are gone", wanted)


CHECK = Check(
    "app-policies-present",
    needs=(*APP, OauthPolicy, OauthSettings),
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present",),
)
