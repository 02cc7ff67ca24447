"""Which errors a paste speaks of, in order of appearance. Pure, linear, never raises.

A code that only Salesforce uses counts by itself. A code that other products use too counts where
Salesforce or 6sense is nearer than they are, or where one of Salesforce's own descriptions stands
beside it. What nobody claims counts only where the paste is little more than the code.
"""

from dataclasses import dataclass

from intents.error import Error, Kind
from intents.recognise.codes import Seen, seen
from intents.recognise.described import Told, told
from intents.recognise.evidence import Evidence
from intents.recognise.folded import Folded
from intents.recognise.index import Weight
from intents.recognise.plain import plain

_LITTLE = 16  # words beside a shared code in a paste that is about nothing else
_FEW = 5  # the same beside a text that many products could say


@dataclass(frozen=True)
class Found:
    """An error, where it stands first, and the codes and texts of it that were read."""

    error: Error
    at: int
    read: tuple[str, ...]


@dataclass(frozen=True)
class Foreign:
    """A code that is another product's here, or nobody's that could be named ("")."""

    code: str
    product: str


@dataclass(frozen=True)
class Recognised:
    """What a paste speaks of, and what only looks like it."""

    found: tuple[Found, ...]
    foreign: tuple[Foreign, ...]


def recognise(text: str) -> Recognised:
    """Read a paste; its secrets should have been cut before."""
    return _Reading(Folded(plain(text))).result()


class _Reading:
    """One paste, read once: texts first, since they say which error a shared code means."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._evidence = Evidence(folded.text)
        self._codes = seen(folded)
        self._reads: dict[str, list[tuple[int, str]]] = {}
        self._errors: dict[str, Error] = {}
        self._foreign: dict[str, str] = {}

    def result(self) -> Recognised:
        for one in _outermost([one for one in told(self._folded) if self._means(one)]):
            self._read(one.text.error, one.at, one.text.text)
        for code in self._codes:
            self._name(code)
        found = [self._found(slug, reads) for slug, reads in self._reads.items()]
        foreign = tuple(Foreign(code, product) for code, product in self._foreign.items())
        return Recognised(tuple(sorted(found, key=lambda one: one.at)), foreign)

    def _found(self, slug: str, reads: list[tuple[int, str]]) -> Found:
        inorder = sorted(reads)
        return Found(
            self._errors[slug], inorder[0][0], tuple(dict.fromkeys(text for _, text in inorder))
        )

    def _read(self, error: Error, at: int, text: str) -> None:
        self._errors[error.slug] = error
        self._reads.setdefault(error.slug, []).append((at, text))

    def _means(self, one: Told) -> bool:
        """Whether a description counts."""
        weight = one.text.weight
        if weight is Weight.ALONE:
            return True
        if self._has_code(one.text.error):
            return not self._evidence.theirs(one.at)
        if weight is Weight.CODE:
            return False
        return self._is_ours(one.at, len(one.text.words) + _FEW)

    def _has_code(self, error: Error) -> bool:
        names = {code.text.casefold() for code in error.codes if code.kind is not Kind.STATUS}
        return any(code.named.code.text.casefold() in names for code in self._codes)

    def _name(self, code: Seen) -> None:
        """Add what a code means here, if it is ours."""
        described = [e for e in code.named.described if e.slug in self._reads]
        text = code.named.code.text
        if described:
            for error in described:
                self._read(error, code.at, text)
        elif error := code.named.alone:
            if self._counts(code, error):
                self._read(error, code.at, text)
            elif not (code.loose and code.named.code.exact):
                self._foreign.setdefault(text, self._evidence.theirs(code.at))

    def _counts(self, code: Seen, error: Error) -> bool:
        known = code.named.code
        if known.kind is Kind.PAGE or error.slug in self._reads:
            return True
        if known.exact and code.loose:
            return False
        if known.shared or code.loose:
            return self._is_ours(code.at, _LITTLE + known.text.count("_") + 1)
        return not (self._evidence.foreign() and self._evidence.theirs(code.at))

    def _is_ours(self, at: int, little: int) -> bool:
        """Whether Salesforce is the subject there, or nobody is and there is little else."""
        if self._evidence.theirs(at):
            return False
        return bool(self._evidence.ours) or len(self._folded.words) <= little


def _outermost(texts: list[Told]) -> list[Told]:
    """Without those that are a part of another."""
    kept, reached = [], -1
    for one in sorted(texts, key=lambda one: (one.at, -one.to)):
        if one.to > reached:
            kept.append(one)
            reached = one.to
    return kept
