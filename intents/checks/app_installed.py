"""The app counts as installed (Article A, Verify installation: Status)."""

from intents.check import Check, Group, Judged, same
from intents.facts.app_state import AppState
from intents.known import Facts, silent
from intents.org.sixsense import APP, APP_WITNESSES, the_app

# Metadata API Developer Guide, ManageableState
_STATES = {
    "installed": "Status: Installed",
    "installedEditable": "Status: installed, editable",
    "beta": "Status: beta",
    "deleted": "Status: deleted",
    "deprecated": "Status: deprecated",
    "deprecatedEditable": "Status: deprecated, editable",
    "released": "Status: released",
    "unmanaged": "Status: unmanaged",
}


def judge(facts: Facts) -> Judged:
    mine = the_app(facts).id
    if (refusal := facts.refused(AppState)) and refusal.code == "INVALID_TYPE":
        raise silent("this org's API version does not tell: look at Status on the page")
    return same(facts.one(AppState, lambda s: s.id == mine).manageable_state, "installed", _STATES)


CHECK = Check(
    "app-installed",
    needs=APP,
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("app-present",),
)
