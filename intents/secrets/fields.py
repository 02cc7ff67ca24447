"""Secrets that show by the name of their field: in URLs, JSON, headers, XML, forms and prose."""

import re
from collections.abc import Callable

from intents.errors import find
from intents.recognise.folded import fold
from intents.recognise.wording import is_label

_WORD = r"[A-Za-z][A-Za-z0-9_.\-\u00c0-\u024f]{0,80}+"
_QUOTE = r"(?:\\{0,8}[\"'\u2018-\u201f]|&(?:quot|\#34|\#39|apos|\#x22|\#x27);|%2522|%22|%27)"
#: A name (one word, or two in prose), and what stands between it and its value.
_NAMED = re.compile(
    rf"(?<![A-Za-z0-9_])(?P<name>{_WORD}(?:[ ]{_WORD})?){_QUOTE}?"
    r"(?P<mark>\s{0,3}(?:=(?:&gt;|>)|:=|[=:]|%3[aAdD]|%253[aAdD]|&\#61;|&\#x3[dD];|&equals;|\\u003[dD])\s{0,3}(?:[bu]?(?=[\"']))?"
    r"|(?:[ ]\w{2,12}=\"[^\"<>]{0,200}\")?>|[ ](?:is|was)[ :]\s{0,3})"
    rf"(?P<quote>{_QUOTE}?)"
)
_STRONG = re.compile(
    r"(?:(?P<access>(?:access|id|auth|oauth|bearer)token)|(?P<refresh>refreshtoken)"
    r"|(?P<session>session(?:id|token|key)|sfsid|sidclient)|(?P<code>codeverifier|auth(?:orization)?code|devicecode)"
    r"|(?P<client>(?:client|consumer|app|signing|shared)secret|secretkey)"
    r"|(?P<password>passw(?:or)?d|pwd|passphrase|passwort|kennwort|motdepasse|passe|contrasea|wachtwoord|senha)|(?P<security>securitytoken)"
    r"|(?P<signed>assertion|samlresponse|idtokenhint)|(?P<private>privatekey)|(?P<key>(?:api|access|account|shared)key))$"
)
_WEAK = re.compile(
    r"(?:^(?:(?P<code>code)|(?P<state>state|nonce|relaystate)|(?P<session>sid)|(?P<password>pass|pw|otp)"
    r"|(?P<signed>jwt))|(?P<access>token)|(?P<client>secret))$"
)
#: Before `code` these make it one that tells something, and no authorization code.
_TELLS = frozenset(
    ("error", "status", "exit", "exception", "fault", "http", "reason", "response", "result")
)
_KIND = {
    "access": "access token",
    "refresh": "refresh token",
    "session": "session id",
    "code": "authorization code",
    "state": "state",
    "client": "client secret",
    "password": "password",
    "security": "security token",
    "signed": "signed token",
    "private": "private key",
    "key": "key",
}
_MARKS = re.compile(r"[^A-Za-z0-9]")
_PARTS = re.compile(r"[ _.\-]")
#: Without one of these there is no name of a secret.
_STEMS = re.compile(r"(?i:tok|sec|pas|pwd|sid|ses|cod|sta|non|ass|saml|key|jwt|otp|pw|ntic|elay)")
#: A value ends at a quote, a blank, or what ends a field in a URL, in code or in a form.
_BARE = re.compile(r"(?:[^\s\"'<>&;,{}\[\]()%\\]|%(?!26|2526|22|2522|3[cC])|\\(?![\"'nrt\\u]))+")
_BARE_PASSWORD = re.compile(r"[^\s\"'<>&]+")
_TO_QUOTE = {
    '"': re.compile(r'(?:[^"\\]|\\.)*', re.DOTALL),
    "'": re.compile(r"(?:[^'\\]|\\.)*", re.DOTALL),
}
_TO_MARK = re.compile(r"[^<\"'\\&%\u2018-\u201f]+")
_TO_TAG = re.compile(r"[^<]+")
_URL = re.compile(r"(?:[?&#;]|%3[fF]|%26|%2526|%253[fF])$")
_SNAKE = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z]+)+|\d{1,5}")
#: What was cut already, and a private key: that goes whole, by its own form.
_NONE = re.compile(r"\[[A-Za-z ]{3,24} removed\]$|-----BEGIN")
#: What stands where a secret would: a variable, a wildcard, or what is wrong with it.
_STAND_IN = re.compile(
    r"\$\{|\$[A-Z_]{3,}$|%[A-Z_]+%$|\{\{|@\w+\.\w|(?:process\.env|os\.environ|ENV|self|this)\b"
    r"|(?:[*x.\u2022]+|null|none|nil|undefined|true|false|yes|no|required|redacted|incorrect|wrong|invalid)$",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\d|[a-z][A-Z]")  # no word of a language
_SHORT = 8  # letters of a value in a sentence, at least
_LONG = 16  # letters of a value that is no word, even without a digit
_ENOUGH = 64  # letters: so long a value goes, whatever it says; looking on within it is quadratic
_INPUT = re.compile(r"<(?:input|param|meta)\b[^<>]{1,6000}", re.IGNORECASE)
_INPUT_NAME = re.compile(
    r"\b(?:name|id)\s{0,3}=\s{0,3}[\"']?([A-Za-z0-9_.\-]{1,60})", re.IGNORECASE
)
_INPUT_VALUE = re.compile(
    r"(\b(?:value|content)\s{0,3}=\s{0,3})(\"[^\"]*\"?|'[^']*'?|[^\s>]+)", re.IGNORECASE
)

Removed = Callable[[str, str], str]


def cut_fields(text: str, removed: Removed) -> str:
    """The text with `removed(kind, value)` in the place of each secret."""
    if not _STEMS.search(text):
        return text
    if "<" in text:
        text = _INPUT.sub(lambda tag: _input(tag[0], removed), text)
    parts: list[str] = []
    done = 0
    for found in _NAMED.finditer(text):
        if found.end() <= done:
            continue
        kind, weak = kind_of(found["name"])
        if not kind:
            continue
        value = _value(text, found, kind)
        if value and _is_secret(value, found, text, weak=weak):
            parts += [text[done : found.end()], removed(kind, value)]
            done = found.end() + len(value)
    return "".join([*parts, text[done:]])


def kind_of(name: str) -> tuple[str, bool]:
    """What a field of this name holds; and whether the name may mean something else too."""
    bare = _MARKS.sub("", name).lower()
    if strong := _STRONG.search(bare):
        return _KIND[strong.lastgroup or ""], False
    *before, last = _PARTS.split(name)
    if before and before[-1].lower() in _TELLS and last.lower() == "code":
        return "", False
    if weak := _WEAK.search(last.lower()):
        return _KIND[weak.lastgroup or ""], True
    return "", False


def _value(text: str, found: re.Match[str], kind: str) -> str:
    quote = found["quote"]
    if found["mark"].endswith(">") and not found["mark"].rstrip(">").endswith("="):
        is_tag = text.endswith(("<", ":"), 0, found.start())
        value = _TO_TAG.match(text, found.end()) if is_tag else None
    elif quote in _TO_QUOTE:
        value = _TO_QUOTE[quote].match(text, found.end())
    elif quote:
        value = _TO_MARK.match(text, found.end())
    else:
        bare = _BARE_PASSWORD if kind == "password" else _BARE
        value = bare.match(text, found.end())
    return value[0] if value else ""


def _is_secret(value: str, found: re.Match[str], text: str, *, weak: bool) -> bool:
    """Whether a value is one, and not the error that stands behind `code` or `token`."""
    plainly = value.strip(" .,:;!?`*)")
    if not plainly or _NONE.match(plainly) or _is_stand_in(plainly) or find(plainly):
        return False
    mark = found["mark"].strip()
    told = mark in ("is", "was")
    if "password" in found["name"].lower():
        return not (told and (is_label(fold(plainly)) or plainly.endswith("ed")))
    if told or (mark == ":" and not found["quote"]):
        return not (weak and (told or _SNAKE.fullmatch(plainly))) and _looks_made(plainly)
    return not weak or _is_no_word(plainly, found, text)


def _is_stand_in(value: str) -> bool:
    return len(value) < _ENOUGH and bool(_STAND_IN.match(value))


def _is_no_word(value: str, found: re.Match[str], text: str) -> bool:
    """Whether the value of a name that may mean something else tells nothing, as secrets do."""
    if _URL.search(text, max(0, found.start() - 6), found.start()):
        return not value.isdigit() or len(value) > len("99999")
    if found["name"].lower().endswith("code"):  # `AccessDenied` is none
        telling = _looks_made(value) or len(value) >= _ENOUGH
    else:
        telling = bool(_MIXED.search(value)) or len(value) >= _LONG or found["mark"] == "="
    return telling and not _SNAKE.fullmatch(value)


def _looks_made(value: str) -> bool:
    """Whether a value that stands in a sentence was made by a machine."""
    digits = sum(c.isdigit() for c in value)
    made = (digits > 0 and len(value) >= _SHORT) or len(value) >= _LONG + _SHORT
    return made and "=" not in value.rstrip("=")


def _input(tag: str, removed: Removed) -> str:
    """A form field: its name says what its value is, in whatever order they stand."""
    name, value = _INPUT_NAME.search(tag), _INPUT_VALUE.search(tag)
    if not name or not value:
        return tag
    kind, _ = kind_of(name[1])
    held = value[2].strip("\"'")
    if not kind or not held or find(held):
        return tag
    return f'{tag[: value.start()]}{value[1]}"{removed(kind, held)}"{tag[value.end() :]}'
