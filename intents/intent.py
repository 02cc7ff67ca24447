"""Everything a person can ask. A typed command, a mention, a pressed button: the same values.

Intents are stored (a button's meaning is one, written down), so they are pydantic models with a
`kind` that names them; `read` is the one way back from JSON. Here are those about a check; the
other families are in `intents.asked`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from intents.asked import Asked
from intents.asked.cases import Escalate, HandOver, LookInto, Resolve, TellCustomer, Unknown
from intents.asked.knowledge import Explain, ShowEvidence, Triage
from intents.asked.office import Access, Audit, Doctor, Forget, Home, Post
from intents.asked.orgs import Connect, Disconnect, NamePerson, Orgs, Rename
from intents.asked.walks import Back, CannotDo, Guide, Remind, Skip, Stop


class Track(StrEnum):
    """Which of the vendor's two articles an org follows."""

    ECA = "eca"
    LEGACY = "legacy"
    MIXED = "mixed"
    NONE = "none"
    UNKNOWN = "unknown"


class Help(Asked):
    """Show what can be asked.

    `unknown` holds the words that were not understood, cut short; `near` whole commands that
    may have been meant; `why` what was wrong, where that can be said.
    """

    kind: Literal["help"] = "help"
    unknown: str = ""
    near: tuple[str, ...] = ()
    why: str = ""


class CheckOrg(Asked):
    """Look into one org and say whether 6sense can connect, and if not why."""

    kind: Literal["check"] = "check"
    org: str
    track: Literal[Track.ECA, Track.LEGACY] | None = None
    only: tuple[str, ...] = ()


class Retry(Asked):
    """Measure one finding again: learn only its facts anew and judge the report with them."""

    kind: Literal["retry"] = "retry"
    run: str
    check: str


class Confirm(Asked):
    """A person's word for a step only a person can see. Recorded as attested, never measured."""

    kind: Literal["confirm"] = "confirm"
    run: str
    check: str
    subject: str


class ShowHow(Asked):
    """Explain one finding: why it matters, exact clicks, who can do it."""

    kind: Literal["show-how"] = "show-how"
    run: str
    check: str


class Cancel(Asked):
    """Stop a running check. What was learnt by then is shown, the rest is unknown."""

    kind: Literal["cancel"] = "cancel"
    run: str


_OfAnOrg = Connect | Disconnect | NamePerson | Orgs | Rename
_OfTheOffice = Access | Audit | Doctor | Forget | Home | Post
_OfKnowledge = Explain | ShowEvidence | Triage
_OfAWalk = Guide | Skip | Back | CannotDo | Remind | Stop
_OfACase = LookInto | HandOver | Escalate | Resolve | TellCustomer | Unknown
_OfACheck = CheckOrg | Retry | Confirm | ShowHow | Cancel

Intent = Annotated[
    Help | _OfACheck | _OfAnOrg | _OfTheOffice | _OfKnowledge | _OfAWalk | _OfACase,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Intent] = TypeAdapter(Intent)


def read(stored: str) -> Intent:
    """An intent from its stored JSON.

    Raises:
        pydantic.ValidationError: the text is not an intent of this version.
    """
    return _ADAPTER.validate_json(stored)
