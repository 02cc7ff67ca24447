"""Who is in the org and what they may do.

Source: Object Reference, User, UserLogin, Profile, PermissionSet, ObjectPermissions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeVar

from pydantic import Field, field_validator

from sandbox.org.moments import Moment
from sandbox.org.schema import permission_names
from sandbox.org.value import Value

_T = TypeVar("_T")
ObjectAccess = Literal["read", "create", "edit", "delete", "view_all", "modify_all"]

#: Objects without a permission of their own. Source: Salesforce Help, *Campaign Member* access is
#: controlled by the campaign; profiles and permission sets as retrieved hold no such element.
FOLLOWS = {"CampaignMember": "Campaign"}

# What the standard System Administrator profile does not hold: limits rather than powers.
_NOT_FOR_ADMINISTRATORS = frozenset(
    {"ApiUserOnly", "PasswordNeverExpires", "IsSsoEnabled", "BypassMFAForUiLogins", "UseAnyApiAuth"}
)


def _known(names: object) -> object:
    if names == "all":
        return tuple(n for n in permission_names() if n not in _NOT_FOR_ADMINISTRATORS)
    if isinstance(names, list | tuple):
        unknown = set(names) - set(permission_names())
        if unknown:
            raise ValueError(f"no such permission: {', '.join(sorted(map(str, unknown)))}")
    return names


def _without_null(objects: object) -> object:
    """In a patch, null takes an object away."""
    if not isinstance(objects, dict):
        return objects
    if followed := objects.keys() & FOLLOWS:
        name = min(followed)
        raise ValueError(f"{name} has no permission of its own: it follows {FOLLOWS[name]}")
    return {name: rights for name, rights in objects.items() if rights is not None}


class Grants(Value):
    """System permissions (without ``Permissions``; ``all`` for an administrator) and objects.

    An object's fields come with it, but for `hidden_fields` (``Lead.Email``).
    """

    permissions: tuple[str, ...] = ()
    objects: dict[str, tuple[ObjectAccess, ...]] = Field(default_factory=dict)
    apps: tuple[str, ...] = ()
    hidden_fields: tuple[str, ...] = ()

    _permissions = field_validator("permissions", mode="before")(_known)
    _objects = field_validator("objects", mode="before")(_without_null)


class Profile(Grants):
    """A profile; its permission set row is made with it."""

    name: str
    license: str = "Salesforce"
    login_ip_ranges: tuple[str, ...] = ()


class PermissionSet(Grants):
    """A permission set that is not owned by a profile."""

    name: str
    label: str
    description: str | None = None
    license: str | None = None
    namespace: str | None = None


class PermissionSetGroup(Value):
    """A group of permission sets (by their keys), without what its muting permission set holds.

    Source: Object Reference, PermissionSetGroup and MutingPermissionSet.
    """

    name: str
    label: str
    permission_sets: tuple[str, ...]
    status: Literal["Updated", "Outdated", "Updating", "Failed"] = "Updated"
    muting: Grants | None = None

    def sum(self, sets: Mapping[str, PermissionSet]) -> Grants:
        """What the group grants."""
        members = [sets[name] for name in self.permission_sets]
        muted = self.muting or Grants()
        objects: dict[str, tuple[ObjectAccess, ...]] = {}
        for member in members:
            for name, rights in member.objects.items():
                objects[name] = (*objects.get(name, ()), *rights)
        return Grants(
            permissions=_less((p for m in members for p in m.permissions), muted.permissions),
            objects={n: _less(rights, muted.objects.get(n, ())) for n, rights in objects.items()},
            apps=_less((app for member in members for app in member.apps), muted.apps),
            hidden_fields=tuple(
                field
                for member in members[:1]
                for field in member.hidden_fields
                if all(field in other.hidden_fields for other in members)
            ),
        )


def _less(given: Iterable[_T], taken: Iterable[_T]) -> tuple[_T, ...]:
    without = set(taken)
    return tuple(one for one in dict.fromkeys(given) if one not in without)


class User(Value):
    """A user and its UserLogin row. `permission_sets` may name groups too.

    An expired assignment stays a row, not active (Object Reference, PermissionSetAssignment).
    """

    username: str
    first_name: str
    last_name: str
    email: str | None = None
    profile: str
    permission_sets: tuple[str, ...] = ()
    expired_permission_sets: tuple[str, ...] = ()
    active: bool = True
    frozen: bool = False
    password_locked: bool = False
    user_type: str = "Standard"
    password: str | None = None
    last_login: Moment | None = "-1d"
    password_changed: Moment | None = "-60d"  # noqa: S105  # a time
    created: Moment = "-900d"
