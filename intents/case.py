"""One case per thread: what was pasted, what the org says, who holds the ball. A pure value.

A case holds no paste: only what was recognised in it, and Slack ids of who did what since.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from intents.asked.cases import Holder
from intents.replies.triaged import Answer, Triaged


class _Value(BaseModel):
    # A stored case outlives releases: what another one wrote down must not stop this one.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Entry(_Value):
    """One thing that happened: when (UTC), who did it (a Slack id, or "" = the bot), and what."""

    at: str
    by: str
    what: str


class Looked(_Value):
    """The check that was run for the case; `verdict` is empty while the org is looked at."""

    org: str
    run: str
    at: str = ""
    verdict: str = ""
    worst: str = Field(default="", description="the check whose finding is worst, empty = none")
    next: str = ""
    who: str = ""


class Case(_Value):
    """The state of a case. `stage` resolved is the end; a new paste in its thread reopens it."""

    id: str
    triaged: Triaged
    stage: Literal["open", "resolved"] = "open"
    holder: Holder = Holder.US
    org: str = Field(default="", description="the org it is about, as far as that is known")
    looked: Looked | None = None
    escalated: str = Field(default="", description="when it was escalated last")
    log: tuple[Entry, ...] = ()


class CaseView(_Value):
    """A case as one person asked to see it: as text for a ticket, or as the letter to be sent."""

    kind: Literal["case-view"] = "case-view"
    form: Literal["ticket", "preview"]
    case: Case
    person: str = Field(default="", description="whom the letter is for, empty = not said")


def borne_out(answer: Answer) -> Literal["confirmed", "refuted", "open"]:
    """Whether the org bears an error out; `open` where it would not say, or was not asked."""
    if answer.confirmed_by:
        return "confirmed"
    return "refuted" if answer.refuted_by else "open"


_SAID = {"confirmed": "confirmed by the org", "refuted": "not so in the org"}


def summary(case: Case) -> str:
    """The case as text for a ticket: plain lines, no markup, no names of people."""
    ball = f", next to act: {case.holder}" if case.stage == "open" else ""
    lines = [f"Case {case.id}, {case.stage}{ball}"]
    for one in case.triaged.recognised:
        word = _SAID.get(borne_out(one), "not confirmed")
        lines += [f"{one.code}: {one.name} ({word})", f"  Cause: {one.cause}"]
        lines += [f"  Next: {one.next} ({one.who})"]
    if case.looked and case.looked.verdict:
        lines.append(f"Org {case.looked.org}: {case.looked.verdict} (receipt {case.looked.run})")
        lines += [f"  Next: {case.looked.next} ({case.looked.who})"] if case.looked.next else []
    lines += [f"{entry.at} {entry.what}" for entry in case.log]
    return "\n".join(lines)
