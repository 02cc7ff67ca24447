"""Secrets that show by their own form, wherever they stand.

Sources: Salesforce Help, OAuth tokens (`00D…!…`, `5Aep…`, `aPrx…`); RFC 7515 (JWT), RFC 7468
(private keys), RFC 6750 (Bearer); Slack docs, token types.
"""

import re
from collections.abc import Callable

#: What a token is made of; of the escapes only those that are a part of one.
_TAIL = r"[A-Za-z0-9._+/=~\-]|%(?:25)?(?:3[Dd]|2[BbFf]|21)"
_BEGIN = r"-----BEGIN[A-Z0-9 +%]{0,40}PRIVATE[ +%0-9]{1,6}KEY[A-Z ]{0,8}-----"
_END = r"-----END[A-Z0-9 +%]{0,40}PRIVATE[ +%0-9]{1,6}KEY[A-Z ]{0,8}-----"
_BLANK = r"(?:\s|\+|%20){1,3}"
_MARK = r"\\*[\"']?\s{0,3}(?:=>|[:=]|%3[aAdD])\s{0,3}\\*[\"']?"
_SCHEME = r"(?:Bearer|Basic|OAuth|Token|Digest|Negotiate)"
_CUT = r"\[[A-Za-z ]{3,24} removed\]"  # what was cut already, by a form of its own
#: Kind, what must be in the text for the pattern to be worth trying, the pattern.
_SHAPES: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("private key", ("PRIVATE",), re.compile(rf"{_BEGIN}[\s\S]*?(?:{_END}|\Z)")),
    ("refresh token", ("force://",), re.compile(r"force://[^\s\"'<>]{8,}")),
    (
        "access token",
        ("00D",),
        re.compile(
            rf"00D[A-Za-z0-9]{{11,15}}(?:!|%21|%2521|&#33;|&excl;|\\u0021)(?:{_TAIL}){{4,}}"
        ),
    ),
    ("refresh token", ("5Aep",), re.compile(rf"5Aep(?:{_TAIL}){{12,}}")),
    ("authorization code", ("aPrx",), re.compile(rf"aPrx(?:{_TAIL}){{6,}}")),
    ("client secret", (), re.compile(r"(?<![0-9A-Za-z])[0-9A-F]{64}(?![0-9A-Za-z])")),
    ("signed token", ("eyJ",), re.compile(r"eyJ[A-Za-z0-9_\-]{8,}(?:\.[A-Za-z0-9_\-]*){0,4}")),
    (
        "Slack token",
        ("xox", "xapp-"),
        re.compile(r"(?:xoxe\.)?xox[a-z]-[A-Za-z0-9\-]{6,}|xapp-[A-Za-z0-9\-]{6,}"),
    ),
    (
        "authorization header",
        ("uthorization", "UTHORIZATION"),
        re.compile(
            rf"(?<=uthorization)(?P<keep>{_MARK})(?!(?:{_SCHEME}{_BLANK})?{_CUT})"
            rf"(?:{_SCHEME}{_BLANK})?[^\s\"'<>,;\\]{{4,}}",
            re.IGNORECASE,
        ),
    ),
    (
        "authorization header",
        ("earer", "asic", "EARER", "OAuth "),
        re.compile(
            rf"\b(?:[Bb]earer|BEARER|[Bb]asic|OAuth){_BLANK}"
            r"(?=[A-Za-z0-9._~+/=!%\-]*\d)[A-Za-z0-9._~+/=!%\-]{16,}"
        ),
    ),
    (
        "password",
        ("://",),
        re.compile(r"(?<=://)(?P<keep>[^\s/:@\"'<>]{1,200}:)[^\s/@\"'<>]{1,400}(?=@)"),
    ),
    (
        "key",
        ("ghp_", "gho_", "ghs_", "AKIA", "sk_live_"),
        re.compile(r"gh[pousr]_[A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}|sk_live_[A-Za-z0-9]{8,}"),
    ),
)


def cut_shapes(text: str, removed: Callable[[str, str], str]) -> str:
    """The text with `removed(kind, value)` in the place of each secret."""
    for kind, signs, pattern in _SHAPES:
        if not signs or any(sign in text for sign in signs):
            text = pattern.sub(lambda found, kind=kind: _instead(found, kind, removed), text)  # type: ignore[misc]
    return text


def _instead(found: re.Match[str], kind: str, removed: Callable[[str, str], str]) -> str:
    keep = found.groupdict().get("keep") or ""
    return keep + removed(kind, found[0][len(keep) :])
