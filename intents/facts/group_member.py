"""What permission set groups hold (Object Reference, PermissionSetGroupComponent)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql

_MUTING = "0QM"


class GroupMember(Fact):
    """One member of a named user's group: a permission set, or a muting one."""

    about = "the members of the named users' permission set groups"
    question = Question(
        Soql(
            "SELECT PermissionSetGroupId, PermissionSetId FROM PermissionSetGroupComponent "
            "WHERE PermissionSetGroupId IN (SELECT PermissionSetGroupId "
            "FROM PermissionSetAssignment WHERE Assignee.Username IN ({people}))"
        ),
        shows=("ViewSetup",),
        opens="ViewSetup",
    )
    permission_set_group_id: Id
    permission_set_id: Id

    @property
    def mutes(self) -> bool:
        """Whether it takes away from the sum of the others."""
        return self.permission_set_id.startswith(_MUTING)
