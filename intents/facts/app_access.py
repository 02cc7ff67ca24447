"""Who is assigned to connected apps (Object Reference, SetupEntityAccess).

A profile, a permission set and a permission set group each own the set a row hangs on; the set of
a group is the sum of its members without what the group mutes.
"""

from typing import Any

from intents.fact import Fact, Id
from intents.facts.legacy_app import NAMES
from intents.question import Question, Soql

_FIELDS = (
    "SELECT SetupEntityId, ParentId, Parent.Label, Parent.Profile.Name FROM SetupEntityAccess WHERE"
)


class Access(Fact):
    """One profile, permission set or group that a connected app is assigned to."""

    setup_entity_id: Id
    parent_id: Id
    parent: dict[str, Any]

    @property
    def holder(self) -> str:
        """Whose set it is, as Setup names it. The set of a group carries the group's label."""
        profile = self.parent.get("Profile")
        if isinstance(profile, dict):
            return f"profile {profile.get('Name')}"
        return f"permission set {self.parent.get('Label')}"


class UserAccess(Access):
    """The connected apps that the named users are assigned to.

    Also those of the App Launcher (TabSet), of which everybody who logs in sees one: an answer
    without any is not whole.
    """

    about = "the apps assigned to the named users"
    question = Question(
        Soql(
            f"{_FIELDS} SetupEntityType IN ('ConnectedApplication', 'TabSet') "  # noqa: S608 -- our own constants
            "AND ParentId IN (SELECT PermissionSetId FROM PermissionSetAssignment "
            "WHERE Assignee.Username IN ({people})) ORDER BY SetupEntityType"
        ),
        opens="ViewSetup",
    )


class AppAccess(Access):
    """Everybody the legacy app is assigned to: the same from the app's side."""

    about = "the assignments of the legacy connected app"
    question = Question(
        Soql(
            f"{_FIELDS} SetupEntityType = 'ConnectedApplication' AND SetupEntityId IN "  # noqa: S608 -- our own constants
            f"(SELECT Id FROM ConnectedApplication WHERE Name IN ({NAMES}))"
        ),
        shows=("ViewSetup",),
        opens="ViewSetup",
    )
