"""The people named for this org (Object Reference, User)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql


class User(Fact):
    """One row for each of them."""

    about = "the named users"
    question = Question(
        Soql("SELECT Id, Username, IsActive, UserType FROM User WHERE Username IN ({people})")
    )
    id: Id
    username: str
    is_active: bool
    user_type: str
