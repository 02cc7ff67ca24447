"""Whether what is named is said to be so: or denied, over, or only supposed."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_TOLD = tomllib.loads((files("intents.recognise") / "stance.toml").read_text(encoding="utf-8"))
_LIGHT, _NEGATORS, _ENDED, _MENDED, _COPULAS, _SHOWN = (
    frozenset(_TOLD[name]) for name in ("light", "negators", "ended", "mended", "copulas", "shown")
)
_SUPPOSED = re.compile("|".join(_TOLD["supposed"]))
_AROUND = 120  # letters on each side that are read
_WORD = re.compile(r"[a-z0-9_']+|[^\sa-z0-9_'\"`()\[\]{}*]+")
_STOP = re.compile(r"[.!?;]\s|\n\s*\n|\bbut\b")


def denied(text: str, at: int, to: int) -> bool:
    """Whether the sentence around this stretch says that it is not so, or no more.

    >>> text = "login OK, no invalid_grant any more"
    >>> denied(text, text.index("invalid"), text.index(" any"))
    True
    """
    before, after = _sentence(text, at, to)
    words, behind = _WORD.findall(before)[::-1], _WORD.findall(after)
    return _is_denied(words, behind) or _is_over(words, behind)


def supposed(text: str, at: int, to: int) -> bool:
    """Whether the sentence around it only asks what would be if it were so."""
    before, after = _sentence(text, at, to)
    return bool(_SUPPOSED.search(before + " … " + after))


def _sentence(text: str, at: int, to: int) -> tuple[str, str]:
    before = _STOP.split(text[max(0, at - _AROUND) : at].lower())[-1]
    return before, _STOP.split(text[to : to + _AROUND].lower())[0]


def _is_denied(before: Iterable[str], after: list[str]) -> bool:
    """A negator before it, with nothing but light words between: `nobody has seen any …`."""
    first = next((word for word in before if word not in _LIGHT), "")
    return _negates(first) and "before" not in after[:2]


def _is_over(before: list[str], after: list[str]) -> bool:
    """`fixed the …` before it, or `… is gone` behind it."""
    rest = [word for word in before if word not in _LIGHT][:2]
    if rest and rest[0] in _MENDED and not any(map(_negates, rest[1:])):
        return True
    light = 0
    while light < len(after) and after[light] in _LIGHT:
        light += 1
    said, then = after[light : light + 1], after[light + 1 : light + 4]
    if not said:
        return False
    if _negates(said[0]):
        return any(word in _SHOWN for word in then) and not any(word in _ENDED for word in then)
    certain = said[0] in _ENDED
    return certain or (said[0] in _MENDED and any(word in _COPULAS for word in after[:light]))


def _negates(word: str) -> bool:
    return word in _NEGATORS or word.endswith("n't")
