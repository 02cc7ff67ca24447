"""A paste as it was meant: no escapes, entities, quote marks, broken lines or hidden characters.

Every step is one pass over the text, so the time is linear in its length.
"""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

_TWICE = 2  # HTML in HTML
_THRICE = 3  # a URL in a URL in a URL

_HIDDEN = dict.fromkeys(
    (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF)
)
#: Curly quotes, and letters of other alphabets that look like Latin ones.
_ALIKE = str.maketrans("\u2018\u2019\u201a\u02bc\u00b4\u0430\u0435\u043e\u0440\u0441\u0445\u0443"
                       "\u0456\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425",
                       "'''''aeopcxyiABEKMHOPCTX")  # fmt: skip
#: UTF-8 that was read as Windows-1252: `â€™`.
_GARBLED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]{1,3}")
#: None begins within a run of backslashes: looking on from each of them is quadratic.
_UNICODE = re.compile(r"(?<!\\)\\+u([0-9a-fA-F]{4})")
_ESCAPED = re.compile(r"(?<!\\)\\+([\"'/_&=])")
_BREAK = re.compile(r"(?<!\\)\\+[nrt]")
_SOFT = re.compile(r"=\r?\n")
_QUOTED_PRINTABLE = re.compile(r"=(3D|5F|20|22)")
_INLINE_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|wbr|font|mark|code)(?:\s[^<>=]{1,40}=[^<>]{0,200})?\s?/?>",
    re.IGNORECASE,
)
_QUOTE_MARK = re.compile(r"^[ \t>|]+", re.MULTILINE)
_CUT = ("_ ", "_\t", "_\r", "_\n", "\n_")
#: A code that was cut at an underscore, or stretched around it; `_this_` is only Markdown.
_CUT_CODE = re.compile(
    r"(?<=\w)(?:[ \t]{1,8}_[ \t]{1,8}|_[ \t]{0,8}\r?\n[ \t]{0,8}|[ \t]{0,8}\r?\n[ \t]{0,8}_)(?=\w)"
)
_PLUS = re.compile(r"(?<=[A-Za-z/])\+(?=[A-Za-z])")
_BAR = re.compile(r"(?<=[A-Z_])\|(?=[A-Z_])")


def plain(text: str) -> str:
    """The text with every wrapping taken off.

    >>> plain("error=invalid_client&amp;error_description=app%2520must be")
    'error=invalid_client&error_description=app must be'
    """
    if not text.isascii():
        text = _GARBLED.sub(_ungarbled, text)
        text = unicodedata.normalize("NFKC", text.translate(_HIDDEN)).translate(_ALIKE)
    return _joined(_decoded(text))


def _decoded(text: str) -> str:
    """Without the escapes of JSON, e-mail, HTML and URLs, in the order they are put on."""
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", _BREAK.sub("\n", _UNICODE.sub(_character, text)))
    if "=\n" in text or "=\r\n" in text:
        text = _QUOTED_PRINTABLE.sub(lambda m: chr(int(m[1], 16)), _SOFT.sub("", text))
    text = _unescaped(text)
    for _ in range(_THRICE):
        if "%" not in text or (once := unquote(text, errors="replace")) == text:
            break
        text = once
    return _unescaped(text)


def _joined(text: str) -> str:
    """Without tags, marks of quoting, and breaks within a code."""
    if "+" in text:
        text = _PLUS.sub(" ", text)
    if "<" in text:
        text = _INLINE_TAG.sub("", text)
    if "\n" in text:
        text = _QUOTE_MARK.sub("", text)
    if "|" in text:
        text = _BAR.sub("l", text)
    if any(sign in text for sign in _CUT):
        text = _CUT_CODE.sub("_", text)
    return text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _ungarbled(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode()
    except UnicodeError:
        return found[0]


def _unescaped(text: str) -> str:
    for _ in range(_TWICE):
        if "&" not in text or (once := unescape(text)) == text:
            break
        text = once
    return text
