"""The integration user is assigned to the legacy app (Article B, Step 4)."""

from collections.abc import Iterable
from dataclasses import replace

from intents.check import Check, Group, Judged, bad, good
from intents.facts.app_access import Access, AppAccess, UserAccess
from intents.facts.granted import UserRights
from intents.facts.user import User
from intents.known import Facts, conflict, silent
from intents.org.access_control import CONTROL
from intents.org.effective import granting
from intents.org.legacy import OLD, OLD_WITNESSES, bad_unless_used, installed
from intents.org.people import person

_SUBJECT = "user:integration"


def judge(facts: Facts) -> Judged:
    wanted, row = "assigned by a profile, permission set or group", installed(facts)
    app = row.id
    if paths := _paths(facts, facts.rows(UserAccess, lambda row: row.setup_entity_id == app)):
        return good(f"by the {' and the '.join(paths)}", wanted, _SUBJECT)
    if not facts.rows(UserAccess):
        raise silent("no app at all came back as assigned to the named users")
    assigned = facts.some(AppAccess, lambda row: row.setup_entity_id == app)
    if _paths(facts, assigned):
        raise conflict("the app's assignments show the integration user, the user's do not")
    others = ", ".join(dict.fromkeys(row.holder for row in assigned))
    seen = f"assigned only to what the user does not have: {others}"
    seen = seen if others else "assigned to nobody"
    if row.options_allow_admin_approved_users_only:
        return bad(seen, wanted, _SUBJECT)
    # Who may authorise it without being assigned goes on doing so.
    return replace(bad_unless_used(facts, seen, wanted), subject=_SUBJECT)


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
    witnesses=(AppAccess, *OLD_WITNESSES, *CONTROL),
    blocked_by=("legacy-app-installed", "api-access-control", "user-active"),
    subject=_SUBJECT,
)
