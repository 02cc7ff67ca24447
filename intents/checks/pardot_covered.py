"""The one 6sense app reaches Account Engagement (Article A, FAQ; Article B, Important)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.installed_package import InstalledPackage
from intents.facts.oauth_settings import OauthSettings
from intents.facts.pardot_tenant import PardotTenant
from intents.finding import Status
from intents.intent import Track
from intents.known import Facts, shapeless
from intents.org.products import COMING, GONE, READY, has_pardot, reached, vouched
from intents.org.sixsense import APP, APP_WITNESSES, oauth_settings


def judge(facts: Facts) -> Judged | list[Judged]:
    return reached(facts, "Account Engagement", has_pardot, _units)


def _units(facts: Facts) -> Iterator[Judged]:
    legacy = facts.track is Track.LEGACY
    scope = legacy or oauth_settings(facts).pardot_api
    for unit in facts.some(PardotTenant):
        subject = f"business-unit:{unit.id}"
        state = (unit.creation_status or "").casefold()
        if state in GONE:
            seen = f"this business unit is no longer there: {unit.creation_status}"
            yield Judged(Status.NOT_APPLICABLE, seen, subject=subject)
        elif state not in READY | COMING:
            raise shapeless("a business unit has a status I do not know")
        elif not scope:
            yield bad("the app lacks the scope pardot_api", "", subject)
        elif state not in READY:
            yield doubtful(f"the business unit is not ready: {unit.creation_status}", "", subject)
        elif legacy:
            yield vouched(subject)
        else:
            yield good("the app has the scope pardot_api", subject=subject)


CHECK = Check(
    "pardot-covered",
    needs=(),
    judge=judge,
    group=Group.APP,
    witnesses=(*APP, *APP_WITNESSES, OauthSettings, PardotTenant, InstalledPackage),
    blocked_by=("eca-scopes-cover", "app-policies-present"),
    subject="org",
)
