"""Salesforce's own word on the org's instance (Trust API, instance status)."""

from pydantic import Field

from intents.fact import Fact
from intents.question import Question, Trust


class Instance(Fact):
    """One document. Public: neither sign-in nor customer data."""

    about = "the status of the Salesforce instance"
    question = Question(Trust())
    status: str = Field(alias="status")
    is_active: bool = Field(alias="isActive")
