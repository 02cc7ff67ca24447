"""How far two words are apart, and which known one was meant. Bounded, so it stays quick."""

from collections.abc import Iterable, Iterator


def within(one: str, other: str, most: int) -> bool:
    """Whether at most `most` letters were added, lost, changed or swapped.

    >>> within("oauthappblocked", "ouathapblocked", 2)
    True
    """
    if abs(len(one) - len(other)) > most:
        return False
    far = most + 1
    before: list[int] = []
    row = [at if at <= most else far for at in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        low, high = max(1, i - most), min(len(other), i + most)
        new = [far] * (len(other) + 1)
        new[0] = i if i <= most else far
        for j in range(low, high + 1):
            cost = min(row[j - 1] + (letter != other[j - 1]), row[j] + 1, new[j - 1] + 1)
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]
            new[j] = min(cost, before[j - 2] + 1) if swapped else cost
        if min(new) > most:
            return False
        before, row = row, new
    return row[-1] <= most


def letters_in(word: str) -> int:
    """The set of letters of a folded word, as bits: a quick look before a careful one."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


def shortened(word: str) -> Iterator[str]:
    """The word with each of its letters left out."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


_ENDINGS = frozenset({"", "e", "s", "es", "er", "ers", "lng"})  # "ing", folded


class Vocabulary:
    """Known words, and which of them a misspelt one was meant to be: at most one letter off.

    `expires` is not a misspelt `expired`: another ending is another word.
    """

    def __init__(self, words: Iterable[str], *, shortest: int = 5) -> None:
        self._shortest = shortest
        self._words = {word: word for word in words}
        long = [word for word in self._words if len(word) >= shortest]
        self._shortened: dict[str, str] = {}
        for word in long:
            for less in shortened(word):
                self._shortened.setdefault(less, word)
        self._long = set(long)

    def meant(self, word: str) -> str:
        """The known word, or the word itself."""
        if word in self._words or not self._shortest - 1 <= len(word) <= 24:  # noqa: PLR2004 -- longer than any known
            return word
        near = self._near(word)
        stem = near.removesuffix("ed")
        other_ending = stem != near and word.startswith(stem) and word[len(stem) :] in _ENDINGS
        return word if other_ending else near

    def completed(self, part: str) -> str:
        """The only known word that begins so, or the part itself."""
        whole = [word for word in self._long if word.startswith(part)]
        return whole[0] if len(whole) == 1 else part

    def _near(self, word: str) -> str:
        if near := self._shortened.get(word, ""):
            return near
        for less in shortened(word):
            if less in self._long:
                return less
            near = self._shortened.get(less, "")
            if near and within(word, near, 1):
                return near
        return word
