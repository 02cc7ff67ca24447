"""Licences of installed managed packages (Salesforce Object Reference, PackageLicense)."""

from intents.fact import Fact
from intents.question import Question, Soql


class PackageLicense(Fact):
    """A second witness for the list of installed packages: is there anything at all?"""

    about = "the package licences"
    question = Question(
        Soql("SELECT NamespacePrefix, Status FROM PackageLicense LIMIT 200"),
        shows=("ViewSetup", "ManageUsers"),
    )
    namespace_prefix: str
