"""Descriptions in a text: as Salesforce writes them, or in other words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from intents.recognise.folded import Folded
from intents.recognise.index import TEXTS, Text
from intents.recognise.spelling import Vocabulary
from intents.recognise.wording import word

_BETWEEN = 2  # words that may stand between two telling ones
_FEW = 4  # with fewer telling words nothing may stand between them
_VOCABULARY = Vocabulary({w for text in TEXTS for w in text.words})


@dataclass(frozen=True)
class Told:
    """A description, and the stretch of the text it takes up."""

    text: Text
    at: int
    to: int


def told(folded: Folded) -> list[Told]:
    """Every description in the text, once each, where it stands first."""
    exact = {one.text.text: one for text in TEXTS if (one := _written(folded, text))}
    words, places = _telling(folded)
    where: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(words):
        where[one].append(index)
    for text in TEXTS:
        if text.text not in exact and len(text.words) > 1 and all(w in where for w in text.words):
            if reach := _reworded(words, where[text.words[0]], text.words):
                exact[text.text] = Told(text, places[reach[0]][0], places[reach[1]][1])
    return list(exact.values())


def _written(folded: Folded, text: Text) -> Told | None:
    if text.letters not in folded.letters:
        return None
    return next((Told(text, place.at, place.to) for place in folded.find(text.letters)), None)


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
) -> tuple[int, int] | None:
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
            return begin, at
    return None
