"""The one 6sense app reaches Sales Engagement (Article A, FAQ; Article B, Important)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, good
from intents.facts.cadence import Cadence
from intents.facts.oauth_settings import OauthSettings
from intents.facts.permission_set_license import PermissionSetLicense
from intents.intent import Track
from intents.known import Facts
from intents.org.products import has_sales_engagement, reached, vouched
from intents.org.sixsense import APP, APP_WITNESSES, oauth_settings


def judge(facts: Facts) -> Judged | list[Judged]:
    return reached(facts, "Sales Engagement", has_sales_engagement, _look)


def _look(facts: Facts) -> Iterator[Judged]:
    """It needs no scope that the CRM does not need."""
    if facts.track is Track.LEGACY:
        yield vouched()
        return
    scopes = oauth_settings(facts)
    if scopes.api or scopes.full:
        yield good("the app has the scope api, which is all it takes", subject="org")
    else:
        yield bad("the app lacks the scope api", "", "org")


CHECK = Check(
    "sales-engagement-covered",
    needs=(),
    judge=judge,
    group=Group.APP,
    witnesses=(*APP, *APP_WITNESSES, OauthSettings, Cadence, PermissionSetLicense),
    blocked_by=("eca-scopes-cover", "app-policies-present"),
    subject="org",
)
