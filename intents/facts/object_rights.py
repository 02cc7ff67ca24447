"""What profiles, permission sets and groups allow on the objects 6sense works with.

Source: Object Reference, ObjectPermissions; 6sense's own pages on required permissions.
"""

from intents.fact import Fact, Id
from intents.question import Question, Soql, quoted

#: What 6sense reads. Campaign members have no row of their own: they follow their campaign.
READ = ("Account", "Lead", "Contact", "Opportunity", "Campaign")
_TYPES = ", ".join(map(quoted, READ))


class ObjectRights(Fact):
    """One permission set of a named user and one object."""

    about = "the object permissions of the named users"
    question = Question(
        Soql(
            "SELECT ParentId, SobjectType, PermissionsRead, PermissionsEdit, "  # noqa: S608 -- our own constants
            "PermissionsViewAllFields "
            f"FROM ObjectPermissions WHERE SobjectType IN ({_TYPES}) AND ParentId IN "
            "(SELECT PermissionSetId FROM PermissionSetAssignment "
            "WHERE Assignee.Username IN ({people}))"
        ),
        opens="ViewSetup",
    )
    parent_id: Id
    sobject_type: str
    permissions_read: bool
    permissions_edit: bool
    permissions_view_all_fields: bool
