"""Account Engagement, where the org has it (Tooling API, PardotTenant)."""

from intents.fact import Fact, Id
from intents.facts.installed_package import VendorPackage
from intents.question import Question, Soql


class PardotTenant(Fact):
    """One row for each business unit; INVALID_TYPE where the product is absent."""

    about = "the Account Engagement business units"
    beside = VendorPackage
    question = Question(
        Soql("SELECT Id, CreationStatus FROM PardotTenant", tooling=True), shows=("ViewSetup",)
    )
    id: Id
    creation_status: str | None
