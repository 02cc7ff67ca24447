"""What was changed in Setup (Object Reference, SetupAuditTrail; Display may hold names)."""

from intents.fact import Fact, Personal
from intents.facts.token import Username
from intents.question import Question, Soql

DAYS, MOST = 30, 200


class RecentChange(Fact):
    """One change, newest first; whoever made it, or nobody where Salesforce did."""

    about = "the recent changes in Setup"
    question = Question(
        Soql(
            "SELECT CreatedDate, CreatedBy.Username, Action, Section, Display "  # noqa: S608 -- our own constants
            f"FROM SetupAuditTrail WHERE CreatedDate = LAST_N_DAYS:{DAYS} "
            f"ORDER BY CreatedDate DESC LIMIT {MOST}"
        ),
        opens="ViewSetup",
    )
    created_date: str
    created_by: Username | None
    action: str
    section: str | None
    display: Personal | None
