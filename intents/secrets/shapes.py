"""Secrets that show by their own form, wherever they stand.

Sources: Salesforce Help, OAuth tokens (`00D…!…`, `5Aep…`, `aPrx…`); RFC 7515 (JWT), RFC 7468
(private keys), RFC 6750 (Bearer); Slack docs, token types.
"""

import re
from collections.abc import Callable

#: What a token is made of; of the escapes only those that are a part of one.
_TAIL = r"[A-Za-z0-9._+/=~\-]|%(?:25)?(?:3[Dd]|2[BbFf]|21)"
#: A token that a narrow window broke goes on in the next line, and looks like none of its words.
_MORE = rf"(?:\r?\n[> \t|]{{0,8}}(?=\S*\d)(?=\S*[a-z])(?=\S*[A-Z])(?:{_TAIL}){{12,}})*"
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
            rf"00D[A-Za-z0-9]{{11,15}}(?:!|%21|%2521|&#33;|&excl;|\\u0021|\s?!\s(?=A[QR]))"
            rf"(?:{_TAIL}){{4,}}{_MORE}"
        ),
    ),
    ("refresh token", ("5Aep",), re.compile(rf"5Aep(?:{_TAIL}){{12,}}{_MORE}")),
    ("authorization code", ("aPrx",), re.compile(rf"aPrx(?:{_TAIL}){{6,}}{_MORE}")),
    ("client secret", (), re.compile(r"(?<![0-9A-Za-z])[0-9A-F]{64}(?![0-9A-Za-z])")),
    (
        "signed token",
        ("eyJ",),
        re.compile(rf"eyJ[A-Za-z0-9_\-]{{8,}}(?:\.[A-Za-z0-9_\-]*){{0,4}}{_MORE}"),
    ),
    (
        "Slack token",
        ("xox", "xapp-", "hooks.slack"),
        re.compile(
            r"(?:xoxe\.)?xox[a-z]-[A-Za-z0-9\-]{6,}|xapp-[A-Za-z0-9\-]{6,}"
            r"|(?<=hooks\.slack\.com/)(?P<keep>\w{3,12}/)T\w+/B\w+/\w+"
        ),
    ),
    (
        "authorization header",
        ("uthorization", "UTHORIZATION"),
        re.compile(
            rf"(?<=uthorization)(?P<keep>{_MARK})(?!(?:{_SCHEME}{_BLANK})?(?:{_CUT}|[<${{]))"
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
        re.compile(r"(?<=://)(?P<keep>[^\s/:@\"'<>]{0,200}:)[^\s/@\"'<>]{1,400}(?=@)"),
    ),
    (
        "key",
        ("ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "AKIA", "AIza", "sk_live_", "sk-"),
        re.compile(
            r"gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w\-]{16,}|AKIA[0-9A-Z]{16}"
            r"|AIza[\w\-]{30,}|sk_live_[A-Za-z0-9]{8,}|\bsk-[A-Za-z0-9_\-]{20,}"
        ),
    ),
    (
        "password",
        (" -u", "--user"),
        re.compile(
            r"(?P<keep>(?<!\S)(?:-u|--user)[ =]?[\"']?[^\s:\"']{1,200}:)(?=\S*\d)[^\s\"']{4,}"
        ),
    ),
    (
        "authorization code",
        ("ode",),
        re.compile(r"(?i)(?P<keep>\bverification code(?: is)?\W{1,4})\d{5,8}\b"),
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
