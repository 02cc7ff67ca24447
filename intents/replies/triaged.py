"""The reply to a paste: what it is, what it is not, which secrets were cut from it.

Without its `kind` it is the JSON of `sixsense triage --json`; its schema is
`docs/triage.schema.json`.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from intents.finding import Grade
from intents.secrets import Removed


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Answer(_Value):
    """One error that a paste speaks of."""

    code: str = Field(description="what Salesforce calls it; a page code where it has one")
    error: str = Field(description="our own name for it: several errors share `invalid_grant`")
    name: str
    cause: str
    explains: tuple[str, ...] = Field(
        description="the codes and texts of the paste it accounts for"
    )
    who: str = Field(description="who can fix it")
    checks: tuple[str, ...] = Field(description="the checks that confirm or refute it")
    playbook: str = Field(description="the walkthrough that repairs it, or hands it over")
    grade: Grade = Grade.INFERRED
    also: tuple[str, ...] = Field(default=(), description="other codes of the same error")
    next: str = ""
    ask: str = Field(default="", description="what to send where the paste is not enough")
    source: str = ""
    confirmed_by: tuple[str, ...] = Field(default=(), description="checks that found it in the org")
    refuted_by: tuple[str, ...] = Field(
        default=(), description="checks that all found it is not so"
    )


class Triaged(_Value):
    """The answer to a paste; nothing recognised is an answer too."""

    kind: Literal["triaged"] = "triaged"
    recognised: tuple[Answer, ...] = ()
    not_these: tuple[str, ...] = Field(default=(), description="what only looks like it, and why")
    secrets_removed: tuple[Removed, ...] = ()


class SecretsCut(_Value):
    """For who pasted, and nobody else: which secrets were cut from it."""

    kind: Literal["secrets-cut"] = "secrets-cut"
    removed: tuple[Removed, ...]
