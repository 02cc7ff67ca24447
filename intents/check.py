"""A check: its name for the good state, what it must know, and how it judges. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from intents.fact import Fact, Facts
from intents.finding import Grade, Status


class Group(StrEnum):
    """Which part of the catalogue a check belongs to; decides plane and tracks."""

    BOT = "bot"  # can we look: never makes the verdict fail
    ECA = "eca"  # article A
    LEGACY = "legacy"  # article B
    PEOPLE = "people"  # access and people, on every track
    PERSON = "person"  # only a person can see


@dataclass(frozen=True)
class Judged:
    """What a judge says about one subject, in words: `seen` against `wanted`."""

    status: Status
    seen: str
    wanted: str = ""
    subject: str = "app"
    grade: Grade = Grade.MEASURED


class Blocked(Exception):  # noqa: N818 -- an outcome, not an error
    """Raised by a judge whose question makes no sense until the check `by` is mended."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


Judge = Callable[[Facts], Judged | Iterable[Judged]]


@dataclass(frozen=True)
class Check:
    """One named good state.

    Attributes:
        name: the good state, so that `ok` always reads right (`oauth-enabled`).
        needs: the facts it judges; learnt together with everybody else's.
        judge: Facts in, words out. May raise `Unseen` (→ unknown) and `Blocked`.
        group: its part of the catalogue.
        blocked_by: checks that, when not good, are the cause of this one's trouble.
        decisive: whether it can make the verdict fail or unknown.
        subject: what it is about where the judge cannot say (unknown, blocked).
    """

    name: str
    needs: tuple[type[Fact], ...]
    judge: Judge
    group: Group
    blocked_by: tuple[str, ...] = ()
    decisive: bool = True
    subject: str = "app"


def good(seen: str, wanted: str = "", subject: str = "app") -> Judged:
    """The good state was seen."""
    return Judged(Status.OK, seen, wanted, subject)


def bad(seen: str, wanted: str, subject: str = "app") -> Judged:
    """Something else than the good state was seen."""
    return Judged(Status.FAIL, seen, wanted, subject)


def doubtful(seen: str, wanted: str, subject: str = "app") -> Judged:
    """Works, or may work, but a person should look."""
    return Judged(Status.WARN, seen, wanted, subject)


def same(seen: str | None, wanted: str, *, or_warn: tuple[str, ...] = ()) -> Judged:
    """Compare an enum value case-insensitively: SOQL and Metadata API spell them differently."""
    shown = "not set" if seen is None else seen
    if shown.casefold() == wanted.casefold():
        return good(shown, wanted)
    if shown.casefold() in {value.casefold() for value in or_warn}:
        return doubtful(shown, wanted)
    return bad(shown, wanted)
