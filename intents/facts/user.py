"""The people named for this org (Object Reference, User, Profile, UserLicense)."""

from intents.fact import Fact, Id, Personal, Row
from intents.question import Question, Soql


class Licence(Row):
    """A user licence; the key is the same in every language (`SFDC` = Salesforce)."""

    name: str
    license_definition_key: str


class UserProfile(Row):
    """A profile and the licence that all its users take."""

    name: str
    user_license: Licence | None


class User(Fact):
    """One row for each of them."""

    about = "the named users"
    question = Question(
        Soql(
            "SELECT Id, Username, Name, IsActive, UserType, Profile.Name, "
            "Profile.UserLicense.Name, Profile.UserLicense.LicenseDefinitionKey "
            "FROM User WHERE Username IN ({people})"
        )
    )
    id: Id
    username: Personal
    name: Personal
    is_active: bool
    user_type: str
    profile: UserProfile | None
