"""The one 6sense app reaches Account Engagement (Article A, FAQ; Article B, Important)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.fact import Unseen
from intents.facts.installed_package import InstalledPackage
from intents.facts.oauth_settings import OauthSettings
from intents.facts.pardot_tenant import PardotTenant
from intents.finding import Grade, Status
from intents.intent import Track
from intents.known import Facts, shapeless
from intents.products import COMING, GONE, READY, has_pardot
from intents.sixsense import APP, APP_WITNESSES, oauth_settings

_WANTED = "the 6sense app reaches Account Engagement"


def judge(facts: Facts) -> Judged | list[Judged]:
    try:
        there = has_pardot(facts)
    except Unseen as unseen:
        # Where the scope is missing too, the check of the scopes says so, and weighs.
        why = unseen.unlearnt
        seen = f"not known whether Account Engagement is in this org ({why.says})"
        return Judged(Status.UNKNOWN, seen, _WANTED, "org", weighs=False, unlearnt=why)
    if not there:
        seen = "Account Engagement is not in this org"
        return Judged(Status.NOT_APPLICABLE, seen, _WANTED, "org")
    return list(_units(facts))


def _units(facts: Facts) -> Iterator[Judged]:
    legacy = facts.track is Track.LEGACY
    reached = legacy or oauth_settings(facts).pardot_api
    grade = Grade.INFERRED if legacy else Grade.MEASURED
    for unit in facts.some(PardotTenant):
        subject = f"business-unit:{unit.id}"
        state = (unit.creation_status or "").casefold()
        if state in GONE:
            seen = f"this business unit is no longer there: {unit.creation_status}"
            yield Judged(Status.NOT_APPLICABLE, seen, _WANTED, subject)
        elif state not in READY | COMING:
            raise shapeless("a business unit has a status I do not know")
        elif not reached:
            yield bad("the app lacks the scope pardot_api", _WANTED, subject)
        elif state not in READY:
            yield doubtful(
                f"the business unit is not ready: {unit.creation_status}", _WANTED, subject
            )
        elif legacy:
            seen = "by the vendor's word one Connected App covers it"
            yield Judged(Status.OK, seen, _WANTED, subject, grade=grade)
        else:
            yield good("the app has the scope pardot_api", _WANTED, subject)


CHECK = Check(
    "pardot-covered",
    needs=(),
    judge=judge,
    group=Group.APP,
    witnesses=(*APP, *APP_WITNESSES, OauthSettings, PardotTenant, InstalledPackage),
    blocked_by=("eca-scopes-cover", "app-policies-present"),
    subject="org",
)
