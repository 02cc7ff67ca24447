"""What is asked of a case: one per thread, with somebody who holds the ball."""

from enum import StrEnum
from typing import Literal

from intents.asked import Asked


class Holder(StrEnum):
    """Who has to act next."""

    CUSTOMER = "customer admin"
    US = "us"
    SIXSENSE = "6sense"
    SALESFORCE = "Salesforce"
    WAITING = "waiting"


class Unknown(Asked):
    """The pastes that nobody knew, for the owners."""

    kind: Literal["unknown"] = "unknown"


class LookInto(Asked):
    """Ask an org whether a case's errors are so; `org` "" = chosen from a menu."""

    kind: Literal["look-into"] = "look-into"
    case: str
    org: str = ""


class HandOver(Asked):
    """Give the ball to somebody; `to` None = ask to whom."""

    kind: Literal["hand-over"] = "hand-over"
    case: str
    to: Holder | None = None


class Escalate(Asked):
    """Call for help: the webhook, and the user group."""

    kind: Literal["escalate"] = "escalate"
    case: str


class Resolve(Asked):
    """Close the case with a summary that can be copied to a ticket."""

    kind: Literal["resolve"] = "resolve"
    case: str


class TellCustomer(Asked):
    """The case in plain words for the customer; `sure` = previewed and to be sent to `person`."""

    kind: Literal["tell-customer"] = "tell-customer"
    case: str
    person: str = ""
    sure: bool = False
