"""External Client Apps from packages (Tooling WSDL v68, ExternalClientApplication)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql

#: Who may see External Client Apps: rights that make an empty answer mean "none".
VIEWERS = ("ExternalClientAppViewer", "ExternalClientAppAdmin")
#: Enough to see a namesake: orgs have a few dozen apps.
SOME = 200


class App(Fact):
    """The app's header. Apps made in the org itself have no namespace and are not asked for."""

    about = "the External Client Apps"
    question = Question(
        Soql(
            "SELECT Id, DeveloperName, MasterLabel, NamespacePrefix, DistributionState "
            "FROM ExternalClientApplication WHERE NamespacePrefix != null"
        ),
        shows=VIEWERS,
    )
    id: Id
    developer_name: str
    master_label: str
    namespace_prefix: str
    distribution_state: str


class AnyApp(Fact):
    """Whatever apps there are, the org's own as well. Our own sign-in comes from one, so a list
    without any is not whole, and then says nothing about 6sense's. Another of its name is here.
    """  # noqa: D205 -- one sentence each

    about = "any External Client App"
    question = Question(
        Soql(
            "SELECT Id, DeveloperName, MasterLabel, NamespacePrefix "  # noqa: S608 -- our own constant
            f"FROM ExternalClientApplication LIMIT {SOME}"
        ),
        shows=VIEWERS,
    )
    id: Id
    developer_name: str
    master_label: str
    namespace_prefix: str | None
