"""What the views need to say about a check, and where it comes from: `intents.words`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from intents.check import Group
from intents.checks import CHECKS
from intents.finding import Finding, Status
from intents.words import words


@dataclass(frozen=True)
class Wording:
    """A check in words.

    Attributes:
        title: the good state, as a heading.
        why: why it matters, a sentence or two.
        next: what to do about it, one imperative sentence.
        fix: exact clicks, one per line.
        notes: what is remarked beside them.
        label: the page's name in Setup.
        path: the page's path on the org's own domain ("" = it has none).
        who: who can do it.
        source: article, heading, day it was read.
        group: the part of the report it belongs to.
        otherwise: what is so where the good state is not ("" = say the title and what was seen).
    """

    title: str
    why: str = ""
    next: str = ""
    fix: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    label: str = ""
    path: str = ""
    who: str = ""
    source: str = ""
    group: Group = Group.ECA
    otherwise: str = ""


Speak = Callable[[str], Wording]


def named(words: Wording, status: Status) -> str:
    """What a finding is called: by its good state, or by what is so instead of it.

    Only where trouble was seen: what could not be seen must not sound as if it had been.
    """
    seen_bad = status in (Status.FAIL, Status.WARN)
    return words.otherwise if seen_bad and words.otherwise else words.title


def of_case(finding: Finding, speak: Speak) -> Wording:
    """The words of a finding's check, with the next step of this very case."""
    words = speak(finding.check)
    return replace(words, next=finding.next or words.next, who=finding.who or words.who)


def plain(check: str) -> Wording:
    """Nothing but the check's own name: for a check this version has no words for."""
    return Wording(title=check.replace("-", " ").capitalize())


@cache
def spoken(check: str) -> Wording:
    """The check's own words; `plain` for one that a stored report knows and we no longer do."""
    if check not in CHECKS:
        return plain(check)
    said = words(check)
    return Wording(
        title=said.title,
        why=said.why,
        otherwise=said.otherwise,
        next=said.next,
        fix=said.steps,
        notes=said.notes,
        label=said.where,
        path=said.path,
        who=said.who,
        source=said.source,
        group=CHECKS[check].group,
    )
