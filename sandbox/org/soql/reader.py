"""A place in a run of tokens, and the small things every clause reads.

Source: Salesforce SOQL and SOSL Reference, "SOQL SELECT Syntax".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sandbox.org.soql.date_functions import DATE_FUNCTIONS
from sandbox.org.soql.errors import SoqlError
from sandbox.org.soql.tokens import Token
from sandbox.org.soql.tree import Aggregate, Path, Query

FUNCTIONS = frozenset({"COUNT", "COUNT_DISTINCT", "MAX", "MIN", "SUM", "AVG"})
_DEEPEST = 40  # a guard for the parser, far beyond what Salesforce accepts
_KEYWORDS = (
    *("SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET"),
    *("AND", "OR", "NOT", "IN", "LIKE", "NULLS", "ASC", "DESC", "ALL"),
)


class Reader:
    """Walks over the tokens of one text."""

    def __init__(
        self, text: str, words: tuple[Token, ...], parse_query: Callable[[Reader], Query]
    ) -> None:
        self.text = text
        self.parse_query = parse_query
        self._words = words
        self._at = 0
        self._depth = 0

    @property
    def now(self) -> Token:
        """The token not yet read."""
        return self._words[self._at]

    @property
    def after(self) -> Token:
        """The token behind it."""
        return self._words[min(self._at + 1, len(self._words) - 1)]

    def take(self) -> Token:
        """Read one token; the end can be read for ever."""
        token = self.now
        self._at = min(self._at + 1, len(self._words) - 1)
        return token

    def unexpected(self, token: Token | None = None) -> SoqlError:
        """Salesforce's refusal of a token out of place."""
        token = token or self.now
        return SoqlError(
            "MALFORMED_QUERY", f"unexpected token: '{token.text}'", self.text, token.pos
        )

    def accept(self, mark: str) -> bool:
        """Read this mark if it stands here."""
        if self.now.kind == "mark" and self.now.text == mark:
            self.take()
            return True
        return False

    def expect(self, mark: str) -> None:
        """Read this mark or refuse."""
        if not self.accept(mark):
            raise self.unexpected()

    def accept_word(self, word: str) -> bool:
        """Read this keyword if it stands here."""
        if self.now.is_word(word):
            self.take()
            return True
        return False

    def word(self, word: str) -> None:
        """Read this keyword or refuse."""
        if not self.accept_word(word):
            raise self.unexpected()

    def name(self) -> Token:
        """Read an identifier that is not a keyword of the language."""
        if self.now.kind != "name" or self.now.is_word(*_KEYWORDS):
            raise self.unexpected()
        return self.take()

    def path(self) -> Path:
        """Read a field path."""
        token = self.name()
        return Path(tuple(part.strip() for part in token.text.split(".")), token.pos)

    def column(self, *, with_alias: bool) -> Path | Aggregate:
        """Read a field or an aggregate function, perhaps with an alias."""
        start = self.now
        path = self.path()
        if not self.accept("("):
            alias = self._alias() if with_alias else None
            return Path(path.parts, path.pos, alias)
        function = path.text.upper()
        if function in DATE_FUNCTIONS:
            inner = self.path()
            self.expect(")")
            alias = self._alias() if with_alias else None
            return Path(inner.parts, start.pos, alias, function)
        if function not in FUNCTIONS:
            raise self.unexpected(start)
        of = None if self.now.text == ")" else self.path()
        if of is None and function != "COUNT":
            raise self.unexpected()
        self.expect(")")
        return Aggregate(function, of, start.pos, self._alias() if with_alias else None)

    def _alias(self) -> str | None:
        if (
            self.now.kind == "name"
            and not self.now.is_word(*_KEYWORDS)
            and "." not in self.now.text
        ):
            return self.take().text
        return None

    def integer(self, most: int) -> int:
        """Read a whole number that is not negative."""
        token = self.now
        digits = token.text.isdigit() and len(token.text) <= len(str(most))
        if token.kind != "number" or not digits or int(token.text) > most:
            raise self.unexpected()
        self.take()
        return int(token.text)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """Count how deep the text nests, and refuse before Python does."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.unexpected()
        yield
        self._depth -= 1
