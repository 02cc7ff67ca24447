"""The legacy app is installed (Article B, Step 2; Object Reference, OauthToken.AppMenuItemId)."""

from intents.check import Check, Group, Judged, good
from intents.known import Facts
from intents.org.access_control import CONTROL
from intents.org.legacy import OLD, OLD_WITNESSES, bad_unless_used, the_old_app


def judge(facts: Facts) -> Judged:
    wanted, found = "installed", the_old_app(facts)
    if found.row:
        return good(f"{found.name}: installed", wanted)
    return bad_unless_used(facts, f"{found.name} is used, and not installed", wanted)


CHECK = Check(
    "legacy-app-installed",
    needs=OLD,
    judge=judge,
    group=Group.LEGACY,
    witnesses=(*OLD_WITNESSES, *CONTROL),
    blocked_by=("legacy-app-visible", "app-not-blocked", "api-access-control"),
)
