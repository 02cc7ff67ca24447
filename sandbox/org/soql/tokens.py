"""Words of a SOQL text.

Source: Salesforce SOQL and SOSL Reference, "SOQL SELECT Syntax" and "Quoted String Escape
Sequences".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.org.soql.errors import SoqlError

LONGEST = 100_000  # SOQL and SOSL Limits for Search Queries: 100,000 characters

_WORD = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<datetime>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d))
  | (?P<date>\d{4}-\d\d-\d\d)
  | (?P<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?![\w.]))
  | (?P<name>[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)
  | (?P<string>'(?:[^'\\]|\\.)*')
  | (?P<operator><=|>=|!=|<>|=|<|>)
  | (?P<mark>[(),:])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_KNOWN_ESCAPES = set("nNrRtTbBfF\"'\\_%")


@dataclass(frozen=True, slots=True)
class Token:
    """One word: its kind, its text as written, and where it stands."""

    kind: str
    text: str
    pos: int

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the given keywords (SOQL ignores case)."""
        return self.kind == "name" and self.text.upper() in words


def tokens(text: str) -> tuple[Token, ...]:
    """All words of the text, closed by an ``end`` token."""
    if len(text) > LONGEST:
        raise SoqlError(
            "MALFORMED_QUERY", f"SOQL statements cannot be longer than {LONGEST} characters"
        )
    found: list[Token] = []
    at = 0
    while at < len(text):
        word = _WORD.match(text, at)
        if word is None:
            raise _unreadable(text, at)
        kind = word.lastgroup or "space"
        if kind != "space":
            found.append(Token(kind, word.group(), at))
        at = word.end()
    found.append(Token("end", "<EOF>", len(text)))
    return tuple(found)


def unquoted(token: Token, text: str) -> str:
    """The value of a string literal, its escapes resolved."""

    def resolve(match: re.Match[str]) -> str:
        code, char = match.groups()
        if code:
            return chr(int(code, 16))
        if char not in _KNOWN_ESCAPES:
            raise SoqlError(
                "MALFORMED_QUERY",
                f"Invalid string literal '{token.text[1:-1]}'. Illegal character sequence"
                f" '\\{char}' in string literal.",
                text,
                token.pos,
            )
        return _ESCAPED.get(char.lower(), char if char not in "_%" else f"\\{char}")

    return _ESCAPE.sub(resolve, token.text[1:-1])


def _unreadable(text: str, at: int) -> SoqlError:
    row = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1)
    if text[at] == "'":
        reason = f"line {row}:{len(text) - 1} mismatched character '<EOF>' expecting '''"
    else:
        reason = f"line {row}:{column} no viable alternative at character '{text[at]}'"
    return SoqlError("MALFORMED_QUERY", reason)
