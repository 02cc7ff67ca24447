"""The app may do what 6sense needs (Article A, FAQ: CRM, Pardot, Sales Engagement)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.installed_package import InstalledPackage
from intents.facts.oauth_settings import OauthSettings
from intents.facts.pardot_tenant import PardotTenant
from intents.known import Facts
from intents.products import has_pardot
from intents.sixsense import APP, APP_WITNESSES, oauth_settings


def judge(facts: Facts) -> Judged:
    scopes = oauth_settings(facts)
    held = {
        "api": scopes.api or scopes.full,
        "refresh_token": scopes.refresh_token or scopes.offline_access,
        # Whether Pardot is there matters only where its scope is missing.
        "pardot_api": scopes.pardot_api or not has_pardot(facts),
    }
    missing = [name for name, there in held.items() if not there]
    wanted = "api, refresh_token, and pardot_api where Account Engagement is used"
    return bad(f"without {', '.join(missing)}", wanted) if missing else good("all there", wanted)


CHECK = Check(
    "eca-scopes-cover",
    needs=(*APP, OauthSettings),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, PardotTenant, InstalledPackage),
    blocked_by=("app-policies-present",),
)
