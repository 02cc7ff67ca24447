"""What is said about a check: the Markdown beside it, read once, typed."""

import re
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from intents.org.vendor import VENDOR

#: Everybody who can be asked to do something.
PEOPLE = (
    "System Administrator",
    "setup user",
    "integration user",
    "6sense",
    "Salesforce Support",
    "6sense bot owner",
)


class Words(BaseModel):
    """One check in plain words.

    Attributes:
        title: the good state, as a heading.
        why: why it matters.
        otherwise: what is so where the good state is not; a sentence without its full stop.
        next: what to do, one imperative sentence.
        fix: exact clicks, Markdown.
        where: the page's name; `path` its path on the org's own domain, "" = not in Setup.
        who: who can do it, one of `PEOPLE`.
        source: article and heading with the day it was read, or platform documentation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    title: str
    why: str
    otherwise: str
    next: str
    fix: str
    where: str
    path: str
    who: str
    source: str

    @property
    def steps(self) -> tuple[str, ...]:
        """The items of the numbered list in `fix`, each on one line."""
        listed = (p for p in _paragraphs(self.fix) if _NUMBER.match(p))
        items = (item for p in listed for item in _NUMBER.split(p))
        return tuple(" ".join(item.split()) for item in items if item.strip())

    @property
    def notes(self) -> tuple[str, ...]:
        """What is remarked beside the list in `fix`: its other paragraphs, each on one line."""
        return tuple(" ".join(p.split()) for p in _paragraphs(self.fix) if not _NUMBER.match(p))


#: What the words may name without holding it: the vendor's identifiers have one home.
_NAMED = {
    "{package}": VENDOR.package.version,
    "{legacy}": " or ".join(VENDOR.legacy.apps),
    "{production}": VENDOR.install.production,
    "{sandbox}": VENDOR.install.sandbox,
}
_NEEDED = {"Otherwise", "Next", "Fix", "Where", "Who", "Source"}
_BLANK = re.compile(r"\n\s*\n")
_NUMBER = re.compile(r"^\d+\.\s+", re.MULTILINE)
_SECTION = re.compile(r"^## (Otherwise|Next|Fix|Where|Who|Source)\n", re.MULTILINE)


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in _BLANK.split(text) if one.strip()]


@cache
def words(check: str) -> Words:
    """The words of a check.

    Raises:
        FileNotFoundError: there is no such check.
        ValueError: its Markdown lacks a section.
    """
    path = files("intents.checks") / f"{check.replace('-', '_')}.md"
    return parsed(check, path.read_text(encoding="utf-8"))


def parsed(check: str, text: str) -> Words:
    """The words in a Markdown text.

    Raises:
        ValueError: the title or a section is missing.
    """
    for hole, value in _NAMED.items():
        text = text.replace(hole, value)
    opening, *rest = _SECTION.split(text)
    said = {name: body.strip() for name, body in zip(rest[::2], rest[1::2], strict=True)}
    title, _, why = opening.strip().partition("\n")
    if not title.startswith("# ") or _NEEDED - set(said):
        raise ValueError(f"{check}: the words lack a title or a section")
    where, _, path = said["Where"].partition(" — ")
    return Words(
        name=check,
        title=title.removeprefix("# "),
        why=" ".join(why.split()),
        otherwise=" ".join(said["Otherwise"].split()),
        next=" ".join(said["Next"].split()),
        fix=said["Fix"],
        where=where,
        path=path,
        who=said["Who"],
        source=" ".join(said["Source"].split()),
    )
