"""Admin approved users are pre-authorized for the legacy app (Article B, Step 3)."""

from intents.check import Check, Group, Judged, doubtful, good
from intents.known import Facts
from intents.org.access_control import CONTROL, On, access_control
from intents.org.legacy import OLD, OLD_WITNESSES, bad_unless_used, installed

_WANTED = "Admin approved users are pre-authorized"


def judge(facts: Facts) -> Judged:
    if installed(facts).options_allow_admin_approved_users_only:
        return good(_WANTED, _WANTED)
    seen = "All users may self-authorize"
    if access_control(facts) is On.YES:  # every connected app is admin-approved then (Help)
        return doubtful(f"{seen}, which API Access Control overrules while it is on", _WANTED)
    return bad_unless_used(facts, seen, _WANTED)


CHECK = Check(
    "legacy-admin-approved",
    needs=OLD,
    judge=judge,
    group=Group.LEGACY,
    witnesses=(*OLD_WITNESSES, *CONTROL),
    blocked_by=("legacy-app-installed", "api-access-control"),
)
