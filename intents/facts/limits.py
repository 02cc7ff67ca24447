"""The org's API budget (REST API Developer Guide, Limits)."""

from intents.fact import Fact, Row
from intents.question import Question, Rest


class Budget(Row):
    """One limit: what the org may spend in 24 hours, and what is left of it."""

    max: int
    remaining: int


class Limits(Fact):
    """One document, always."""

    about = "the API limits"
    question = Question(Rest("limits"), opens="ViewSetup")
    daily_api_requests: Budget
