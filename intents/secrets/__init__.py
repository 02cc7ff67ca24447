"""Secrets in a paste: cut before anything else is done with it.

Whatever looks like a secret goes, also what may be none: what is lost is never what an error is
recognised by. Cut twice: as it was pasted, and with every wrapping taken off.
"""

from collections import Counter

from pydantic import BaseModel, ConfigDict

from intents.recognise.plain import plain
from intents.secrets.fields import cut_fields
from intents.secrets.shapes import cut_shapes
from intents.secrets.spoken import cut_spoken

_SESSION = "End that user's sessions in Setup, Session Management."
_GRANT = "Revoke it in Setup, Connected Apps OAuth Usage, and connect again in 6sense."
#: What to revoke, by kind; the order in which they are told.
REVOKE = {
    "access token": _GRANT,
    "refresh token": _GRANT,
    "session id": _SESSION,
    "authorization code": "Log in again: the next login makes this code useless.",
    "state": "Log in again: the login that was under way cannot be trusted any more.",
    "client secret": "Rotate the secret where the app is managed.",
    "password": "Change the password now.",
    "security token": "Reset the security token in the user's personal settings.",
    "signed token": "Revoke what it opens, if it has not expired.",
    "private key": "Replace the key and its certificate now.",
    "Slack token": "Revoke it in the Slack app's settings and install the app again.",
    "authorization header": "Revoke the token, or change the password, that it carried.",
    "key": "Revoke it where it was made.",
}
_LEAST = 8  # letters: a value so short stands elsewhere by chance


class Removed(BaseModel):
    """A kind of secret that was cut: how often, and what to revoke. Never the value."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str
    count: int
    revoke: str


class Cut(BaseModel):
    """A text without its secrets."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    removed: tuple[Removed, ...] = ()


def cut(text: str) -> Cut:
    """The text without its secrets; where wrapping hid one, the text without its wrapping.

    >>> cut("https://x.example/cb?code=aPrxK4Qz.8sPqT&error=access_denied").text
    'https://x.example/cb?code=[authorization code removed]&error=access_denied'
    """
    once, kinds = _cut(text)
    unwrapped = plain(once)
    if unwrapped != once:
        again, more = _cut(unwrapped)
        if more:
            once, kinds = again, kinds + more
    removed = (
        Removed(kind=kind, count=kinds[kind], revoke=how)
        for kind, how in REVOKE.items()
        if kinds[kind]
    )
    return Cut(text=once, removed=tuple(removed))


def _cut(text: str) -> tuple[str, Counter[str]]:
    """One pass: what a name gives away, what its own form gives away, and the same once more."""
    values: dict[str, str] = {}
    kinds: Counter[str] = Counter()

    def removed(kind: str, value: str) -> str:
        kinds[kind] += 1
        if len(value) >= _LEAST:
            values.setdefault(value, kind)
        return f"[{kind} removed]"

    text = cut_spoken(cut_shapes(cut_fields(text, removed), removed), removed)
    for value, kind in values.items():
        if value in text:
            kinds[kind] += text.count(value)
            text = text.replace(value, f"[{kind} removed]")
    return text, kinds
