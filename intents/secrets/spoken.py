"""Secrets that are told: a name in a sentence or a table, and beside it what a machine made."""

import re

from intents.errors import find
from intents.secrets.fields import Removed, kind_of

_NAME = (
    r"(?:client|consumer|app)[ _-]?secret|api[ _-]?key|session[ _-]?id|passwd|pwd|pw"
    r"|(?:(?:access|refresh|security|session)[ _-]?)?token|pass(?:word|wort|phrase)?"
)
_SET_OFF = r"[\"'`*_)(\u2018-\u201f]{0,3}"
_SAID = re.compile(
    rf"(?<![A-Za-z0-9])(?P<keep>(?P<name>{_NAME}){_SET_OFF}(?:\s(?:is|was|value)\b)?\s{{0,3}}"
    rf"(?P<mark>(?:->|[|:=>\u2013\u2014\u2192-])?){_SET_OFF}\s{{0,3}}{_SET_OFF})"
    r"(?P<value>[^\s\"'`|<>\[\u2018-\u201f][^\s\"'`|<>\u2018-\u201f]{3,400})",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?=.*\d)(?=.*[A-Za-z])(?!\d{4}-\d\d|.*://|.*=[^=]|.*:\d|[^@]+@[\w.-]+\.\w+$|[A-Z0-9]+_[A-Z0-9_]+\W*$)"
)
_LEAST, _LONG = 8, 16  # letters where nothing marks the value, and where it is any token


def cut_spoken(text: str, removed: Removed) -> str:
    """The text with `removed(kind, value)` in the place of each secret."""

    def instead(found: re.Match[str]) -> str:
        value = found["value"]
        least = _LONG if found["name"].lower() == "token" else 0 if found["mark"] else _LEAST
        if len(value) < least or not _MADE.match(value) or find(value.strip(".,;:!?")):
            return found[0]
        return found["keep"] + removed(kind_of(found["name"])[0], value)

    return _SAID.sub(instead, text)
