"""What a person typed → an Intent. Never raises: what is not understood becomes Help."""

import re
from difflib import get_close_matches

from intents.checks import CHECKS
from intents.intent import CheckOrg, Help, Intent, Track

#: The name of a connection: what an org may be called here.
ORG = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ORG_RULE = "an org's name has 1 to 64 of: letters, digits, . _ -"

_TRACKS = {"eca": Track.ECA, "legacy": Track.LEGACY}
_SHORT = 80
#: Straight, curly and angular quotes and backticks, as chat programs put them around names.
_QUOTES = str.maketrans(dict.fromkeys("`\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e", " "))
_LONGEST = 2000  # nothing that can be meant is longer; keeps difflib quick


def parse(text: str) -> Intent:
    """The intent behind a command line.

    >>> parse("check acme-prod as legacy only oauth-enabled")
    CheckOrg(kind='check', org='acme-prod', track=<Track.LEGACY: 'legacy'>, only=('oauth-enabled',))
    """
    plain = text[:_LONGEST].translate(_QUOTES).replace(",", " , ").split()
    if not plain or plain[0].casefold() == "help":
        return Help()
    verb, *rest = plain
    if verb.casefold() == "check":
        return _check(rest, text)
    return _near_verb(verb, rest, text)


def _near_verb(verb: str, rest: list[str], text: str) -> Help:
    near = get_close_matches(verb.casefold(), ["check", "help"], n=1, cutoff=0.6)
    if near and near[0] == "check":
        return _help(text, " ".join(["check", *rest]) if rest else "check <org>")
    if near:
        return _help(text, "help")
    if not rest and ORG.fullmatch(verb):
        return _help(text, f"check {verb}")
    return _help(text)


def _check(words: list[str], text: str) -> Intent:
    if not words:
        return _help(text, why="which org? Say check and its name")
    org, rest = words[0], words[1:]
    if not ORG.fullmatch(org):
        return _help(org, why=_ORG_RULE)
    track: Track | None = None
    only: tuple[str, ...] = ()
    while rest:
        head = rest[0].casefold()
        if head == "as" and len(rest) > 1 and track is None:
            if (track := _TRACKS.get(rest[1].casefold())) is None:
                near = get_close_matches(rest[1].casefold(), _TRACKS, n=2, cutoff=0.4)
                return _help(rest[1], *(f"check {org} as {name}" for name in near or _TRACKS))
            rest = rest[2:]
        elif head == "only" and len(rest) > 1 and not only:
            only, rest = _names(rest[1:])
            if wrong := next((name for name in only if name not in CHECKS), None):
                return _unknown_check(org, wrong)
        else:
            return _help(" ".join(rest), f"check {org}")
    return CheckOrg(org=org, track=track, only=only)


def _names(rest: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The check names up to an `as`; commas and spaces both part them."""
    end = next((at for at, word in enumerate(rest) if word.casefold() == "as"), len(rest))
    named = (word.casefold().replace("_", "-") for word in rest[:end] if word != ",")
    return tuple(dict.fromkeys(named)), rest[end:]


def _unknown_check(org: str, wrong: str) -> Help:
    near = get_close_matches(wrong, CHECKS, n=3, cutoff=0.5)
    return _help(
        wrong, *(f"check {org} only {name}" for name in near), why="there is no check of that name"
    )


def _help(unknown: str, *near: str, why: str = "") -> Help:
    shown = " ".join("".join(c if c.isprintable() else " " for c in unknown).split())
    short = shown if len(shown) <= _SHORT else f"{shown[: _SHORT - 1]}…"
    return Help(unknown=short, near=tuple(n[:200] for n in near), why=why)
