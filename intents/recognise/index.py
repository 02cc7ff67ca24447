"""What is looked for, made once from the catalogue."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate, chain

from intents.error import Code, Error, Kind
from intents.errors import ERRORS
from intents.recognise.folded import fold
from intents.recognise.wording import keywords

_ELLIPSIS = "…"
_FAILED = "Failed: "  # people leave it out
_EVERYDAY = 2  # telling words


class Weight(Enum):
    """How much a text proves by itself."""

    ALONE = "alone"
    OURS = "ours"  # where Salesforce or 6sense is the subject
    HISTORY = "history"  # where a Login History is
    CODE = "code"  # beside one of its codes
    NAME = "name"  # the words of a code, some of them misspelt


@dataclass(frozen=True)
class Named:
    """A code, and what it means: alone, or with one of several descriptions."""

    code: Code
    letters: str
    alone: Error | None
    described: tuple[Error, ...]


@dataclass(frozen=True)
class Text:
    """A text that means an error.

    Attributes:
        letters: as it is written, "" = never literally.
        words: its telling words.
        far: the words of these places may stand a good deal behind the word before: `…` was there.
    """

    text: str
    error: Error
    weight: Weight
    letters: str
    words: tuple[str, ...]
    needs: frozenset[str]
    far: frozenset[int] = frozenset()


def _named() -> dict[str, Named]:
    every: dict[str, list[tuple[Code, Error]]] = defaultdict(list)
    for error in ERRORS.values():
        for code in error.codes:
            if code.kind is not Kind.STATUS:
                every[fold(code.text)].append((code, error))
    made = {}
    for letters, known in every.items():
        alone = next(((code, error) for code, error in known if not code.described), None)
        code = alone[0] if alone else known[0][0]
        described = tuple(error for code, error in known if code.described)
        made[letters] = Named(code, letters, alone[1] if alone else None, described)
    return made


def _texts() -> list[Text]:
    made = []
    for error in ERRORS.values():
        statuses = [code for code in error.codes if code.kind is Kind.STATUS]
        said = [(code.text, Weight.OURS if code.shared else Weight.ALONE) for code in statuses]
        said += [_without_failed(code) for code in statuses if code.text.startswith(_FAILED)]
        said += [(text, Weight.ALONE) for text in error.says]
        said += [(text, Weight.OURS) for text in error.may_say]
        said += [(text, Weight.CODE) for text in error.with_its_code]
        made += [_text(text, error, weight) for text, weight in said]
        made += [_name(code, error) for code in error.codes if _spoken(code)]
    return made


def _without_failed(code: Code) -> tuple[str, Weight]:
    """A status as people tell it; two words of it are everyday words outside a Login History."""
    rest = code.text.removeprefix(_FAILED)
    return rest, Weight.OURS if len(keywords(rest)) > _EVERYDAY else Weight.HISTORY


def _spoken(code: Code) -> bool:
    """Whether people say it with spaces: then its words may be misspelt one by one."""
    few = 1 if code.kind is Kind.WIRE else 2  # two words of an API code are everyday words
    return not (code.exact or code.described) and code.text.count("_") >= few


def _name(code: Code, error: Error) -> Text:
    words = keywords(code.text)
    return Text(code.text, error, Weight.NAME, "", words, frozenset(words))


def _text(text: str, error: Error, weight: Weight) -> Text:
    parts = [keywords(part) for part in text.split(_ELLIPSIS)]
    words = tuple(chain.from_iterable(parts))
    far = frozenset(accumulate(map(len, parts[:-1])))
    letters = "" if far else fold(text)
    return Text(text, error, weight, letters, words, frozenset(words), far)


#: Every code by its letters.
NAMED = _named()
#: Every text, the longest first: a part of it is not a find of its own.
TEXTS = sorted(_texts(), key=lambda text: -len(text.letters))
