"""An error a person may paste: what it is called, what causes it, who can fix it.

One Markdown file per error, `intents/errors/<slug>.md`; its sections are the attributes below.
"""

import re
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict

from intents.finding import Status


class Kind(StrEnum):
    """Where a code is seen."""

    PAGE = "page"  # Salesforce's own error page
    WIRE = "wire"  # token endpoint or callback, `error=…`
    API = "api"  # REST and SOAP answers, event logs
    STATUS = "status"  # the Status column of Login History, or words on a page


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Code(_Value):
    """One name of an error.

    Attributes:
        shared: other products use the word too: it needs Salesforce or 6sense beside it.
        exact: an everyday phrase without its underscores: only the code itself counts.
        described: proves nothing alone; it is this error only with one of its texts.
    """

    text: str
    kind: Kind
    shared: bool = False
    exact: bool = False
    described: bool = False


class Sign(_Value):
    """A finding that shows an error: this check with this status."""

    check: str
    status: Status = Status.FAIL


class Error(_Value):
    """One error in plain words.

    Attributes:
        slug: its name here; the walkthrough that repairs it is `fix-<slug>`.
        name: what it is, as a heading.
        cause: why it happens.
        codes: every code of it, the one it is known by first.
        says: texts that mean this error and nothing else.
        may_say: texts that mean it where Salesforce or 6sense is the subject.
        with_its_code: texts that mean it only beside one of its codes.
        next: what to do, one imperative sentence.
        who: who can do it, one of `intents.words.PEOPLE`.
        checks: the checks to look at.
        confirmed_by: findings of theirs each of which means it.
        refuted_by: those that are its whole cause: where every one is ok, it is not so. Empty
            where something that cannot be seen in the org may cause it too.
        track: `eca` = only an External Client App has it; the org is judged for that one then.
        playbook: the walkthrough that repairs it, or hands it over where nothing in the org can.
        covers: errors of which this one's own text speaks in passing: only a code, or the text
            that Salesforce shows for them, makes them answers of their own beside it.
        unlike: near neighbours: `code: the difference`.
        ask: what to send where the code alone is not enough, "" = it is.
        source: article and heading with the day it was read, or platform documentation.
    """

    slug: str
    name: str
    cause: str
    codes: tuple[Code, ...]
    says: tuple[str, ...] = ()
    may_say: tuple[str, ...] = ()
    with_its_code: tuple[str, ...] = ()
    next: str
    who: str
    checks: tuple[str, ...] = ()
    confirmed_by: tuple[Sign, ...] = ()
    refuted_by: tuple[str, ...] = ()
    track: Literal["", "eca"] = ""
    playbook: str = ""
    covers: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    ask: str = ""
    source: str

    @property
    def code(self) -> str:
        """The code it is known by."""
        return self.codes[0].text


_SECTION = re.compile(r"^## ([A-Z][a-z ]+)\n", re.MULTILINE)
_NEEDED = {"Codes", "Next", "Who", "Source"}
_KNOWN = _NEEDED | {
    *("Says", "May say", "With its code", "Not", "Ask"),
    *("Checks", "Confirmed by", "Refuted by", "Track", "Playbook", "Covers"),
}
_ITEM = re.compile(r"^- ", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)` — (.+)")


def parsed(slug: str, text: str) -> Error:
    """The error in a Markdown text.

    Raises:
        ValueError: the title or a section is missing, or a section is not one we know.
    """
    opening, *rest = _SECTION.split(text)
    said = dict(zip(rest[::2], rest[1::2], strict=True))
    title, _, cause = opening.strip().partition("\n")
    if not title.startswith("# ") or _NEEDED - set(said) or set(said) - _KNOWN:
        raise ValueError(f"{slug}: the title or a section is missing, or unknown")
    lines = {section: _line(text) for section, text in said.items()}
    items = {section: _items(text) for section, text in said.items()}
    checks = items.get("Checks", ())
    return Error.model_validate(
        {
            "slug": slug,
            "name": title.removeprefix("# "),
            "cause": _line(cause),
            "codes": tuple(_code(slug, item) for item in items["Codes"]),
            "says": items.get("Says", ()),
            "may_say": items.get("May say", ()),
            "with_its_code": items.get("With its code", ()),
            "next": lines["Next"],
            "who": lines["Who"],
            "checks": checks,
            "confirmed_by": tuple(map(_sign, items.get("Confirmed by", ()))),
            "refuted_by": items.get("Refuted by", ()),
            "track": lines.get("Track", ""),
            "playbook": lines.get("Playbook", "") or f"fix-{slug}",
            "covers": items.get("Covers", ()),
            "unlike": items.get("Not", ()),
            "ask": lines.get("Ask", ""),
            "source": lines["Source"],
        }
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _items(text: str) -> tuple[str, ...]:
    return tuple(_line(item) for item in _ITEM.split(text)[1:])


def _code(slug: str, item: str) -> Code:
    found = _CODE.fullmatch(item)
    if not found:
        raise ValueError(f"{slug}: not a code: {item}")
    kind, *notes = found[2].split(", ")
    return Code.model_validate({"text": found[1], "kind": kind, **dict.fromkeys(notes, True)})


def _sign(item: str) -> Sign:
    check, _, status = item.partition(" — ")
    return Sign(check=check, status=Status(status or Status.FAIL))
