"""Installed connected apps under the legacy names (Object Reference, ConnectedApplication)."""

from intents.fact import Fact, Id
from intents.org.vendor import VENDOR
from intents.question import Question, Soql, quoted

#: As a list of SOQL literals.
NAMES = ", ".join(quoted(name) for name in VENDOR.legacy.apps)


class LegacyApp(Fact):
    """A row means that the connected app of article B is installed here."""

    about = "the legacy connected app"
    question = Question(
        Soql(
            "SELECT Id, Name, OptionsAllowAdminApprovedUsersOnly FROM ConnectedApplication "  # noqa: S608 -- our own constants
            f"WHERE Name IN ({NAMES})"
        ),
        shows=("CustomizeApplication",),
    )
    id: Id
    name: str
    options_allow_admin_approved_users_only: bool
