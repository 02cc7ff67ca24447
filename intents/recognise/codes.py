"""Codes in a text: as they are written, with spaces for underscores, or misspelt."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from intents.error import Kind
from intents.recognise.folded import Folded, Place, fold
from intents.recognise.index import NAMED, Named
from intents.recognise.spelling import letters_in, within

_TOKEN = re.compile(r"[A-Za-z0-9_]{9,48}")
#: A code whose end a narrow column cut off; `…` is three dots by now.
_SHORTENED = re.compile(r"(?<![A-Za-z0-9_])((?=\w{10})[A-Za-z]+_\w{2,40})\.\.\.")
_PARTED = re.compile(r"[,;!?]|\.\s")
_LEAST_LOUD = 10  # letters of a word in capitals that may be a code without underscores
_MIDDLE, _LONG = 14, 20  # letters: from here on, two and three of them may be wrong
_PAGES = tuple((n.letters, n) for n in NAMED.values() if n.code.kind is Kind.PAGE)
_ANCHORS = tuple(map(fold, ("oauth", "oath", "ouath", "aouth", "oauht", "oatuh", "oauh", "auoth")))
_FUZZY = tuple(
    (letters, letters_in(letters), named)
    for letters, named in NAMED.items()
    if not named.code.exact
)


@dataclass(frozen=True)
class Seen:
    """A code where it stands.

    Attributes:
        loose: not written as the code is: spaces or nothing for underscores, or another case.
    """

    named: Named
    at: int
    to: int
    begin: int
    end: int
    loose: bool


def seen(folded: Folded) -> list[Seen]:
    """Every code in the text, in order; the longest where one is a part of another."""
    found = [*_exact(folded), *_misspelt(folded), *_shortened(folded), *_spaced(folded)]
    found.sort(key=lambda one: (one.begin, -one.end))
    kept: list[Seen] = []
    reached = -1
    for one in found:
        if one.end > reached:
            kept.append(one)
            reached = one.end
    return kept


def _exact(folded: Folded) -> Iterator[Seen]:
    for letters, named in NAMED.items():
        if letters in folded.letters:
            for place in folded.find(letters):
                if not _part_of_a_name(folded.text, place, named):
                    loose = _loose(folded.text[place.at : place.to], named)
                    yield Seen(named, place.at, place.to, place.begin, place.end, loose)


def _part_of_a_name(text: str, place: Place, named: Named) -> bool:
    """Whether it is of a longer name (`my_invalid_grant_handler`), or of two (`inactive, user`)."""
    if named.code.kind is Kind.PAGE:
        return False
    if _PARTED.search(text, place.at, place.to):
        return True
    before, after = text[place.at - 1 : place.at] if place.at else "", text[place.to : place.to + 1]
    beyond = text[place.to + 1 : place.to + 2]
    inside = after == "_" and beyond.isalnum()
    return inside or before == "_"


def _loose(written: str, named: Named) -> bool:
    code = named.code
    parts = code.text.count("_")
    marks = written.count("_") + (0 if code.exact else written.count("-"))
    if marks < parts or " " in written.strip() or "\n" in written:
        return parts > 0 or written.casefold() != code.text.casefold()
    return False


def _misspelt(folded: Folded) -> Iterator[Seen]:
    for token in _TOKEN.finditer(folded.text):
        written = token[0].strip("_")
        if "_" in written or (len(written) >= _LEAST_LOUD and written.isupper()):
            letters = fold(written)
            named = None if letters in NAMED else _nearest(letters)
            if named:
                first = folded.word_at(token.start() + token[0].index(written[0]))
                begin = folded.begins(first)
                yield Seen(
                    named, token.start(), token.end(), begin, begin + len(letters), loose=False
                )


def _shortened(folded: Folded) -> Iterator[Seen]:
    for part in _SHORTENED.finditer(folded.text) if "..." in folded.text else ():
        letters = fold(part[1])
        whole = [named for known, named in NAMED.items() if known.startswith(letters)]
        if letters not in NAMED and len({named.alone and named.alone.slug for named in whole}) == 1:
            begin = folded.begins(folded.word_at(part.start()))
            at, to, end = part.start(), part.end(1), begin + len(letters)
            yield Seen(whole[0], at, to, begin, end, loose=False)


@lru_cache(maxsize=8192)
def _nearest(letters: str) -> Named | None:
    """The code that was meant, if it is one code only."""
    bits, size = letters_in(letters), len(letters)
    for most in range(1, 4):
        near = {
            named.code.text: named
            for known, known_bits, named in _FUZZY
            if abs(len(known) - size) <= most <= _allowed(len(known))
            and (bits ^ known_bits).bit_count() <= 2 * most
            and within(letters, known, most)
        }
        if near:
            return next(iter(near.values())) if len(near) == 1 else None
    return None


def _allowed(size: int) -> int:
    if size >= _LONG:
        return 3
    return 2 if size >= _MIDDLE else 1


def _spaced(folded: Folded) -> Iterator[Seen]:
    """Page codes with spaces for underscores and mistakes: they all begin with OAUTH."""
    letters = folded.letters
    for anchor in _ANCHORS:
        for place in folded.find(anchor) if anchor in letters else ():
            window = letters[place.begin : place.begin + 32]
            reach = _page_code(window)
            if reach:
                named, size = reach
                end = place.begin + size
                yield Seen(named, place.at, folded.reaches(end), place.begin, end, loose=True)


@lru_cache(maxsize=4096)
def _page_code(window: str) -> tuple[Named, int] | None:
    for known, named in _PAGES:
        if window.startswith(known):
            return None  # exact: found already
        most = min(2, _allowed(len(known)) - 1)
        for size in range(len(known) - most, len(known) + most + 1):
            part = window[:size]
            near = (letters_in(part) ^ letters_in(known)).bit_count() <= 2 * most
            if len(part) == size and near and within(part, known, most):
                return named, size
    return None
