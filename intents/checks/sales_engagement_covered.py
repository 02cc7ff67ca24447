"""The one 6sense app reaches Sales Engagement (Article A, FAQ; Article B, Important)."""

from intents.check import Check, Group, Judged, bad, good
from intents.fact import Unseen
from intents.facts.cadence import Cadence
from intents.facts.oauth_settings import OauthSettings
from intents.facts.permission_set_license import PermissionSetLicense
from intents.finding import Grade, Status
from intents.intent import Track
from intents.known import Facts
from intents.products import has_sales_engagement
from intents.sixsense import APP, APP_WITNESSES, oauth_settings

_WANTED = "the 6sense app reaches Sales Engagement"


def judge(facts: Facts) -> Judged:
    try:
        there = has_sales_engagement(facts)
    except Unseen as unseen:
        # It needs no scope that the CRM does not need: not knowing harms nothing.
        why = unseen.unlearnt
        seen = f"not known whether Sales Engagement is in this org ({why.says})"
        return Judged(Status.UNKNOWN, seen, _WANTED, "org", weighs=False, unlearnt=why)
    if not there:
        seen = "Sales Engagement is not in this org"
        return Judged(Status.NOT_APPLICABLE, seen, _WANTED, "org")
    if facts.track is Track.LEGACY:
        seen = "by the vendor's word one Connected App covers it"
        return Judged(Status.OK, seen, _WANTED, "org", grade=Grade.INFERRED)
    scopes = oauth_settings(facts)
    if scopes.api or scopes.full:
        return good("the app has the scope api, which is all it takes", _WANTED, "org")
    return bad("the app lacks the scope api", _WANTED, "org")


CHECK = Check(
    "sales-engagement-covered",
    needs=(),
    judge=judge,
    group=Group.APP,
    witnesses=(*APP, *APP_WITNESSES, OauthSettings, Cadence, PermissionSetLicense),
    blocked_by=("eca-scopes-cover", "app-policies-present"),
    subject="org",
)
