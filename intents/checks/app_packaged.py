"""The app comes from the package (Article A, Verify installation: Type)."""

from intents.check import Check, Group, Judged, same
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, the_app

_TYPES = {
    "Packaged": "Type: Packaged",
    "Local": "Type: Local",
    "Managed": "Type: Managed by Salesforce",
    "AutoInstalled": "Type: installed by Salesforce",
}


def judge(facts: Facts) -> Judged:
    return same(the_app(facts).distribution_state, "Packaged", _TYPES)


CHECK = Check(
    "app-packaged",
    needs=APP,
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present",),
)
