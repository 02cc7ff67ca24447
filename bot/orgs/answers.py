"""From what an org sent to rows, or to the reason why there are none. Pure.

What comes in may be anything: an org, a proxy or a fault may answer with HTML, numbers, or a
megabyte of brackets. Nothing here raises for it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.orgs.refusals import refused, trouble
from intents.fact import Refused, Said, Unlearnt
from intents.question import Question, Soql

_DEEPEST = 12
_GOOD = 200
_BROKEN = 500


@dataclass(frozen=True)
class Answer:
    """One answer of an org: a status and a body, or why none came (`unlearnt`).

    Attributes:
        again: the same request may fare better at once (a connection that was cut).
        split: one question of several may be what hung or was cut off; ask them apart.
    """

    status: int = 0
    body: Any = None
    unlearnt: Unlearnt | None = None
    again: bool = False
    split: bool = False

    @property
    def good(self) -> bool:
        """The org answered the question."""
        return self.unlearnt is None and _GOOD <= self.status < _GOOD + 100

    @property
    def broken(self) -> bool:
        """A server error."""
        return self.status >= _BROKEN


def lost(says: str, *, again: bool = False, split: bool = False) -> Answer:
    """No answer."""
    return Answer(unlearnt=trouble(says), again=again, split=split)


def heard(question: Question, answer: Answer, asked: str, at: str) -> Said | Refused:
    """One question's answer, as rows or as a refusal."""
    rows: tuple[tuple[dict[str, Any], ...], bool] | None = None
    if answer.good:
        query = isinstance(question.ask, Soql)
        rows = _records(answer.body) if query else _document(answer.body)
    if rows is not None:
        return Said(rows=rows[0], done=rows[1], asked=asked, at=at)
    return Refused(unlearnt=why_not(question, answer), asked=asked, at=at)


def why_not(question: Question, answer: Answer) -> Unlearnt:
    """Why this answer is none."""
    if answer.unlearnt:
        return answer.unlearnt
    if answer.good:
        return trouble("the answer came back in a form I do not know")
    return refused(answer.status, answer.body, question.shows[0] if question.shows else "")


def parts(body: Any, count: int) -> list[Answer] | None:  # noqa: ANN401 -- any JSON
    """The answers inside a composite envelope, in order; None where it is not one.

    Source: REST API Developer Guide, *Composite Batch* (`results`) and *Composite*
    (`compositeResponse`).
    """
    if not isinstance(body, dict):
        return None
    batch, composite = body.get("results"), body.get("compositeResponse")
    if isinstance(batch, list):
        return _parts(batch, "statusCode", "result", count)
    if isinstance(composite, list):
        return _parts(composite, "httpStatusCode", "body", count)
    return None


def _parts(found: Sequence[Any], status: str, body: str, count: int) -> list[Answer] | None:
    if len(found) != count:
        return None
    return [
        Answer(part[status], part.get(body))
        if isinstance(part, dict) and isinstance(part.get(status), int)
        else lost("a part of the answer came back in a form I do not know")
        for part in found
    ]


def _records(body: Any) -> tuple[tuple[dict[str, Any], ...], bool] | None:  # noqa: ANN401 -- any JSON
    """Rows of a query, and whether they are all. Source: *Query*, `done` and `totalSize`."""
    if not isinstance(body, dict):
        return None
    rows, total = body.get("records"), body.get("totalSize")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    if not isinstance(total, int) or not isinstance(body.get("done"), bool):
        return None
    whole = body["done"] and total <= len(rows)
    return tuple(plain(row) for row in rows), whole


def _document(body: Any) -> tuple[tuple[dict[str, Any], ...], bool] | None:  # noqa: ANN401 -- any JSON
    """A GET's object is one row, its list is rows. What is cut in it, its fact must know."""
    if isinstance(body, dict):
        return (plain(body),), True
    if isinstance(body, list) and all(isinstance(row, dict) for row in body):
        return tuple(plain(row) for row in body), True
    return None


def plain(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 -- any JSON
    """The same value without what cannot be stored: halves of surrogate pairs, NaN, abysses.

    `attributes` (type and URL of a row) is left out: no fact reads it, and it doubles the size.
    """
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict | list) and depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        return {plain(k): plain(v, depth + 1) for k, v in value.items() if k != "attributes"}
    if isinstance(value, list):
        return [plain(item, depth + 1) for item in value]
    return value
