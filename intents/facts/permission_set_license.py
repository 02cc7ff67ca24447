"""Which add-on products the org has bought (Object Reference, PermissionSetLicense)."""

from intents.fact import Fact
from intents.question import Question, Soql

MANY = 500


class PermissionSetLicense(Fact):
    """One licence that is given to users by permission sets. Every org has some."""

    about = "the permission set licences"
    question = Question(
        Soql(f"SELECT DeveloperName, TotalLicenses FROM PermissionSetLicense LIMIT {MANY}"),  # noqa: S608 -- our own constant
        cap=MANY,
        opens="ViewSetup",
    )
    developer_name: str
    total_licenses: int
