"""Sentences as their telling words, so that one said differently is still the same."""

import re
import tomllib
from importlib.resources import files

from intents.recognise.folded import fold

_TOLD = tomllib.loads((files("intents.recognise") / "wording.toml").read_text(encoding="utf-8"))
_SILENT = frozenset(map(fold, _TOLD["silent"]))
_SUBJECTS = frozenset(map(fold, _TOLD["subjects"]))
_PLAIN = frozenset(map(fold, _TOLD["plain"]))
_LABELS = frozenset(map(fold, _TOLD["labels"]))
_SAME = {fold(said): fold(meant) for meant, words in _TOLD["same"].items() for said in words}
_APART = re.compile(r"[^A-Za-z0-9]+")


def keywords(text: str) -> tuple[str, ...]:
    """The words of one of our own sentences that a paraphrase keeps, folded."""
    return tuple(filter(None, (word(fold(said)) for said in _APART.split(text))))


def word(folded: str) -> str:
    """One folded word as it is compared; "" = it tells nothing."""
    return "" if folded in _SILENT else _SAME.get(folded, folded)


def makes_a_subject(folded: str) -> bool:
    """Whether this word behind an everyday phrase makes it a subject and no error."""
    return folded in _SUBJECTS


def is_label(folded: str) -> bool:
    """Whether this word names nobody where a name could stand."""
    return folded in _LABELS or folded in _SILENT or folded in _PLAIN
