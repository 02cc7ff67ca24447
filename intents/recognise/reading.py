"""One paste, read: texts first, since they say which error a shared code means."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from intents.error import Error, Kind
from intents.recognise.codes import Seen, seen
from intents.recognise.described import Told, told
from intents.recognise.evidence import Evidence
from intents.recognise.folded import Folded, fold, is_camel
from intents.recognise.index import Weight
from intents.recognise.stance import denied, supposed
from intents.recognise.wording import is_label, makes_a_subject

#: How many words may stand beside what nobody claims, in a paste that is about nothing else.
_BESIDE_A_CODE = 16
_BESIDE_AN_EVERYDAY_WORD = 3
_BESIDE_A_TEXT = 5
_SHORT, _EVERYDAY = 2, 3  # telling words of what people say of other things too; reworded
_MORE = 2  # times as many where it is about connecting a CRM
_LIST = 3  # so many shared codes together are a list of codes, not an error
_DESCRIPTION = fold("error_description")  # one that is not known is somebody else's
_NEAR = 60  # letters between a code and its own description, at most
#: What stands between a code and its own description.
_OWN = re.compile(
    r"[^\w\n•]*\n?[^\w\n•]*"
    r"(?:(?:exception|error)?_?message|error_?description|description|faultstring|says)?[^\w\n•]*",
    re.IGNORECASE,
)


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
    """What a paste speaks of, and what only looks like it."""

    found: tuple[Found, ...]
    foreign: tuple[Foreign, ...]


class Reading:
    """A plain text and what was read in it so far."""

    def __init__(self, text: str) -> None:
        self._folded = Folded(text)
        self._evidence = Evidence(text)
        self._codes = seen(self._folded)
        self._ends = [code.to for code in self._codes]
        self._reads: dict[str, list[tuple[int, str]]] = {}
        self._errors: dict[str, Error] = {}
        self._foreign: dict[str, str] = {}

    def result(self) -> Recognised:
        """Everything that was recognised."""
        texts = _outermost(one for one in told(self._folded) if self._means(one))
        for text in texts:
            self._read(text.text.error, text.at, text.text.text)
        for code in self._codes:
            if not (code.loose and any(_within(code, text) for text in texts)):
                self._name(code)
        found = [self._found(slug, reads) for slug, reads in self._reads.items()]
        found = [one for one in found if not self._is_covered(one)]
        foreign = tuple(Foreign(code, product) for code, product in self._foreign.items())
        return Recognised(tuple(sorted(found, key=lambda one: one.at)), foreign)

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

    def _means(self, one: Told) -> bool:
        """Whether a description counts."""
        error, weight = one.text.error, one.text.weight
        if self._is_of_another_code(one) or self._is_no_claim(one):
            return False
        if weight is Weight.OURS and makes_a_subject(self._folded.next_word(one.to)):
            return False
        if weight is Weight.NAME and error.codes[0].kind is not Kind.PAGE:
            return self._is_ours(one, len(one.text.words) + _BESIDE_AN_EVERYDAY_WORD)
        everyday = one.reworded and weight is Weight.ALONE and len(one.text.words) <= _EVERYDAY
        if weight in (Weight.ALONE, Weight.NAME) and not everyday:
            return not (one.reworded and self._evidence.theirs(one.at))
        if any(_names(error, code) for code in self._codes):
            return not self._evidence.theirs(one.at)
        known = weight is not Weight.CODE and self._is_alone(one.text.words)
        return known and self._is_ours(one, len(one.text.words) + _BESIDE_A_TEXT)

    def _is_of_another_code(self, one: Told) -> bool:
        """Whether it is a part of a code, or stands behind one as that code's description."""
        index = bisect_right(self._ends, one.at) - 1
        around = self._codes[index + 1] if index + 1 < len(self._codes) else None
        if around and around.at <= one.at and one.to <= around.to:
            return one.text.weight is Weight.NAME or not _names(one.text.error, around)
        if index < 0 or one.at - self._ends[index] > _NEAR:
            return False
        if not _OWN.fullmatch(self._folded.text, self._ends[index], one.at):
            return False
        code = self._codes[index]
        certain = not (code.loose or code.named.code.shared)
        return certain and not _names(one.text.error, code)

    def _name(self, code: Seen) -> None:
        """Add what a code means here, if it is ours."""
        text = code.named.code.text
        if self._is_no_claim(code):
            return
        described = [error for error in code.named.described if error.slug in self._reads]
        for error in described:
            self._read(error, code.at, text)
        if (alone := code.named.alone) and not described:
            if self._counts(code, alone):
                self._read(alone, code.at, text)
            elif (product := self._evidence.theirs(code.at)) or not code.loose:
                self._foreign.setdefault(text, product)

    def _is_no_claim(self, one: Seen | Told) -> bool:
        """Whether it is said not to be so, or only thought of."""
        text = self._folded.text
        return denied(text, one.at, one.to) or supposed(text, one.at, one.to)

    def _counts(self, code: Seen, error: Error) -> bool:
        known = code.named.code
        if known.kind is Kind.PAGE or error.slug in self._reads:
            return True
        if code.loose and (known.exact or makes_a_subject(self._folded.next_word(code.to))):
            return False
        beside = _BESIDE_AN_EVERYDAY_WORD if known.exact or code.loose else _BESIDE_A_CODE
        if code.loose and is_camel(self._folded.text[code.at : code.to]):
            return bool(self._evidence.ours) and not self._evidence.theirs(code.at)
        if known.shared or code.loose:
            return self._is_ours(code, beside + known.text.count("_") + 1)
        return not (self._evidence.foreign() and self._evidence.theirs(code.at))

    def _is_alone(self, said: Sequence[str]) -> bool:
        """Whether a text of so few telling words has next to none beside it, or is ours."""
        if len(said) > _SHORT or self._evidence.ours or self._evidence.near:
            return True
        return _telling(self._folded.words) <= _telling(said) + 1

    def _is_ours(self, one: Seen | Told, little: int) -> bool:
        """Whether Salesforce is the subject there, or nobody is and there is little else."""
        if self._evidence.theirs(one.at) or self._evidence.names_another(one.at, one.to):
            return False
        if self._evidence.ours:
            return True
        little *= _MORE if self._evidence.near else 1
        few = len(self._folded.words) <= little and self._shared < _LIST
        return few and _DESCRIPTION not in self._folded.letters

    @cached_property
    def _shared(self) -> int:
        """How many different codes of it other products use too."""
        return len({code.named.letters for code in self._codes if code.named.code.shared})


def _telling(words: Sequence[str]) -> int:
    return sum(not is_label(one) for one in words)


def _names(error: Error, code: Seen) -> bool:
    """Whether a code is one of an error's."""
    return error is code.named.alone or error in code.named.described


def _within(code: Seen, text: Told) -> bool:
    """Whether what looks like a code is only a part of another error's description."""
    inside = text.at <= code.at and code.to <= text.to
    return inside and not _names(text.text.error, code)


def _outermost(texts: Iterable[Told]) -> list[Told]:
    """Without those that are a part of another."""
    kept, reached = [], -1
    for one in sorted(texts, key=lambda one: (one.at, -one.to, -len(one.text.words))):
        if one.to > reached:
            kept.append(one)
            reached = one.to
    return kept
