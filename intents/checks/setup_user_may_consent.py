"""The setup user may consent to an app that is not installed yet (Article B, Prerequisites)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, good
from intents.facts.granted import UserRights
from intents.facts.permission_field import PermissionField
from intents.facts.user import User
from intents.facts.user_login import UserLogin
from intents.finding import Status
from intents.intent import Track
from intents.known import Facts, silent
from intents.org.access_control import CONTROL, On, access_control
from intents.org.effective import right
from intents.org.legacy import OLD, OLD_WITNESSES, bad_unless_used, old_app
from intents.org.people import LET_IN, person, shut_out
from intents.org.rights import label

_SUBJECT, _RIGHT = "user:setup", "CanApproveUninstalledApps"
_WANTED = f"{label(_RIGHT)}, which the System Administrator profile has"
_ADMINISTRATOR = "System Administrator"


def judge(facts: Facts) -> Judged:
    if facts.track is not Track.LEGACY:
        return _over("an External Client App comes with its package: nobody needs this right")
    control = access_control(facts)
    how = _may(facts) if control is not On.YES else ""
    closed = shut_out(facts, person(facts, "setup")) if how else ""
    if how and not closed:
        return good(how, _WANTED, _SUBJECT)
    if (found := old_app(facts)) and found.row:
        if how:
            return good(how, _WANTED, _SUBJECT)
        return _over("the app is installed: nobody needs this right any more")
    if control is On.YES:
        # Use Any API Client, which the article names, no longer does this since December 2025.
        seen = "API Access Control is on: nobody may consent to an app that is not installed"
        return _about(bad_unless_used(facts, seen, "installed, and its users pre-authorized"))
    missing = bad_unless_used(facts, closed or f"without {label(_RIGHT)}", _WANTED)
    return _about(replace(missing, step=LET_IN if closed else ""))


def _may(facts: Facts) -> str:
    """How the setup user comes by the right; "" where it has not."""
    user, known = person(facts, "setup"), {field.name for field in facts.some(PermissionField)}
    if f"Permissions{_RIGHT}" in known:
        paths = right(facts, user, _RIGHT)
        return f"{label(_RIGHT)} by the {' and the '.join(paths)}" if paths else ""
    # Salesforce gave it to the standard profile alone, not to its copies.
    if user.profile and user.profile.name == _ADMINISTRATOR:
        return f"by the profile {_ADMINISTRATOR}"
    raise silent(f"this org's API does not show who has {label(_RIGHT)}")


def _over(seen: str) -> Judged:
    return Judged(Status.NOT_APPLICABLE, seen, subject=_SUBJECT)


def _about(found: Judged) -> Judged:
    return replace(found, subject=_SUBJECT)


CHECK = Check(
    "setup-user-may-consent",
    needs=(),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(
        *OLD,
        *OLD_WITNESSES,
        User,
        UserLogin,
        UserRights,
        *CONTROL,
    ),
    blocked_by=("app-not-blocked", "api-access-control", "user-active"),
    subject=_SUBJECT,
)
