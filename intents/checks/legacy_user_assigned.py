"""The integration user is assigned to the legacy app (Article B, Step 4)."""

from collections.abc import Iterable

from intents.check import Check, Group, Judged, bad, good
from intents.effective import granting
from intents.facts.app_access import Access, AppAccess, UserAccess
from intents.facts.granted import UserRights
from intents.facts.user import User
from intents.known import Facts, conflict
from intents.legacy import OLD, OLD_WITNESSES, installed
from intents.people import person

_SUBJECT = "user:integration"


def judge(facts: Facts) -> Judged:
    wanted, app = "assigned by a profile, permission set or group", installed(facts).id
    if paths := _paths(facts, facts.rows(UserAccess, lambda row: row.setup_entity_id == app)):
        return good(f"by the {' and the '.join(paths)}", wanted, _SUBJECT)
    facts.some(UserAccess)  # its silence must mean something too
    assigned = facts.some(AppAccess, lambda row: row.setup_entity_id == app)
    if _paths(facts, assigned):
        raise conflict("the app's assignments show the integration user, the user's do not")
    others = ", ".join(dict.fromkeys(row.holder for row in assigned))
    seen = f"assigned only to what the user does not have: {others}"
    return bad(seen if others else "assigned to nobody", wanted, _SUBJECT)


def _paths(facts: Facts, assigned: Iterable[Access]) -> tuple[str, ...]:
    """How the integration user comes by one of these."""
    parents = {row.parent_id for row in assigned}
    user = person(facts, "integration")
    return granting(facts, user, lambda held: held.permission_set_id in parents)


CHECK = Check(
    "legacy-user-assigned",
    needs=(*OLD, UserAccess, User, UserRights),
    judge=judge,
    group=Group.LEGACY,
    witnesses=(AppAccess, *OLD_WITNESSES),
    blocked_by=("legacy-app-installed", "user-active"),
    subject=_SUBJECT,
)
