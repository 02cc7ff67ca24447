"""The package brought its External Client App (Article A, Verify installation)."""

from intents.check import Blocked, Check, Group, Judged, bad, good
from intents.known import Facts
from intents.org.sixsense import APP, APP_WITNESSES, app, package


def judge(facts: Facts) -> Judged:
    wanted = "the External Client App of the 6sense package"
    if found := app(facts):
        return good(f"there, as {found.master_label}", wanted)
    if package(facts) is None:
        raise Blocked("package-installed")
    return bad("the package is installed, its app is not there", wanted)


CHECK = Check(
    "app-present",
    needs=APP,
    judge=judge,
    group=Group.ECA,
    witnesses=APP_WITNESSES,
    blocked_by=("package-installed",),
)
