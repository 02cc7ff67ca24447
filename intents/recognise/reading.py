"""One paste, read: texts first, since they say which error a shared code means."""

from collections.abc import Iterable
from dataclasses import dataclass

from intents.error import Error
from intents.recognise.codes import Seen, seen
from intents.recognise.described import Told, told
from intents.recognise.evidence import Evidence
from intents.recognise.folded import Folded
from intents.recognise.weighing import Weighing, names


@dataclass(frozen=True)
class Found:
    """An error, where it stands first, and the codes and texts of it that were read."""

    error: Error
    at: int
    read: tuple[str, ...]


@dataclass(frozen=True)
class Foreign:
    """A code that is another product's here; "" = nobody's that could be named."""

    code: str
    product: str


@dataclass(frozen=True)
class Recognised:
    """What a paste speaks of, what only looks like it, and what it says not to be so."""

    found: tuple[Found, ...]
    foreign: tuple[Foreign, ...]
    denied: tuple[str, ...] = ()


class Reading:
    """A plain text and what was read in it so far."""

    def __init__(self, text: str) -> None:
        self._folded = Folded(text)
        self._evidence = Evidence(text)
        self._codes = seen(self._folded)
        self._weighing = Weighing(self._folded, self._codes, self._evidence)
        self._reads: dict[str, list[tuple[int, str]]] = {}
        self._errors: dict[str, Error] = {}
        self._foreign: dict[str, str] = {}
        self._denied: dict[str, Error | None] = {}

    def result(self) -> Recognised:
        """Everything that was recognised."""
        texts = _outermost(one for one in told(self._folded) if self._weighing.means(one))
        for text in texts:
            self._read(text.text.error, text.at, text.text.text)
        for code in self._codes:
            if not (code.loose and any(_within(code, text) for text in texts)):
                self._name(code, texts)
        found = [self._found(slug, reads) for slug, reads in self._reads.items()]
        found = [one for one in found if not self._is_covered(one)]
        foreign = tuple(Foreign(code, product) for code, product in self._foreign.items())
        denied = (
            text for text, error in self._denied.items() if error not in self._errors.values()
        )
        return Recognised(tuple(sorted(found, key=lambda one: one.at)), foreign, tuple(denied))

    def _found(self, slug: str, reads: list[tuple[int, str]]) -> Found:
        texts = dict.fromkeys(text for _, text in sorted(reads))
        return Found(self._errors[slug], min(reads)[0], tuple(texts))

    def _is_covered(self, one: Found) -> bool:
        """Whether it is only what another error's own text says in passing."""
        passing = set(one.read) <= set(one.error.may_say)
        return passing and any(one.error.slug in other.covers for other in self._errors.values())

    def _read(self, error: Error, at: int, text: str) -> None:
        self._errors[error.slug] = error
        self._reads.setdefault(error.slug, []).append((at, text))

    def _name(self, code: Seen, texts: Iterable[Told]) -> None:
        """Add what a code means here, if it is ours."""
        text, alone = code.named.code.text, code.named.alone
        if code.loose and alone and alone in self._denied.values():
            return  # what is only talked about is so by its other names too
        if self._weighing.is_no_claim(code):
            if not code.loose:
                self._denied.setdefault(text, alone)
            return
        described = [error for error in code.named.described if error.slug in self._reads]
        for error in described:
            self._read(error, code.at, text)
        if alone and not described and not self._weighing.is_explained(code, texts):
            if alone.slug in self._reads or self._weighing.counts(code):
                self._read(alone, code.at, text)
            elif (product := self._evidence.theirs(code.at)) or not code.loose:
                self._foreign.setdefault(text, product)


def _within(code: Seen, text: Told) -> bool:
    """Whether what looks like a code is only a part of another error's description."""
    inside = text.at <= code.at and code.to <= text.to
    return inside and not names(text.text.error, code)


def _outermost(texts: Iterable[Told]) -> list[Told]:
    """Without those that are a part of another."""
    kept, reached = [], -1
    for one in sorted(texts, key=lambda one: (one.at, -one.to, -len(one.text.words))):
        if one.to > reached:
            kept.append(one)
            reached = one.to
    return kept
