"""Effective system permissions, through profile, permission sets and groups.

Source: Object Reference, PermissionSetAssignment: a profile owns a permission set and a group has
an aggregated one, so one right holds if any row carries it.
"""

from typing import Any, ClassVar

from pydantic import field_validator

from intents.fact import Fact, Id
from intents.facts.token import Username
from intents.question import Question, Soql


def _text(rights: tuple[str, ...], where: str) -> str:
    fields = ", ".join(f"PermissionSet.Permissions{right}" for right in rights)
    return (
        "SELECT AssigneeId, Assignee.Username, PermissionSet.HasActivationRequired, "  # noqa: S608 -- our own constants
        f"{fields} FROM PermissionSetAssignment WHERE {where}"
    )


class Granted(Fact):
    """One permission set somebody has, and which of `rights` it carries."""

    rights: ClassVar[tuple[str, ...]] = ()
    assignee_id: Id
    assignee: Username
    permission_set: dict[str, Any]

    @field_validator("permission_set")
    @classmethod
    def _known(cls, given: dict[str, Any]) -> dict[str, Any]:
        wanted = ("HasActivationRequired", *(f"Permissions{right}" for right in cls.rights))
        if not all(isinstance(given.get(name), bool) for name in wanted):
            raise ValueError("not a permission set")
        return given

    def holds(self, right: str) -> bool:
        """Whether this set carries the right. One that waits for activation carries none yet."""
        held: bool = self.permission_set[f"Permissions{right}"]
        return held and not self.permission_set["HasActivationRequired"]


_PEOPLE = ("ApiEnabled", "ApiUserOnly", "InstallPackaging", "ModifyAllData", "CustomizeApplication")
_OWN = (
    "ViewSetup",
    "CustomizeApplication",
    "ExternalClientAppViewer",
    "ExternalClientAppAdmin",
    "InstallPackaging",
)


class UserRights(Granted):
    """What the named people may do."""

    about = "the permissions of the named users"
    rights = _PEOPLE
    question = Question(Soql(_text(_PEOPLE, "Assignee.Username IN ({people})")), opens="ViewSetup")


class OwnRights(Granted):
    """What the bot's own user may do: it decides what an empty answer means."""

    about = "the bot's own permissions"
    rights = _OWN
    question = Question(Soql(_text(_OWN, "AssigneeId IN ({me})")), opens="ViewSetup")


def proven(rows: tuple[OwnRights, ...]) -> frozenset[str]:
    """The rights these rows carry between them."""
    return frozenset(right for row in rows for right in _OWN if row.holds(right))
