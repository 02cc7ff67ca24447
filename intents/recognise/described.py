"""Descriptions in a text: as Salesforce writes them, or in other words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from intents.recognise.folded import Folded
from intents.recognise.index import TEXTS, Text, Weight
from intents.recognise.spelling import Vocabulary
from intents.recognise.wording import word

_BETWEEN = 2  # words that may stand between two telling ones
_FEW = 4  # with fewer telling words nothing may stand between them
_LEAST = 3  # with fewer telling words it has to be written as Salesforce writes it
_TELLING = 16  # letters: so long a text cannot be a part of other words
_STOPS = ".,;!?"
_VOCABULARY = Vocabulary({w for text in TEXTS for w in text.words})


@dataclass(frozen=True)
class Told:
    """A description, and the stretch of the text it takes up.

    Attributes:
        reworded: not written as Salesforce writes it.
    """

    text: Text
    at: int
    to: int
    reworded: bool = False


def told(folded: Folded) -> list[Told]:
    """Every description in the text, once each, where it stands first."""
    found = {one.text.text: one for text in TEXTS for one in _written(folded, text)}
    words, places = _telling(folded)
    where: dict[str, list[int]] = defaultdict(list)
    for index, telling in enumerate(words):
        where[telling].append(index)
    for text in TEXTS:
        if text.text in found or not _may_be_reworded(text) or not where.keys() >= text.needs:
            continue
        for first, last in _reworded(words, where[text.words[0]], text.words):
            at, to = places[first][0], places[last][1]
            if _whole(folded.text, at, to, text):
                found[text.text] = Told(text, at, to, reworded=True)
                break
    return list(found.values())


def _written(folded: Folded, text: Text) -> Iterator[Told]:
    if text.letters and text.letters in folded.letters:
        for place in folded.find(text.letters, inside=len(text.letters) >= _TELLING):
            if _whole(folded.text, place.at, place.to, text):
                yield Told(text, place.at, place.to)
                return


def _may_be_reworded(text: Text) -> bool:
    return len(text.words) >= (_LEAST if text.weight is not Weight.NAME else _LEAST - 1)


def _whole(paste: str, at: int, to: int, text: Text) -> bool:
    """Whether it is no part of a longer name, and no sentence ends in it that should not."""
    if paste[at - 1 : at] == "_" or paste[to : to + 1] == "_":
        return False
    return all(paste.count(stop, at, to) <= text.text.count(stop) for stop in _STOPS)


def _telling(folded: Folded) -> tuple[list[str], list[tuple[int, int]]]:
    """The telling words of the text, misspelt ones mended, and where each stands."""
    words, places = [], []
    meant = _VOCABULARY.meant
    for said, span in zip(folded.words, folded.spans, strict=True):
        if telling := word(said):
            words.append(word(meant(telling)))
            places.append(span)
    return words, places


def _reworded(
    words: Sequence[str], begins: Sequence[int], wanted: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Where the wanted words stand in order, close together: the first and the last."""
    between = _BETWEEN if len(wanted) >= _FEW else 0
    for begin in begins:
        at = begin
        for one in wanted[1:]:
            ahead = words[at + 1 : at + 2 + between]
            if one not in ahead:
                break
            at += 1 + ahead.index(one)
        else:
            yield begin, at
