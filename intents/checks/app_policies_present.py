"""The app kept its configuration; a sandbox refresh can lose its OAuth half (known issue)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, lost


def judge(facts: Facts) -> Judged:
    wanted = "app policies, OAuth policies and OAuth settings for the app"
    if gone := lost(facts):
        return bad(f"the app is there; gone: {' and '.join(gone)}", wanted)
    return good("all there", wanted)


CHECK = Check(
    "app-policies-present",
    needs=(*APP, OauthPolicy, OauthSettings),
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present",),
)
