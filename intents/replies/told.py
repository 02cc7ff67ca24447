"""Replies that show what the bot knows: the proof behind a finding, a lesson on a subject."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from intents.finding import Finding


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Exhibit(_Value):
    """One question and its answer.

    `rows` are compact JSON, at most ten; `more` counts the others. `refused` says why there are
    none. `tool` is where the question can be put again: the query tool, the same with its Tooling
    switch on, or REST.
    """

    about: str
    asked: str
    tool: Literal["SOQL", "SOQL, Tooling API", "REST", "Metadata API"]
    rows: tuple[str, ...] = ()
    more: int = 0
    refused: str = ""
    at: str = ""


class Proof(_Value):
    """The reply to ShowEvidence: every finding of one check, and the exhibits behind them."""

    kind: Literal["proof"] = "proof"
    org: str
    receipt: str
    check: str
    findings: tuple[Finding, ...]
    exhibits: tuple[Exhibit, ...]
    names: bool = False


class Part(_Value):
    """A heading and what is said under it, a paragraph a line; `steps` are done in their order."""

    title: str
    says: str = ""
    steps: tuple[str, ...] = ()


class Lesson(_Value):
    """The reply to Explain. `path` is a Setup page on any org's own domain ("" = none)."""

    kind: Literal["lesson"] = "lesson"
    topic: str
    title: str
    lead: str
    parts: tuple[Part, ...] = ()
    where: str = ""
    path: str = ""
    source: str = ""
