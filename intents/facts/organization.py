"""The org itself (Salesforce Object Reference, Organization)."""

from intents.fact import Fact, Id
from intents.question import Question, Soql


class Organization(Fact):
    """One row, always."""

    about = "the organization"
    question = Question(
        Soql(
            "SELECT Id, IsSandbox, InstanceName, OrganizationType, TrialExpirationDate "
            "FROM Organization"
        )
    )
    id: Id
    is_sandbox: bool
    instance_name: str
    organization_type: str
    trial_expiration_date: str | None
