"""Whose word it is: Salesforce's, or that of another product that says the same."""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.resources import files

from intents.recognise.stranger import speaks, stranger

_TOLD = tomllib.loads((files("intents.recognise") / "products.toml").read_text(encoding="utf-8"))
_OURS: tuple[str, ...] = tuple(_TOLD["ours"])
_HISTORY: tuple[str, ...] = tuple(_TOLD["history"])
_NEAR: tuple[str, ...] = tuple(_TOLD["near"])
_OTHERS = tuple((name, word) for name, words in _TOLD["others"].items() for word in words)
_ASIDE = tuple((name, word) for name, words in _TOLD["aside"].items() for word in words)
_ALL = (*_OTHERS, *_ASIDE)
_THEIR_TEXTS = tuple((name, word) for name, words in _TOLD["texts"].items() for word in words)
_SHORT_NAME = 6  # a name so short may be a part of another word
#: How a name goes on in code: `ZohoOAuthException`, `xeroClient`.
_IN_CODE = ("oauth", "api", "client", "auth", "sdk", "error", "exception", "token", "login", "app")
#: `unrelated to Salesforce`, `not the CRM`.
_UNRELATED = re.compile(
    r"\b(?:unrelated to|not about|nothing to do with|not|instead of)(?: the)? $"
)
_FAR = 1 << 30
_VENDOR = ("6sense", "6 sense", "sixsense")
_PART = 48  # letters that may stand between a product and the one it is a part of here
#: `HubSpot in 6sense`, `the Marketo sync of 6sense`, `log in to 6sense`: it is only where it is.
_INSIDE = re.compile(
    rf"\b(?:{'|'.join(re.escape(word) for _, word in _OTHERS if word.isalpha())})"
    r"(?: \w+){0,2} (?:in|inside|within|of|for) $"
    r"|\b(?:log|logs|logging|login|logon|logged|sign|signing|sso)(?: in)? (?:to|into|for) $"
)
#: `the 6sense bot`: the vendor's, and nothing of Salesforce.
_BESIDES = re.compile(
    r"\w+(?: sense)?(?:'s)? (?:slack |teams |chrome |browser )?(?:chat)?(?:bot|extension)\b"
)


class Evidence:
    """What a text says about whose it is. Looked for only when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = text.lower()

    @cached_property
    def ours(self) -> list[int]:
        """Every place where Salesforce or 6sense is named."""
        lower = self._lower
        named = (at for word in _OURS if word in lower for at in _places(lower, word))
        return sorted(at for at in named if not self._is_only_where(at))

    def _is_only_where(self, at: int) -> bool:
        lower = self._lower
        if _UNRELATED.search(lower, max(0, at - _PART), at):
            return True
        vendor = lower.startswith(_VENDOR, at)
        inside = vendor and _INSIDE.search(lower, max(0, at - _PART), at)
        return bool(inside or (vendor and _BESIDES.match(lower, at, at + _PART)))

    @cached_property
    def others(self) -> list[tuple[int, str]]:
        """Every place where another product is named, or speaks in its own words."""
        lower = self._lower
        named = (
            (at, name)
            for name, word in (_OTHERS if self.ours else _ALL)
            if word in lower
            for at in _places(lower, word)
            if _whole(lower, at, word)
        )
        return sorted((*named, *self._their_texts))

    @cached_property
    def _their_texts(self) -> list[tuple[int, str]]:
        lower = self._lower
        said = ((name, words) for name, words in _THEIR_TEXTS if words in lower)
        return [(at, name) for name, words in said for at in _places(lower, words)]

    @cached_property
    def _where(self) -> list[int]:
        return [at for at, _ in self.others]

    def theirs(self, at: int) -> str:
        """The product whose word stands here, "" = Salesforce's or nobody's.

        The nearest name decides; where both are as near, it is ours.
        """
        away, index = _nearest(self._where, at)
        if away == _FAR or _nearest(self.ours, at)[0] <= away:
            return ""
        return self.others[index][1]

    def names_another(self, at: int, to: int) -> bool:
        """Whether a name that nobody knows says it, or stands beside it and ours nowhere."""
        if self.ours:
            return speaks(self._text, at)
        return stranger(self._text, at, to)

    @cached_property
    def history(self) -> bool:
        """Whether it is about a Login History."""
        return any(word in self._lower for word in _HISTORY)

    @cached_property
    def near(self) -> bool:
        """Whether it is about connecting a CRM, whoever's."""
        lower = self._lower
        return any(
            _whole(lower, at, word)
            for word in _NEAR
            if word in lower
            for at in _places(lower, word)
        )

    def foreign(self) -> str:
        """The first other product named where ours is not; "" = none, or ours is."""
        return "" if self.ours or not self.others else self.others[0][1]


def _places(text: str, word: str) -> Iterable[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _whole(text: str, at: int, word: str) -> bool:
    """Not a part of another word, which a long name cannot be."""
    end = at + len(word)
    if len(word) > _SHORT_NAME:
        return True
    if at and text[at - 1].isalnum() and word[0].isalnum():
        return False
    if not (word[-1].isalpha() and text[end : end + 1].isalpha()):
        return True
    return text.startswith(_IN_CODE, end)


def _nearest(places: Sequence[int], at: int) -> tuple[int, int]:
    """How far the nearest of these is, and which one."""
    after = bisect_left(places, at)
    near = [(abs(places[i] - at), i) for i in (after - 1, after) if 0 <= i < len(places)]
    return min(near, default=(_FAR, -1))
