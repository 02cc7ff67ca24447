"""The latest logins of the named people (Object Reference, LoginHistory: kept for six months)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql

#: Newest first; an integration user may log in every minute and leave no room for the others.
MOST = 200


class RecentLogin(Fact):
    """One login, by browser or by token. A refusal on the consent page leaves no row."""

    about = "the recent logins of the named users"
    question = Question(
        Soql(
            "SELECT UserId, LoginTime, LoginType, Application, Status FROM LoginHistory "  # noqa: S608 -- our own constants
            "WHERE UserId IN (SELECT Id FROM User WHERE Username IN ({people})) "
            f"ORDER BY LoginTime DESC LIMIT {MOST}"
        ),
        shows=("ManageUsers", "MonitorLoginHistory"),
        opens="ManageUsers",
    )
    user_id: Id
    login_time: str
    login_type: str
    application: str | None
    status: str

    @property
    def through(self) -> str:
        """The app that logged in, as it is called here; "" where none is told."""
        told = self.application or ""
        return "" if told in ("N/A", "Unknown") else told
