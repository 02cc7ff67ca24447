"""Effective access: what a user may do, and through which profile, permission set or group.

Salesforce adds grants up and never takes one away (Object Reference, PermissionSet); the one thing
that takes away, a muting permission set, acts inside its group, whose own permission set is the
sum without what is muted (PermissionSetGroup). So one path that grants is enough, and a denial
needs every path to be known.
"""

from collections.abc import Callable

from intents.fact import Unlearnt, Unseen, Why
from intents.facts.granted import UserRights
from intents.facts.group_member import GroupMember
from intents.facts.user import User
from intents.known import Facts

_UP_TO_DATE = "updated"

Carries = Callable[[UserRights], bool]


def granting(facts: Facts, user: User, carries: Carries) -> tuple[str, ...]:
    """Every path by which that user holds what `carries` looks for; `()` = proven to be none.

    Args:
        facts: what was heard.
        user: whose access it is.
        carries: whether one permission set, taken alone, grants it.

    Raises:
        Unseen: the permissions are not known, or a group is not up to date and nothing else
            grants it.
    """
    sets = _sets(facts, user)
    settled = [one for one in sets if not _unsettled(one)]
    if found := tuple(path(one) for one in settled if not one.idle and carries(one)):
        return found
    for one in sets:
        if _unsettled(one):
            raise Unseen(
                Unlearnt(
                    why=Why.CONFLICT,
                    says=f"{path(one)} is not up to date, so what it grants is not settled",
                )
            )
    return ()


def right(facts: Facts, user: User, name: str) -> tuple[str, ...]:
    """The paths by which that user holds a system permission, as `granting`."""
    return granting(facts, user, lambda one: one.holds(name))


def sources(facts: Facts, user: User) -> str:
    """Everything that could have granted something, for the sentence that says nothing did."""
    return ", ".join(path(one) + _but(facts, one) for one in _sets(facts, user))


def path(one: UserRights) -> str:
    """Where a permission set comes from, as Setup names it."""
    if one.permission_set_group:
        return f"permission set group {one.permission_set_group.master_label}"
    profile = one.permission_set.get("Profile")
    if isinstance(profile, dict):
        return f"profile {profile.get('Name')}"
    return f"permission set {one.permission_set.get('Label')}"


def _sets(facts: Facts, user: User) -> tuple[UserRights, ...]:
    """Everybody has a profile, and so at least one permission set: an empty answer is none."""
    return facts.some(UserRights, lambda one: one.assignee_id == user.id)


def _but(facts: Facts, one: UserRights) -> str:
    """Why this path may grant less than it seems to."""
    if not one.is_active:
        return " (which expired)"
    if one.waits:
        return " (only in a session that activates it)"
    group = one.permission_set_group_id
    if group is None or facts.unlearnt(GroupMember):
        return ""
    members = facts.afresh().rows(GroupMember, lambda m: m.permission_set_group_id == group)
    if not any(member.mutes for member in members):
        return ""
    facts.rows(GroupMember)  # only where it says something is it evidence
    return " (which mutes some of what its members grant)"


def _unsettled(one: UserRights) -> bool:
    group = one.permission_set_group
    return group is not None and group.status.casefold() != _UP_TO_DATE
