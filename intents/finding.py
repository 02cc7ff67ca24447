"""What a check found: status, subject, and the evidence for each word of it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Status(StrEnum):
    """The seven things a finding can say."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    MANUAL = "manual"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    NOT_APPLICABLE = "not-applicable"


class Grade(StrEnum):
    """How a finding is known. A human's word is attested, never measured."""

    MEASURED = "measured"
    ATTESTED = "attested"
    INFERRED = "inferred"


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(_Value):
    """What was asked, seen and wanted, by which identity, when (UTC), over which API version."""

    asked: tuple[str, ...] = ()
    seen: str = ""
    wanted: str = ""
    by: str = ""
    at: str = ""
    api: str = ""
    grade: Grade = Grade.MEASURED
    grant: str = ""


class Finding(_Value):
    """One check's word about one subject (`app`, `user:integration`, `object:Lead`, …).

    `next` and `who` are what to do in this very case and who can; "" = as the check's words say.
    """

    check: str
    subject: str
    status: Status
    decisive: bool
    blocked_by: str | None = None
    evidence: Evidence = Evidence()
    next: str = ""
    who: str = ""
