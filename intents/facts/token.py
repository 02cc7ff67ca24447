"""Living authorizations (Salesforce Object Reference, OauthToken).

Without Customize Application one sees only one's own, without any error.
"""

from intents.fact import Fact, Id, Personal, Row
from intents.org.vendor import VENDOR
from intents.question import Question, Soql, quoted

_FIELDS = (
    "SELECT AppName, AppMenuItem.ApplicationId, UserId, User.Username, CreatedDate, "
    "LastUsedDate, UseCount FROM OauthToken"
)
_SHOWS = ("CustomizeApplication",)
#: Salesforce returns about 2,500 of these at most, and says nothing of the rest
#: (seen by sfdx-hardis, which reads the same object).
_CAP = 2000
#: The names that 6sense's tokens carry, as far as they are known before an org is asked.
ASKED = (VENDOR.app.name, *VENDOR.legacy.tokens)
_NAMES = ", ".join(quoted(name) for name in ASKED)


class Username(Row):
    """The person a row belongs to."""

    username: Personal


class MenuItem(Row):
    """The app a token's menu item leads to: 0xI… an External Client App, 0H4… a connected app."""

    application_id: Id | None


class Token(Fact):
    """One approval of one user for one app. Its secret is never asked for."""

    app_name: str
    app_menu_item: MenuItem | None
    user_id: Id
    user: Username
    created_date: str
    last_used_date: str | None
    use_count: int | None


class UserToken(Token):
    """All tokens of the people named for this org, whatever the app is called."""

    about = "the tokens of the named users"
    question = Question(
        Soql(f"{_FIELDS} WHERE User.Username IN ({{people}}) LIMIT {_CAP}"), _SHOWS, cap=_CAP
    )


class VendorToken(Token):
    """All tokens under the vendor's names, whoever holds them."""

    about = "the tokens under 6sense's names"
    question = Question(
        Soql(f"{_FIELDS} WHERE AppName IN ({_NAMES}) LIMIT {_CAP}"), _SHOWS, cap=_CAP
    )
