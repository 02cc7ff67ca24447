"""A text as letters only, so that spaces, dots and damage by scanners do not matter.

`0` and `o`, `1`, `i` and `l`, `5` and `s`, `rn` and `m` look alike on a screenshot: they are one
letter here, in the text and in what is looked for.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_ALIKE = str.maketrans(
    {**dict(zip(_UPPER, _LOWER, strict=True)), "I": "l", "i": "l", "0": "o", "1": "l", "5": "s"}
)
_WORD = re.compile(r"[a-z0-9]+")
_CAMEL = re.compile(r"[a-z][A-Z]")


def fold(text: str) -> str:
    """Letters and digits only, look-alikes as one.

    >>> fold("0AUTH_APP B1ocked") == fold("oauth_app_blocked")
    True
    """
    return "".join(_WORD.findall(text.translate(_ALIKE))).replace("rn", "m")


def is_camel(written: str) -> bool:
    """Whether it is written as a class is: `SalesforceAuthenticationFailed`."""
    return written.isalnum() and bool(_CAMEL.search(written))


@dataclass(frozen=True)
class Place:
    """Where something was found: in the letters, and in the text."""

    begin: int
    end: int
    at: int
    to: int


class Folded:
    """A text and its letters, with the way back from one to the other.

    Attributes:
        text: the plain text.
        words: its words, folded; an underscore parts words.
        letters: all words, joined.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text.translate(_ALIKE))]
        self.spans = [(begin, end) for begin, end, _ in found]
        self.words = [word.replace("rn", "m") for _, _, word in found]
        self.letters = "".join(self.words)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each word begins in the letters, and where the last one ends."""
        return [0, *accumulate(map(len, self.words))]

    def find(self, letters: str, *, inside: bool = False) -> Iterator[Place]:
        """Every place where these letters stand: as whole words, or `inside` others too."""
        starts = self._starts
        begin = self.letters.find(letters)
        while begin >= 0:
            end = begin + len(letters)
            first, last = bisect_right(starts, begin) - 1, bisect_left(starts, end) - 1
            if inside or (starts[first] == begin and starts[last + 1] == end):
                yield Place(begin, end, self.spans[first][0], self.spans[last][1])
            begin = self.letters.find(letters, begin + 1)

    def count(self, at: int, to: int) -> int:
        """How many words stand there."""
        return bisect_left(self.spans, (to, 0)) - bisect_left(self.spans, (at, 0))

    def word_at(self, at: int) -> int:
        """The index of the word that stands at this place of the text."""
        return max(0, bisect_right(self.spans, (at, len(self.text))) - 1)

    def reaches(self, end: int) -> int:
        """Where the word that holds the letter before this one ends in the text."""
        return self.spans[bisect_left(self._starts, end) - 1][1]

    def next_word(self, to: int) -> str:
        """The folded word behind this place of the text, if nothing but a blank parts them."""
        index = bisect_left(self.spans, (to, 0))
        if index == len(self.spans) or self.text[to : self.spans[index][0]] != " ":
            return ""
        return self.words[index]

    def begins(self, index: int) -> int:
        """Where this word begins in the letters."""
        return self._starts[index]
