"""Whether a packaged app counts as installed (Tooling WSDL v67 and later, ManageableState)."""

from intents.fact import Fact, Id
from intents.facts.app import VIEWERS, App
from intents.question import Question, Soql


class AppState(Fact):
    """Its own question: the field is not on the standard object, nor in older versions."""

    about = "the installed state of External Client Apps"
    beside = App
    question = Question(
        Soql(
            "SELECT Id, NamespacePrefix, ManageableState FROM ExternalClientApplication "
            "WHERE NamespacePrefix != null",
            tooling=True,
        ),
        shows=VIEWERS,
    )
    id: Id
    namespace_prefix: str
    manageable_state: str
