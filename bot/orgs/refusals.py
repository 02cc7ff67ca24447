"""What an org's refusal means, in our words. Pure.

Salesforce's own texts are safe to repeat: they name fields, objects and reasons, never tokens.
Source: REST API Developer Guide, *Status Codes and Error Responses*; Salesforce Help, *OAuth 2.0
Authorization Errors*.
"""

from typing import Any

from intents.fact import Unlearnt, Why
from intents.org.rights import label

_HIDDEN = frozenset({"INVALID_FIELD", "INVALID_TYPE", "NOT_FOUND", "INSUFFICIENT_ACCESS"})
_NO_API = frozenset({"API_DISABLED_FOR_ORG", "API_CURRENTLY_DISABLED"})
_UNAUTHORIZED, _FORBIDDEN, _MISSING, _TOO_MANY, _BROKEN = 401, 403, 404, 429, 500
_LONGEST = 300
_ADVICE = " If you are attempting to use a custom"


def told(body: Any) -> tuple[str, str]:  # noqa: ANN401 -- whatever JSON the org sent
    """Error code and message of an error body; ("", "") where it has neither."""
    first = body[0] if isinstance(body, list) and body else body
    if not isinstance(first, dict):
        return "", ""
    code = first.get("errorCode") or first.get("error")
    message = first.get("message") or first.get("error_description")
    return printable(code)[:64], shortened(_text(message))


def shortened(message: str) -> str:
    """The sentence that tells something.

    Before it SOQL errors repeat the query, line by line; after it they explain custom fields.
    """
    lines = [
        line.strip() for line in message.split(_ADVICE, maxsplit=1)[0].splitlines() if line.strip()
    ]
    last = printable(lines[-1]) if lines else ""
    return last if len(last) <= _LONGEST else last[: _LONGEST - 1] + "…"


def refused(status: int, body: Any, grant: str = "") -> Unlearnt:  # noqa: ANN401 -- as `told`
    """Why an answer of this status and body taught us nothing.

    `grant` is the API name of the right that the question names; the error may name another.
    """
    code, message = told(body)
    said = " ".join(part for part in (code, message) if part) or f"HTTP {status}"
    says = f"Salesforce answered {said}"
    if code == "REQUEST_LIMIT_EXCEEDED" or status == _TOO_MANY:
        return Unlearnt(why=Why.BUDGET, says=says, code=code)
    if code in _NO_API:
        return Unlearnt(why=Why.RIGHT, says=says, code=code, grant=label("ApiEnabled"))
    if status == _UNAUTHORIZED:
        return Unlearnt(why=Why.SIGN_IN, says=says, code=code)
    if status >= _BROKEN:
        return Unlearnt(why=Why.TROUBLE, says=says, code=code)
    if status in (_FORBIDDEN, _MISSING) or code in _HIDDEN or code.startswith("INSUFFICIENT_"):
        return Unlearnt(why=Why.RIGHT, says=says, code=code, grant=label(grant))
    return Unlearnt(why=Why.TROUBLE, says=says, code=code)


def trouble(says: str) -> Unlearnt:
    """No answer that is one came back."""
    return Unlearnt(why=Why.TROUBLE, says=says)


def sign_in(says: str, code: str = "") -> Unlearnt:
    """The org did not let us in."""
    return Unlearnt(why=Why.SIGN_IN, says=says, code=code)


def printable(value: object) -> str:
    """Text as it can be kept and shown, on one line."""
    return "".join(c for c in _text(value) if c.isprintable())


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
