"""What an org said, and what it means that it said nothing.

The border is here: raw answers come in (`Heard`), typed facts go out (`Facts`). A judge asks
`Facts` and is answered only with what is proven; everything else raises `Unseen`, which can only
become `unknown` (the iron rule; *Silence is not absence*).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from intents.question import Identity, Question


class Fact(BaseModel):
    """One row of an answer. The class carries its question; adding a fact is adding a class."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", validate_by_name=True, validate_by_alias=True
    )
    question: ClassVar[Question]


F = TypeVar("F", bound=Fact)


class Why(StrEnum):
    """Why something was not learnt."""

    RIGHT = "right"  # the connected user may not see it
    SILENT = "silent"  # an empty answer whose meaning is not proven
    CUT = "cut"  # the list was longer than what came back
    SHAPE = "shape"  # rows of a form we do not know
    TROUBLE = "trouble"  # time-out, server error, not JSON
    BUDGET = "budget"  # the org's API budget is spent, or nearly
    SIGN_IN = "sign-in"  # the org did not let us in
    UNNAMED = "unnamed"  # nobody told us who or what to look for
    UNASKED = "unasked"  # this run did not ask
    CONFLICT = "conflict"  # two answers of the org contradict each other
    TRACK = "track"  # we could not tell which article the org follows
    UNBUILT = "unbuilt"  # this program cannot judge it yet


class Unlearnt(BaseModel):
    """Something the org did not tell us, why, and which grant would show it ("" = none would)."""

    model_config = ConfigDict(frozen=True)
    why: Why
    says: str
    grant: str = ""
    code: str = ""


class Unseen(Exception):  # noqa: N818 -- not an error: the honest outcome of a look
    """Raised where a judge asks for more than was proven; carries the reason."""

    def __init__(self, unlearnt: Unlearnt) -> None:
        super().__init__(unlearnt.says)
        self.unlearnt = unlearnt


class Said(BaseModel):
    """Rows as the org gave them. `done` is false where the org said there is more."""

    model_config = ConfigDict(frozen=True)
    rows: tuple[dict[str, Any], ...]
    done: bool = True
    asked: str = ""
    at: str = ""


class Refused(BaseModel):
    """The gateway's account of an answer that is not rows; already in our words."""

    model_config = ConfigDict(frozen=True)
    unlearnt: Unlearnt
    asked: str = ""
    at: str = ""


class Cost(BaseModel):
    """What a run cost the org: HTTP requests, API calls off its daily budget, wall seconds."""

    model_config = ConfigDict(frozen=True)
    requests: int = 0
    api_calls: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        """Two costs, one after the other."""
        return Cost(
            requests=self.requests + other.requests,
            api_calls=self.api_calls + other.api_calls,
            seconds=round(self.seconds + other.seconds, 3),
        )


class Heard(BaseModel):
    """Everything one `learn` brought home, by fact name. Plain data: it is stored with the run."""

    model_config = ConfigDict(frozen=True)
    answers: dict[str, Said | Refused] = {}
    identity: Identity = Identity()
    names: dict[str, tuple[str, ...]] = {}
    cost: Cost = Cost()

    def renewed(self, newer: "Heard") -> "Heard":
        """This, with what `newer` heard put over it; the costs add up."""
        return newer.model_copy(
            update={"answers": {**self.answers, **newer.answers}, "cost": self.cost + newer.cost}
        )


@dataclass(frozen=True)
class Facts:
    """Heard, understood. `rights` are the proven rights of the connected user."""

    heard: Heard
    rights: frozenset[str] = frozenset()
    _read: dict[str, tuple[Fact, ...]] = field(default_factory=dict, compare=False)

    def some(self, kind: type[F], where: Callable[[F], bool] = lambda _: True) -> tuple[F, ...]:
        """The rows that match; `()` only where their absence is proven.

        Raises:
            Unseen: the org would not say, or said nothing and that proves nothing.
        """
        found = tuple(row for row in self._rows(kind) if where(row))
        if not found and (doubt := self._doubt(kind)):
            raise Unseen(doubt)
        return found

    def one(self, kind: type[F], where: Callable[[F], bool] = lambda _: True) -> F:
        """The first row that matches.

        Raises:
            Unseen: as `some`, and also where no row matches although one must exist.
        """
        for row in self.some(kind, where):
            return row
        raise Unseen(Unlearnt(why=Why.SILENT, says=f"{kind.__name__}: no such row came back"))

    def name(self, role: str) -> str:
        """The username somebody gave for `setup`, `integration` or `installer`.

        Raises:
            Unseen: nobody named one.
        """
        for given in self.heard.names.get(role, ()):
            return given
        says = f"nobody told me who the {role} user of this org is"
        raise Unseen(Unlearnt(why=Why.UNNAMED, says=says))

    def asked(self, kind: type[Fact]) -> str:
        """What was put to the org for this fact, as it could be put again by hand."""
        answer = self.heard.answers.get(kind.__name__)
        return answer.asked if answer else ""

    def at(self, kind: type[Fact]) -> str:
        """When this fact was learnt (UTC, ISO 8601)."""
        answer = self.heard.answers.get(kind.__name__)
        return answer.at if answer else self.heard.identity.at

    def unlearnt(self, kind: type[Fact]) -> Unlearnt | None:
        """Why this fact as a whole was not learnt; None where it was."""
        try:
            self._rows(kind)
        except Unseen as unseen:
            return unseen.unlearnt
        return None if self._read[kind.__name__] else self._doubt(kind)

    def _rows(self, kind: type[F]) -> tuple[F, ...]:
        if kind.__name__ not in self._read:
            self._read[kind.__name__] = _understood(kind, self.heard.answers.get(kind.__name__))
        return self._read[kind.__name__]  # type: ignore[return-value]  # keyed by the kind itself

    def _doubt(self, kind: type[Fact]) -> Unlearnt | None:
        """What stands between an empty answer and "there is none"; None = proven absent."""
        shows = kind.question.shows
        if any(right in self.rights for right in shows):
            return None
        says = f"{kind.__name__}: nothing came back, and that proves nothing"
        return Unlearnt(why=Why.SILENT, says=says, grant=shows[0] if shows else "")


def _understood(kind: type[F], answer: Said | Refused | None) -> tuple[F, ...]:
    if answer is None:
        raise Unseen(Unlearnt(why=Why.UNASKED, says=f"{kind.__name__} was not asked in this run"))
    if isinstance(answer, Refused):
        raise Unseen(answer.unlearnt)
    cap = kind.question.cap
    if not answer.done or (cap and len(answer.rows) >= cap):
        raise Unseen(Unlearnt(why=Why.CUT, says=f"{kind.__name__}: the list came back cut"))
    try:
        return tuple(kind.model_validate(row) for row in answer.rows)
    except ValidationError as error:
        first = error.errors()[0]
        says = f"{kind.__name__}: {'.'.join(map(str, first['loc']))} has a form I do not know"
        raise Unseen(Unlearnt(why=Why.SHAPE, says=says)) from None


def agreed(found: Mapping[str, bool]) -> bool:
    """Whether independent answers about one thing say the same; `found` is witness → seen.

    Absence is believed only when every witness says it.

    Raises:
        Unseen: they contradict each other.
    """
    if len(set(found.values())) > 1:
        yes = ", ".join(name for name, seen in found.items() if seen)
        no = ", ".join(name for name, seen in found.items() if not seen)
        says = f"{yes} shows it and {no} does not: one of the two answers is not whole"
        raise Unseen(Unlearnt(why=Why.CONFLICT, says=says))
    return all(found.values())
