"""Everything a person can ask. A typed command, a mention, a pressed button: the same values.

Intents are stored (a button's meaning is one, written down), so they are pydantic models with a
`kind` that names them; `read` is the one way back from JSON.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class Track(StrEnum):
    """Which of the vendor's two articles an org follows (decided by `intents.track`)."""

    ECA = "eca"
    LEGACY = "legacy"
    MIXED = "mixed"
    NONE = "none"
    UNKNOWN = "unknown"


class _Intent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Help(_Intent):
    """Show what can be asked.

    `unknown` holds the words that were not understood, cut short; `near` whole commands that
    may have been meant; `why` what was wrong, where that can be said.
    """

    kind: Literal["help"] = "help"
    unknown: str = ""
    near: tuple[str, ...] = ()
    why: str = ""


class CheckOrg(_Intent):
    """Look into one org and say whether 6sense can connect, and if not why."""

    kind: Literal["check"] = "check"
    org: str
    track: Literal[Track.ECA, Track.LEGACY] | None = None
    only: tuple[str, ...] = ()


class Retry(_Intent):
    """Measure one finding again: learn only its facts anew and judge the report with them."""

    kind: Literal["retry"] = "retry"
    run: str
    check: str


class Confirm(_Intent):
    """A person's word for a step only a person can see. Recorded as attested, never measured."""

    kind: Literal["confirm"] = "confirm"
    run: str
    check: str
    subject: str


class ShowHow(_Intent):
    """Explain one finding: why it matters, exact clicks, who can do it."""

    kind: Literal["show-how"] = "show-how"
    run: str
    check: str


class Cancel(_Intent):
    """Stop a running check. What was learnt by then is shown, the rest is unknown."""

    kind: Literal["cancel"] = "cancel"
    run: str


Intent = Annotated[
    Help | CheckOrg | Retry | Confirm | ShowHow | Cancel, Field(discriminator="kind")
]

_ADAPTER: TypeAdapter[Intent] = TypeAdapter(Intent)


def read(stored: str) -> Intent:
    """An intent from its stored JSON.

    Raises:
        pydantic.ValidationError: the text is not an intent of this version.
    """
    return _ADAPTER.validate_json(stored)
