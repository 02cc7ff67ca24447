"""Whether people are frozen (Object Reference, UserLogin: needs Manage Users)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql


class UserLogin(Fact):
    """One row for each named user."""

    about = "the login state of the named users"
    question = Question(
        Soql(
            "SELECT Id, UserId, IsFrozen, IsPasswordLocked FROM UserLogin "
            "WHERE User.Username IN ({people})"
        ),
        opens="ManageUsers",
    )
    user_id: Id
    is_frozen: bool
    is_password_locked: bool
