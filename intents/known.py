"""What is proven. Raw answers (`Heard`) go in, typed facts come out.

A judge asks `Facts` and is answered only with what is proven; everything else raises `Unseen`,
which can only become `unknown` (the iron rule; *Silence is not absence*).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import ValidationError

from intents.fact import F, Fact, Heard, Refused, Said, Unlearnt, Unseen, Why
from intents.intent import Track
from intents.org.rights import label

_NO_SUCH_THING = frozenset({"INVALID_TYPE", "INVALID_FIELD"})


def about(kind: type[Fact]) -> str:
    """A fact in plain words."""
    return kind.about or kind.__name__


@dataclass(frozen=True)
class Facts:
    """Heard, understood.

    Attributes:
        heard: the raw answers.
        rights: the proven rights of the connected user, by API name.
        wanted: the facts this run asked for.
        track: which article the org is judged by; None before that is decided.
        missed: what decisive checks wanted and did not get; known once they have been judged.
        looked: the facts consulted so far, in order: the evidence of a finding.
    """

    heard: Heard
    rights: frozenset[str] = frozenset()
    wanted: tuple[type[Fact], ...] = ()
    track: Track | None = None
    missed: Mapping[type[Fact], Unlearnt] = field(default_factory=dict, compare=False)
    looked: dict[type[Fact], None] = field(default_factory=dict, compare=False)
    _read: dict[str, tuple[Fact, ...] | Unlearnt] = field(default_factory=dict, compare=False)

    def afresh(self) -> "Facts":
        """The same facts with nothing consulted yet."""
        return replace(self, looked={})

    def rows(self, kind: type[F], where: Callable[[F], bool] = lambda _: True) -> tuple[F, ...]:
        """The rows that match, of an answer that came whole. Says nothing about absence.

        Raises:
            Unseen: the org would not say.
        """
        self.looked[kind] = None
        rows = self._rows(kind)
        if isinstance(rows, Unlearnt):
            raise Unseen(rows)
        return tuple(row for row in rows if where(row))

    def some(self, kind: type[F], where: Callable[[F], bool] = lambda _: True) -> tuple[F, ...]:
        """The rows that match; `()` only where their absence is proven.

        Raises:
            Unseen: the org would not say, or said nothing and that proves nothing.
        """
        found = self.rows(kind, where)
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
        raise silent(f"{about(kind)}: no such row came back")

    def name(self, role: str) -> str:
        """The username somebody gave for `setup`, `integration` or `installer`.

        Raises:
            Unseen: nobody named one.
        """
        for given in self.heard.names.get(role, ()):
            return given
        says = f"nobody told me who the {role} user of this org is"
        raise Unseen(Unlearnt(why=Why.UNNAMED, says=says))

    def refused(self, kind: type[Fact]) -> Unlearnt | None:
        """The org's refusal to answer this question at all; None where it answered."""
        self.looked[kind] = None
        rows = self._rows(kind)
        return rows if isinstance(rows, Unlearnt) else None

    def unlearnt(self, kind: type[Fact]) -> Unlearnt | None:
        """Why this fact as a whole was not learnt; None where it was."""
        rows = self._rows(kind)
        if isinstance(rows, Unlearnt):
            return None if self._absent(kind, rows) else rows
        return None if rows else self._doubt(kind)

    def asked(self, kind: type[Fact]) -> str:
        """What was put to the org for this fact, as it could be put again by hand."""
        answer = self.heard.answers.get(kind.__name__)
        return answer.asked if answer else ""

    def at(self, kind: type[Fact]) -> str:
        """When this fact was learnt (UTC, ISO 8601)."""
        answer = self.heard.answers.get(kind.__name__)
        return (answer.at if answer else "") or self.heard.identity.at

    def _rows(self, kind: type[F]) -> tuple[F, ...] | Unlearnt:
        if kind.__name__ not in self._read:
            answer = self.heard.answers.get(kind.__name__)
            self._read[kind.__name__] = _understood(kind, answer, self.rights)
        return self._read[kind.__name__]  # type: ignore[return-value]  # keyed by the kind itself

    def _absent(self, kind: type[Fact], why: Unlearnt) -> bool:
        """Whether a refusal means that the thing does not exist, since its neighbour is read."""
        if kind.beside is None or why.code not in _NO_SUCH_THING:
            return False
        neighbour = self._rows(kind.beside)
        return not isinstance(neighbour, Unlearnt) or neighbour.why is Why.CUT

    def _doubt(self, kind: type[Fact]) -> Unlearnt | None:
        """What stands between an empty answer and "there is none"; None = proven absent."""
        shows = kind.question.shows
        if any(right in self.rights for right in shows):
            return None
        says = f"{about(kind)}: nothing came back, and that proves nothing"
        return Unlearnt(why=Why.SILENT, says=says, grant=label(shows[0]) if shows else "")


def _understood(
    kind: type[F], answer: Said | Refused | None, rights: frozenset[str]
) -> tuple[F, ...] | Unlearnt:
    if answer is None:
        return Unlearnt(why=Why.UNASKED, says=f"{about(kind)}: not asked in this run")
    if isinstance(answer, Refused):
        return _with_grant(kind, answer.unlearnt, rights)
    cap = kind.question.cap
    if not answer.done or (cap and len(answer.rows) >= cap):
        return Unlearnt(why=Why.CUT, says=f"{about(kind)}: the list came back cut")
    try:
        return tuple(kind.model_validate(row) for row in answer.rows)
    except ValidationError as error:
        first = error.errors()[0]
        says = f"{about(kind)}: {'.'.join(map(str, first['loc']))} has a form I do not know"
        return Unlearnt(why=Why.SHAPE, says=says)


def _with_grant(kind: type[Fact], why: Unlearnt, rights: frozenset[str]) -> Unlearnt:
    """A refusal for want of a right names the right, where the question knows it.

    One that the connected user has is not advised: it is not what is wanting.
    """
    question = kind.question
    known = {label(right): right in rights for right in (question.opens, *question.shows) if right}
    if why.why is not Why.RIGHT or not known:
        return why
    grant = why.grant or next(iter(known))
    held = [name for name, has in known.items() if has]
    if not held or grant not in known:
        return why.model_copy(update={"grant": grant})
    says = f"{why.says.rstrip('.')}, although the bot's user has {held[0]}"
    return why.model_copy(update={"why": Why.SILENT, "says": says, "grant": ""})


def agreed(found: Mapping[str, bool]) -> bool:
    """Whether independent answers about one thing say the same; `found` is witness → seen.

    Absence is believed only when every witness says it.

    Raises:
        Unseen: they contradict each other.
    """
    if len(set(found.values())) > 1:
        yes = ", ".join(name for name, seen in found.items() if seen)
        no = ", ".join(name for name, seen in found.items() if not seen)
        raise conflict(f"{yes}: there; {no}: not there. One of the answers is not whole")
    return all(found.values())


def conflict(says: str) -> Unseen:
    """Two answers that cannot both be whole."""
    return Unseen(Unlearnt(why=Why.CONFLICT, says=says))


def shapeless(says: str) -> Unseen:
    """A value of a form we do not know."""
    return Unseen(Unlearnt(why=Why.SHAPE, says=says))


def silent(says: str) -> Unseen:
    """An emptiness that proves nothing."""
    return Unseen(Unlearnt(why=Why.SILENT, says=says))
