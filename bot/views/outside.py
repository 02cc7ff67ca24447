"""Text from an org or a person on its way into a message: cleaned, cut, made harmless.

Source: Slack docs, Formatting message text (escaping, special mentions, date tokens).
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NewType

#: Text that is safe inside a mrkdwn object; made only here and from literals.
Mrkdwn = NewType("Mrkdwn", str)

#: Markers and what stands in for them: asterisk operator, tilde operator, modifier letters.
_LOOKALIKE = str.maketrans({"*": "\u2217", "~": "\u223c", "`": "\u02cb"})
_LOW_LINE, _RATIO = "\u02cd", "\u2236"
_ENTITY = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_BARE = str.maketrans({"<": "\u2039", ">": "\u203a"})
_EDGE_UNDERSCORE = re.compile(r"(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])")
_CODE = re.compile(r"`([^`]+)`")
_ADDRESS = re.compile(r"(https://[\w./?=&%#-]*[\w/])", re.ASCII)
_SHORTCODE = re.compile(r":(?=[A-Za-z0-9_+'-]+:)")
_URL = 500  # characters; Slack takes 3000, but a section must hold more than its link
_ALOUD = 75
_LEAST = 24  # characters: below that a cut says nothing
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,30}")
_GROUP_ID, _CHANNEL_ID = re.compile(r"S[A-Z0-9]{2,30}"), re.compile(r"[CG][A-Z0-9]{2,30}")
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/?")
_PATH = re.compile(r"/[\w./~%?=&#:+,;@-]*", re.ASCII)


def units(text: str) -> int:
    """Length as Slack's clients count it: UTF-16 code units, never fewer than characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """One line of printable text: no control, bidi or surrogate characters, no double spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def short(text: str, limit: int) -> str:
    """Cleaned, and cut to `limit` with the number of characters that are missing."""
    whole = clean(text)
    if units(whole) <= limit:
        return whole
    kept = whole
    while kept and units(kept) + len(_missing(whole, kept)) > limit:
        kept = kept[: min(len(kept) - 1, limit)]
    return kept.rstrip() + _missing(whole, kept)


def _missing(whole: str, kept: str) -> str:
    return f"… (+{len(whole) - len(kept)} characters)"


def bare(text: str, limit: int) -> str:
    """For places that are plain by contract (plan titles, rich_text, headers, button labels).

    Angle brackets become look-alikes: harmless should a client read them as mrkdwn after all.
    """
    return short(text, limit).translate(_BARE) or "-"


def aloud(text: str) -> str:
    """What a screen reader says of a button (≤ 75): cut at a word, with no count to be read out."""
    whole = bare(text, 1000)
    while units(whole) > _ALOUD:
        kept = whole.removesuffix("…").rstrip()
        words, _, _ = kept.rpartition(" ")
        whole = f"{words or kept[: _ALOUD // 2]}…"
    return whole


def escaped(text: str, limit: int = 300) -> Mrkdwn:
    """For mrkdwn: `&<>` as entities, markers as look-alikes (Slack has no escape for those).

    Underscores inside a word stay, since Slack formats only at word edges: API names survive.
    `code` stays code, the one marker our own words use: nothing inside it is read.
    """
    return Mrkdwn(_within(text, limit, _harmless) or "-")


def own(text: str, limit: int = 300) -> Mrkdwn:
    """For our own words: as `escaped`, and an address in them can be clicked."""
    parts = _ADDRESS.split(clean(text))
    drawn = [_linked(p) if at % 2 else _harmless(p) for at, p in enumerate(parts)]
    whole = "".join(drawn)
    return Mrkdwn(whole) if units(whole) <= limit else escaped(text, limit)


def _linked(address: str) -> str:
    return f"<{address.translate(_ENTITY)}>"


def value(text: str, limit: int = 160) -> Mrkdwn:
    """A value as it was seen, in a code span: everything but the backtick is literal there."""
    return Mrkdwn(f"`{_within(text, limit, _literal) or '-'}`")


def _harmless(text: str) -> str:
    parts = _CODE.split(text)  # every second part stood between backticks
    return "".join(f"`{_literal(p)}`" if at % 2 else _inert(p) for at, p in enumerate(parts))


def _inert(text: str) -> str:
    plain = _EDGE_UNDERSCORE.sub(lambda m: _LOW_LINE * len(m.group()), text.translate(_LOOKALIKE))
    return _SHORTCODE.sub(_RATIO, plain).translate(_ENTITY)


def _literal(text: str) -> str:
    return text.replace("`", "\u02cb").translate(_ENTITY)


def _within(text: str, limit: int, written: Callable[[str], str]) -> str:
    """As much of the text as fits `limit` once it is written: an entity is never cut open."""
    room, done = limit, written(short(text, limit))
    while units(done) > limit and room > _LEAST:
        room = max(_LEAST, room * limit // units(done) - 1)
        done = written(short(text, room))
    return done


def mention(user: str) -> Mrkdwn:
    """`<@U…>` from a Slack id that the caller verified; any other name stays plain text."""
    return Mrkdwn(f"<@{user}>") if _SLACK_ID.fullmatch(user) else escaped(user, 60)


def tagged(entity: str) -> Mrkdwn:
    """A person, user group or channel by its verified Slack id; any other name stays text."""
    if _GROUP_ID.fullmatch(entity):
        return Mrkdwn(f"<!subteam^{entity}>")
    if _CHANNEL_ID.fullmatch(entity):
        return Mrkdwn(f"<#{entity}>")
    return mention(entity)


def when(at: str) -> Mrkdwn:
    """A moment in the reader's own time zone (Slack docs, Date formatting); "" unreadable."""
    moment = instant(at)
    if moment is None:
        return Mrkdwn("")
    plain = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return Mrkdwn(f"<!date^{int(moment.timestamp())}^{{date_short_pretty}} {{time}}|{plain}>")


def instant(at: str) -> datetime | None:
    """An ISO 8601 time as the facts carry it; UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def url(base: str, path: str) -> str:
    """A page of the org, or "" where base or path is not plainly one."""
    if not (_BASE.fullmatch(base) and _PATH.fullmatch(path)):
        return ""
    whole = base.rstrip("/") + path
    return whole if len(whole) <= _URL else ""


def pressed_by(who: str, at: str) -> Mrkdwn:
    """Who pressed a button, and when."""
    return Mrkdwn(f"pressed by {mention(who)}, {when(at)}".removesuffix(", "))


def link(base: str, path: str, label: str) -> Mrkdwn:
    """A deep link, or just the page's name where there is no address for it."""
    if address := url(base, path):
        return Mrkdwn(f"<{address.translate(_ENTITY)}|{escaped(label, 80).replace('|', '¦')}>")
    return escaped(label, 80)
