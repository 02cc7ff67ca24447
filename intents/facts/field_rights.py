"""Which fields the named users may read (Object Reference, FieldPermissions).

The fields are of 6sense's page *CRM Salesforce onboarding: minimum data requirements*, without
those that nobody can be denied (Id, names, owner) and those that are several fields in one.
"""

from intents.fact import Fact, Id
from intents.question import Question, Soql, quoted

FIELDS = {
    "Account": ("Industry", "Type", "Website"),
    "Lead": ("Email", "Industry", "LeadSource", "Title"),
    "Contact": ("AccountId", "Email", "LeadSource", "Title"),
}
_NAMES = ", ".join(quoted(f"{name}.{field}") for name, held in FIELDS.items() for field in held)


class FieldRights(Fact):
    """One permission set of a named user and one field; there is no row for what is not granted."""

    about = "the field permissions of the named users"
    question = Question(
        Soql(
            "SELECT ParentId, Field, PermissionsRead FROM FieldPermissions "  # noqa: S608 -- our own constants
            f"WHERE Field IN ({_NAMES}) AND ParentId IN "
            "(SELECT PermissionSetId FROM PermissionSetAssignment "
            "WHERE Assignee.Username IN ({people}))"
        ),
        opens="ViewSetup",
    )
    parent_id: Id
    field: str
    permissions_read: bool
