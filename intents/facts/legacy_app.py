"""Installed connected apps under the legacy names (Object Reference, ConnectedApplication)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql, quoted
from intents.vendor import VENDOR

_NAMES = ", ".join(quoted(name) for name in VENDOR.legacy.apps)


class LegacyApp(Fact):
    """A row means that the connected app of article B is installed here."""

    about = "the legacy connected app"
    question = Question(
        Soql(
            f"SELECT Id, Name FROM ConnectedApplication WHERE Name IN ({_NAMES})"  # noqa: S608 -- our own constants
        ),
        shows=("CustomizeApplication",),
    )
    id: Id
    name: str
