"""Admin approved users are pre-authorized for the legacy app (Article B, Step 3)."""

from intents.check import Check, Group, Judged, bad, good
from intents.known import Facts
from intents.legacy import OLD, OLD_WITNESSES, installed

_WANTED = "Admin approved users are pre-authorized"


def judge(facts: Facts) -> Judged:
    if installed(facts).options_allow_admin_approved_users_only:
        return good(_WANTED, _WANTED)
    return bad("All users may self-authorize", _WANTED)


CHECK = Check(
    "legacy-admin-approved",
    needs=OLD,
    judge=judge,
    group=Group.LEGACY,
    witnesses=OLD_WITNESSES,
    blocked_by=("legacy-app-installed",),
)
