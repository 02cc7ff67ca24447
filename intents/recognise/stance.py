"""Whether what is named is said to be so: or denied, over, or only supposed."""

import re
import tomllib
from functools import cached_property
from importlib.resources import files

_TOLD = tomllib.loads((files("intents.recognise") / "stance.toml").read_text(encoding="utf-8"))
_LIGHT, _NEGATORS, _SINCE, _ENDED, _MENDED, _COPULAS, _SHOWN, _HANDLED, _CONDITION = (
    frozenset(_TOLD[name])
    for name in (
        *("light", "negators", "since", "ended", "mended", "copulas", "shown", "handled"),
        "condition",
    )
)
_SUPPOSED = re.compile("|".join(_TOLD["supposed"]))
_GENERAL = re.compile(rf"(?:{'|'.join(_TOLD['general'])})(?!.*\bwhy\b)")
_WELL = re.compile("|".join(_TOLD["well"]))
_ON = re.compile(_TOLD["on"])
_COMPARED = re.compile(_TOLD["compared"])
_WONDERED = re.compile(_TOLD["wondered"])
_WORKED = re.compile("|".join(_TOLD["worked"]))
_UNHANDLED = re.compile(_TOLD["unhandled"])
_TOPICS = re.compile(rf"\W*(?:{'|'.join(_TOLD['topics'])})\b[^:\n]{{0,40}}[:\n]", re.IGNORECASE)
_MET = re.compile(_TOLD["met"])
_IN_VAIN = re.compile(_TOLD["unseen"])
_AFTER_ALL = re.compile(_TOLD["after_all"])
#: `if they froze it`, but not `if I click`: that was done.
_IF = re.compile(
    r"\bif\b(?! (?:i|we|you|they|he|she) (?:click|press|connect|log|sign|open|try|retry|go)\b)"
    r"(?!.*\bwhy\b)"
)
_AROUND = 120  # letters on each side that are read
_SHORTLY = 40  # letters before it, where a word is about it and not about something else
_WORD = re.compile(r"[a-z0-9_']+|[^\sa-z0-9_'\"`()\[\]{}*]+")
_STOP = re.compile(r"[.!?;]\s|\n\s*\n|\bbut\b")


class Sentence:
    """What stands around a stretch of a text, up to the ends of its sentence.

    >>> text = "login OK, no invalid_grant any more"
    >>> Sentence(text, text.index("invalid"), text.index(" any")).denies
    True
    """

    def __init__(self, text: str, at: int, to: int) -> None:
        self._line = text[max(0, at - _AROUND) : at].lower()
        self._rest = text[to : to + _AROUND].lower()
        self._is_last = len(text) <= to + _AROUND
        self._before = _STOP.split(self._line)[-1]
        self._after = _STOP.split(self._rest)[0]

    @property
    def denies(self) -> bool:
        """Whether it says that it is not so, or no more."""
        behind = _WORD.findall(self._after)
        return (
            _is_denied(self._governor, behind)
            or _is_over(self._said, behind)
            or bool(_IN_VAIN.search(self._after) or _AFTER_ALL.match(self._after))
            or self._story_ends_well
        )

    @property
    def supposes(self) -> bool:
        """Whether it only asks what would be if it were so."""
        around = f"{self._before} … {self._after}"
        if self._governor in _CONDITION:
            return bool(_SUPPOSED.search(around))
        return bool(_WONDERED.search(self._before) and _IF.search(around))

    @property
    def is_general(self) -> bool:
        """Whether it speaks of a rule, a wish or a number, and of no event."""
        return bool(_GENERAL.search(self._before[-_SHORTLY:]))

    @property
    def compares(self) -> bool:
        """Whether it is a line of a program that looks for it: `if error == "…"`."""
        return bool(_COMPARED.search(self._line))

    @property
    def is_of_a_program(self) -> bool:
        """Whether somebody works on a program that meets it: `I wrote a handler for …`."""
        worked = self._governor in _HANDLED or _WORKED.search(self._before)
        return bool(worked) and not _UNHANDLED.search(self._before)

    @property
    def is_met(self) -> bool:
        """Whether somebody met it, by the words before it."""
        return bool(_MET.search(self._before))

    @cached_property
    def _governor(self) -> str:
        """The nearest word before it that has a meaning of its own."""
        return next((word for word in self._said if word not in _LIGHT), "")

    @cached_property
    def _said(self) -> list[str]:
        """The words before it, the nearest first."""
        return _WORD.findall(self._before)[::-1]

    @property
    def _story_ends_well(self) -> bool:
        """`…, works again`, and the text is at its end."""
        well = self._is_last and _WELL.search(self._rest)
        return bool(well) and not _ON.search(self._rest)


def lists_topics(text: str) -> bool:
    """Whether a text begins as one whose errors nobody has: an agenda, a plan, a help text."""
    return bool(_TOPICS.match(text))


def _is_denied(governor: str, after: list[str]) -> bool:
    """A negator before it, with nothing but light words between: `nobody has seen any …`."""
    return _negates(governor) and not _SINCE.intersection(after[:2])


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
