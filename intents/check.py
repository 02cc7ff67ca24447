"""A check: its name for the good state, what it must know, and how it judges. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from intents.fact import Fact, Unlearnt
from intents.finding import Grade, Status
from intents.known import Facts, shapeless


class Group(StrEnum):
    """Which part of the catalogue a check belongs to; decides plane and tracks."""

    BOT = "bot"  # can we look: never makes the verdict fail
    ECA = "eca"  # article A
    LEGACY = "legacy"  # article B
    APP = "app"  # the app of whichever article the org follows
    PEOPLE = "people"  # access and people, on every track
    PERSON = "person"  # only a person can see


@dataclass(frozen=True)
class Judged:
    """What a judge says about one subject, in words: `seen` against `wanted`.

    Attributes:
        weighs: False where this subject's word colours the report only.
        unlearnt: why nothing could be said.
        by: the check that stands in the way.
        looked: the facts consulted for this subject, where a check has several.
        step: what to do, where it is not what the check's words say; `who` can.
    """

    status: Status
    seen: str
    wanted: str = ""
    subject: str = "app"
    grade: Grade = Grade.MEASURED
    weighs: bool = True
    unlearnt: Unlearnt | None = None
    by: str = ""
    looked: tuple[type[Fact], ...] = ()
    step: str = ""
    who: str = ""


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
        needs: the facts without which it cannot judge at all.
        judge: Facts in, words out. May raise `Unseen` (→ unknown) and `Blocked`.
        group: its part of the catalogue.
        witnesses: facts it looks at only in doubt, above all to believe an absence.
        blocked_by: checks that, when not good, are the cause of this one's trouble.
        decisive: whether it can make the verdict fail or unknown.
        subject: what it is about where the judge cannot say.
        also: further subjects, whose findings colour the report only.
        last: judged after all others, because it speaks of what they missed.
    """

    name: str
    needs: tuple[type[Fact], ...]
    judge: Judge
    group: Group
    witnesses: tuple[type[Fact], ...] = ()
    blocked_by: tuple[str, ...] = ()
    decisive: bool = True
    subject: str = "app"
    also: tuple[str, ...] = ()
    last: bool = False


def good(seen: str, wanted: str = "", subject: str = "app") -> Judged:
    """The good state was seen."""
    return Judged(Status.OK, seen, wanted, subject)


def bad(seen: str, wanted: str, subject: str = "app") -> Judged:
    """Something else than the good state was seen."""
    return Judged(Status.FAIL, seen, wanted, subject)


def doubtful(seen: str, wanted: str, subject: str = "app") -> Judged:
    """Works, or may work, but a person should look."""
    return Judged(Status.WARN, seen, wanted, subject)


def same(
    seen: str | None, wanted: str, labels: Mapping[str, str], *, or_warn: tuple[str, ...] = ()
) -> Judged:
    """Compare a setting with the wanted one, and show both as Setup does.

    Args:
        seen: the API's value. SOQL and Metadata API differ in case (`Enforce_relaxrefresh`).
        wanted: the API's value that is good.
        labels: every value we know, with its label in Setup.
        or_warn: values that are not wanted and still not wrong in effect.

    Raises:
        Unseen: the value is not one we know.
    """
    known = {value.casefold(): _shown(value, label) for value, label in labels.items()}
    if seen is None or seen.casefold() not in known:
        raise shapeless(f"the setting has a value I do not know ({seen or 'none'})"[:200])
    shown, asked = known[seen.casefold()], known[wanted.casefold()]
    if seen.casefold() == wanted.casefold():
        return good(shown, asked)
    if seen.casefold() in {value.casefold() for value in or_warn}:
        return doubtful(shown, asked)
    return bad(shown, asked)


def _shown(value: str, label: str) -> str:
    return label if value.casefold() in label.casefold() else f"{label} ({value})"
