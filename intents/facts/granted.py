"""Effective system permissions, through profile, permission sets and groups.

Source: Object Reference, PermissionSetAssignment: a profile owns a permission set and a group has
an aggregated one (what the group mutes is not in it), so one right holds if any row carries it.
"""

from typing import Any, ClassVar

from pydantic import field_validator

from intents.fact import Fact, Id, Row
from intents.facts.token import Username
from intents.question import Question, Soql

#: Where a permission set comes from: its own name, its profile's or its group's.
_PATH = (
    "PermissionSetId",
    "PermissionSet.Label",
    "PermissionSet.Profile.Name",
    "PermissionSetGroupId",
    "PermissionSetGroup.MasterLabel",
    "PermissionSetGroup.Status",
)


def _text(rights: tuple[str, ...], where: str, more: tuple[str, ...] = ()) -> str:
    fields = ", ".join((*more, *_fields(rights)))
    return (
        "SELECT AssigneeId, Assignee.Username, IsActive, PermissionSet.HasActivationRequired, "  # noqa: S608 -- our own constants
        f"{fields} FROM PermissionSetAssignment WHERE {where}"
    )


def _fields(rights: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"PermissionSet.Permissions{right}" for right in rights)


class Granted(Fact):
    """One permission set somebody has, and which of `rights` it carries.

    `some` are rights that only some orgs know: whoever asks for one must know from
    `PermissionField` that this org does.
    """

    rights: ClassVar[tuple[str, ...]] = ()
    some: ClassVar[tuple[str, ...]] = ()
    assignee_id: Id
    assignee: Username
    is_active: bool
    permission_set: dict[str, Any]

    @field_validator("permission_set")
    @classmethod
    def _known(cls, given: dict[str, Any]) -> dict[str, Any]:
        wanted = ("HasActivationRequired", *(f"Permissions{right}" for right in cls.rights))
        some = (f"Permissions{right}" for right in cls.some)
        if not all(isinstance(given.get(name), bool) for name in wanted):
            raise ValueError("not a permission set")
        if not all(isinstance(given.get(name, False), bool) for name in some):
            raise ValueError("not a permission set")
        return given

    def holds(self, right: str) -> bool:
        """Whether this set gives the right now."""
        held: bool = self.permission_set.get(f"Permissions{right}", False)
        return held and not self.idle

    @property
    def waits(self) -> bool:
        """Whether it grants only within a session that activated it."""
        waiting: bool = self.permission_set["HasActivationRequired"]
        return waiting

    @property
    def idle(self) -> bool:
        """Whether it grants nothing now: it waits for a session, or the assignment expired."""
        return self.waits or not self.is_active


class Group(Row):
    """A permission set group; `status` says whether its sum is up to date (`Updated`)."""

    master_label: str
    status: str


_PEOPLE = (
    "ApiEnabled",
    "ApiUserOnly",
    "InstallPackaging",
    "ModifyAllData",
    "ViewAllData",
    "CustomizeApplication",
)
#: In the describe from about v63 and v64 (recorded describe v63, WSDL v68).
_SOME = ("CanApproveUninstalledApps", "ViewAllFieldsGlobal")
_OWN = (
    "ViewSetup",
    "CustomizeApplication",
    "ExternalClientAppViewer",
    "ExternalClientAppAdmin",
    "InstallPackaging",
    "ManageUsers",
    "MonitorLoginHistory",
    "ModifyAllData",
    "ModifyMetadata",
)


class UserRights(Granted):
    """What the named people may do, and through which profile, permission set or group.

    A group's own permission set is the sum of its members without what it mutes.
    """

    about = "the permissions of the named users"
    rights = _PEOPLE
    some = _SOME
    question = Question(
        Soql(
            _text((*_PEOPLE, *_SOME), "Assignee.Username IN ({people})", _PATH),
            optional=_fields(_SOME),
            gate="PermissionSet",
        ),
        opens="ViewSetup",
    )
    permission_set_id: Id
    permission_set_group_id: Id | None
    permission_set_group: Group | None


class OwnRights(Granted):
    """What the bot's own user may do: it decides what an empty answer means."""

    about = "the bot's own permissions"
    rights = _OWN
    question = Question(Soql(_text(_OWN, "AssigneeId IN ({me})")), opens="ViewSetup")


def proven(rows: tuple[OwnRights, ...]) -> frozenset[str]:
    """The rights these rows carry between them."""
    return frozenset(right for row in rows for right in _OWN if row.holds(right))
