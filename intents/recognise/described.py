"""Descriptions in a text: as Salesforce writes them, or in other words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from intents.recognise.folded import Folded, is_camel
from intents.recognise.index import TEXTS, Text, Weight
from intents.recognise.spelling import Vocabulary
from intents.recognise.wording import word

_BETWEEN = 2  # words that may stand between two telling ones
_FAR = 24  # so many where the text has `…`
_FEW = 4  # with fewer telling words nothing may stand between them
_LEAST = 3  # with fewer telling words it has to be written as Salesforce writes it
_TELLING = 16  # letters: so long a text cannot be a part of other words
_CONDITION = re.compile(r"\b(?:if|when|unless)\b", re.IGNORECASE)
_CUT = "..."  # behind a word that a narrow column cut off
_STOPS = ".,;!?"
_WRITTEN = [(text.letters, text) for text in TEXTS if text.letters]
_VOCABULARY = Vocabulary({w for text in TEXTS for w in text.words})


def _by_rarest_word() -> dict[str, list[Text]]:
    """Each text that may be said in other words, under that word of it which the fewest have."""
    common = Counter(one for text in TEXTS for one in text.needs)
    found: dict[str, list[Text]] = defaultdict(list)
    for text in TEXTS:
        if len(text.words) >= (_LEAST if text.weight is not Weight.NAME else _LEAST - 1):
            found[min(text.words, key=lambda one: (common[one], one))].append(text)
    return dict(found)


_BY_WORD = _by_rarest_word()


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
    letters = folded.letters
    found = {
        one.text.text: one
        for wanted, text in _WRITTEN
        if wanted in letters and (one := _written(folded, text))
    }
    words, places = _telling(folded)
    where: dict[str, list[int]] = defaultdict(list)
    for index, telling in enumerate(words):
        where[telling].append(index)
    for rare in where.keys() & _BY_WORD.keys():
        for text in _BY_WORD[rare]:
            if text.text not in found and where.keys() >= text.needs:
                for first, last in _reworded(words, where[text.words[0]], text):
                    at, to = places[first][0], places[last][1]
                    if _whole(folded.text, at, to, text) and _in_one_go(folded, at, to, text):
                        found[text.text] = Told(text, at, to, reworded=True)
                        break
    return list(found.values())


def _written(folded: Folded, text: Text) -> Told | None:
    places = folded.find(text.letters, inside=len(text.letters) >= _TELLING)
    whole = (p for p in places if _whole(folded.text, p.at, p.to, text))
    return next((Told(text, place.at, place.to) for place in whole), None)


def _whole(paste: str, at: int, to: int, text: Text) -> bool:
    """Whether it is no part of a longer name, and no sentence ends in it that should not."""
    if paste[at - 1 : at] == "_" or paste[to : to + 1] == "_" or is_camel(paste[at:to]):
        return False
    if text.far:
        return not _CONDITION.search(paste, at, to)
    return all(paste.count(stop, at, to) <= text.text.count(stop) for stop in _STOPS)


def _in_one_go(folded: Folded, at: int, to: int, text: Text) -> bool:
    """Whether nothing stands between the words of a code's name: not `inactive for the user`."""
    return text.weight is not Weight.NAME or folded.count(at, to) == len(text.words)


def _telling(folded: Folded) -> tuple[list[str], list[tuple[int, int]]]:
    """The telling words of the text, misspelt ones mended, and where each stands."""
    words, places = [], []
    for said, span in zip(folded.words, folded.spans, strict=True):
        cut = len(said) >= _LEAST and folded.text.startswith(_CUT, span[1])
        if telling := _meant(_VOCABULARY.completed(said) if cut else said):
            words.append(telling)
            places.append(span)
    return words, places


@lru_cache(maxsize=1 << 15)
def _meant(said: str) -> str:
    telling = word(said)
    return word(_VOCABULARY.meant(telling)) if telling else ""


def _reworded(words: Sequence[str], begins: Sequence[int], text: Text) -> Iterator[tuple[int, int]]:
    """Where the words of a text stand in order, close together: the first and the last."""
    between = _BETWEEN if len(text.words) >= _FEW else 0
    for begin in begins:
        at = begin
        for index, one in enumerate(text.words[1:], 1):
            ahead = words[at + 1 : at + 2 + (_FAR if index in text.far else between)]
            if one not in ahead:
                break
            at += 1 + ahead.index(one)
        else:
            yield begin, at
