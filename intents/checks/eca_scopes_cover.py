"""The app may do what 6sense needs (Article A, FAQ: CRM, Pardot, Sales Engagement)."""

from intents.check import Check, Group, Judged, bad, good
from intents.fact import Unseen
from intents.facts.installed_package import InstalledPackage
from intents.facts.oauth_settings import OauthSettings
from intents.facts.pardot_tenant import PardotTenant
from intents.known import Facts
from intents.org.products import uses_pardot
from intents.org.sixsense import APP, APP_WITNESSES, oauth_settings


def judge(facts: Facts) -> Judged:
    scopes = oauth_settings(facts)
    held = {
        "api": scopes.api or scopes.full,
        "refresh_token": scopes.refresh_token or scopes.offline_access,
    }
    missing = [name for name, there in held.items() if not there]
    if not scopes.pardot_api and _wants_pardot(facts, known=bool(missing)):
        missing.append("pardot_api")
    wanted = "api, refresh_token, and pardot_api where Account Engagement is used"
    return bad(f"without {', '.join(missing)}", wanted) if missing else good("all there", wanted)


def _wants_pardot(facts: Facts, *, known: bool) -> bool:
    """Whether its scope is missed; where more is missing (`known`), not to know changes nothing."""
    try:
        return uses_pardot(facts.afresh() if known else facts)
    except Unseen:
        if known:
            return False
        raise


CHECK = Check(
    "eca-scopes-cover",
    needs=(*APP, OauthSettings),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, PardotTenant, InstalledPackage),
    blocked_by=("app-policies-present",),
)
