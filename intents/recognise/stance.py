"""Whether what is named is said to be so: or denied, over, or only supposed."""

import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files

_TOLD = tomllib.loads((files("intents.recognise") / "stance.toml").read_text(encoding="utf-8"))
_LIGHT, _NEGATORS, _ENDED, _MENDED, _COPULAS, _SHOWN, _HANDLED = (
    frozenset(_TOLD[name])
    for name in ("light", "negators", "ended", "mended", "copulas", "shown", "handled")
)
_SUPPOSED = re.compile("|".join(_TOLD["supposed"]))
_GENERAL = re.compile(rf"(?:{'|'.join(_TOLD['general'])})(?!.*\bwhy\b)")
_WELL = re.compile("|".join(_TOLD["well"]))
_ON = re.compile(_TOLD["on"])
_COMPARED = re.compile(_TOLD["compared"])
_AROUND = 120  # letters on each side that are read
_SHORTLY = 40  # letters before it, where a word is about it and not about something else
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
    return _is_denied(words, behind) or _is_over(words, behind) or _ends_well(text, to)


def supposed(text: str, at: int, to: int) -> bool:
    """Whether the sentence around it only asks what would be if it were so."""
    before, after = _sentence(text, at, to)
    return bool(_SUPPOSED.search(before + " … " + after))


def general(text: str, at: int, to: int) -> bool:
    """Whether the sentence before it speaks of a rule, a wish or a number, and of no event."""
    return bool(_GENERAL.search(_sentence(text, at, to)[0][-_SHORTLY:]))


def compared(text: str, at: int) -> bool:
    """Whether a program compares something with it: `if error == "…"`."""
    return bool(_COMPARED.search(text[max(0, at - _AROUND) : at].lower()))


def handled(text: str, at: int, to: int) -> bool:
    """Whether somebody works on a program that meets it.

    >>> text = "I wrote a handler for invalid_grant"
    >>> handled(text, text.index("invalid"), len(text))
    True
    """
    words = _WORD.findall(_sentence(text, at, to)[0])[::-1]
    return next((word for word in words if word not in _LIGHT), "") in _HANDLED


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


def _ends_well(text: str, to: int) -> bool:
    """`…, works again`, and the text is at its end."""
    rest = text[to : to + _AROUND].lower()
    found = None if len(text) > to + _AROUND else _WELL.search(rest)
    return found is not None and not _ON.search(rest)


def _negates(word: str) -> bool:
    return word in _NEGATORS or word.endswith("n't")
