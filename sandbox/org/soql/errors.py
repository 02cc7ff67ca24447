r"""Salesforce's way to refuse a query: a code and a text that points into the query.

Source: recorded REST answers, for example
``\nselect count() from XYZZY\n                    ^\nERROR at Row:1:Column:21\n…``.
"""

from __future__ import annotations

import re

_BEFORE = 41  # recorded answers show up to 41 characters before the column …
_AFTER = 45  # … and at most about 45 from it, in whole words


class SoqlError(Exception):
    """A query Salesforce would answer with 400, `code` and `message`."""

    def __init__(self, code: str, message: str, text: str = "", pos: int | None = None) -> None:
        self.code = code
        self.reason = message
        self.message = message if pos is None else pointed(text, pos) + message
        super().__init__(self.message)


def pointed(text: str, pos: int) -> str:
    """The excerpt, the caret and the place, as Salesforce prints them before the reason."""
    row = text.count("\n", 0, pos) + 1
    line_start = text.rfind("\n", 0, pos) + 1
    line_end = text.find("\n", pos)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    column = pos - line_start
    start = _excerpt_start(line, column)
    excerpt = line[start : _excerpt_end(line, column)]
    return f"\n{excerpt}\n{' ' * (column - start)}^\nERROR at Row:{row}:Column:{column + 1}\n"


def _excerpt_start(line: str, column: int) -> int:
    if column <= _BEFORE:
        return 0
    for word in re.finditer(r"(?<=\s)\S", line[:column]):
        if column - word.start() <= _BEFORE:
            return word.start()
    return column


def _excerpt_end(line: str, column: int) -> int:
    if len(line) - column <= _AFTER:
        return len(line)
    last_space = line.rfind(" ", column, column + _AFTER)
    return last_space if last_space > column else column + _AFTER
