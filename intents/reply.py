"""Everything the bot can tell. A view turns a Reply into blocks, lines or JSON; nothing else may.

`Report` is also the JSON of `sixsense check --json`; its schema is `docs/report.schema.json`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from intents.case import CaseView
from intents.fact import Cost
from intents.finding import Finding
from intents.intent import Track
from intents.org.suggest import Suggestion
from intents.replies.sheet import Sheet
from intents.replies.told import Lesson, Proof
from intents.replies.triaged import SecretsCut, Triaged


class Verdict(StrEnum):
    """The one word of a report."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Diagnosis(_Value):
    """The one cause that explains the most, what to do next, and who can."""

    cause: str
    explains: int
    next: str
    who: str


class Plane(_Value):
    """One of the three lines at the top of a report: state, identity used, and why."""

    state: Verdict
    identity: str
    why: str


class Planes(_Value):
    """`bot → org`, `6sense → org`, `you → org`."""

    bot_to_org: Plane
    sixsense_to_org: Plane
    you_to_org: Plane


class Coverage(_Value):
    """How much we were allowed to see; `missing` names each unseen fact and its grant."""

    seen: int
    total: int
    missing: tuple[str, ...] = ()


class Attested(_Value):
    """A named person's word for one finding, and when (UTC)."""

    check: str
    subject: str
    by: str
    at: str


class Looking(_Value):
    """A check that is being looked at again: who pressed Retry, and when (UTC)."""

    check: str
    by: str
    at: str


class Report(_Value):
    """The answer to a check."""

    kind: Literal["report"] = "report"
    org: str
    track: Track
    track_why: str
    verdict: Verdict
    diagnosis: Diagnosis | None
    planes: Planes
    findings: tuple[Finding, ...]
    coverage: Coverage
    cost: Cost
    receipt: str = Field(default="", description="the run's name; >= 8 characters once stored")
    ended: Literal["done", "cancelled", "timed-out"] = "done"
    setup_url: str = Field(default="", description="where this org's Setup pages begin")
    suggestions: tuple[Suggestion, ...] = ()


class Progress(_Value):
    """A check under way: only stages that really happen."""

    kind: Literal["progress"] = "progress"
    org: str
    receipt: str
    stage: Literal["queued", "signing-in", "reading", "judging"]


class Explanation(_Value):
    """How to mend one finding: why it matters, exact clicks, the page, who can."""

    kind: Literal["explanation"] = "explanation"
    org: str
    receipt: str
    finding: Finding
    setup_url: str = ""


class Usage(_Value):
    """What can be asked; `unknown`, `near` and `why` as in `Help`."""

    kind: Literal["usage"] = "usage"
    unknown: str = ""
    near: tuple[str, ...] = ()
    why: str = ""
    orgs: tuple[str, ...] = ()


class Note(_Value):
    """One clear private sentence: what is wrong, and what to do next.

    `who` are Slack ids of people to turn to, named after `next`.
    """

    kind: Literal["note"] = "note"
    says: str
    next: str = ""
    near: tuple[str, ...] = ()
    who: tuple[str, ...] = ()


Reply = Annotated[
    Report
    | Progress
    | Explanation
    | Usage
    | Note
    | Sheet
    | Proof
    | Lesson
    | Triaged
    | SecretsCut
    | CaseView,
    Field(discriminator="kind"),
]

_ADAPTER: TypeAdapter[Reply] = TypeAdapter(Reply)


def read(stored: str) -> Reply:
    """A reply from its stored JSON.

    Raises:
        pydantic.ValidationError: the text is not a reply of this version.
    """
    return _ADAPTER.validate_json(stored)
