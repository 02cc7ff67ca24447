"""What the views need to say about a check, and where it comes from: `intents.words`."""

from collections.abc import Callable
from dataclasses import dataclass

from intents.check import Group


@dataclass(frozen=True)
class Wording:
    """A check in words.

    Attributes:
        title: the good state, as a heading.
        why: why it matters, a sentence or two.
        next: what to do about it, one imperative sentence.
        fix: exact clicks, one per line.
        label: the page's name in Setup.
        path: the page's path on the org's own domain ("" = it has none).
        who: who can do it.
        source: article, heading, day it was read.
        group: the part of the report it belongs to.
    """

    title: str
    why: str = ""
    next: str = ""
    fix: tuple[str, ...] = ()
    label: str = ""
    path: str = ""
    who: str = ""
    source: str = ""
    group: Group = Group.ECA


Speak = Callable[[str], Wording]


def plain(check: str) -> Wording:
    """Nothing but the check's own name: for a check this version has no words for."""
    return Wording(title=check.replace("-", " ").capitalize())


def spoken(check: str) -> Wording:
    """The check's words."""
    return plain(check)
