"""`check <org> [as eca|legacy] [only <check>, …]`."""

from difflib import get_close_matches

from intents.checks import CHECKS
from intents.intent import CheckOrg, Help, Intent, Track
from intents.typed import ORG, ORG_RULE, unclear

_TRACKS = {"eca": Track.ECA, "legacy": Track.LEGACY}


def check(words: list[str], text: str) -> Intent:
    """`check <org> [as eca|legacy] [only <check>, …]`."""
    if not words:
        return unclear(text, why="which org? Say check and its name")
    org, rest = words[0], words[1:]
    if not ORG.fullmatch(org):
        return unclear(org, why=ORG_RULE)
    track: Track | None = None
    only: tuple[str, ...] = ()
    while rest:
        head = rest[0].casefold()
        if head == "as" and len(rest) > 1 and track is None:
            if (track := _TRACKS.get(rest[1].casefold())) is None:
                near = get_close_matches(rest[1].casefold(), _TRACKS, n=2, cutoff=0.4)
                return unclear(rest[1], *(f"check {org} as {name}" for name in near or _TRACKS))
            rest = rest[2:]
        elif head == "only" and len(rest) > 1 and not only:
            only, rest = _names(rest[1:])
            if wrong := next((name for name in only if name not in CHECKS), None):
                return _unknown_check(org, wrong)
        else:
            return unclear(" ".join(rest), f"check {org}")
    return CheckOrg(org=org, track=track, only=only)


def _names(rest: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """The check names up to an `as`; commas and spaces both part them."""
    end = next((at for at, word in enumerate(rest) if word.casefold() == "as"), len(rest))
    named = (word.casefold().replace("_", "-") for word in rest[:end] if word != ",")
    return tuple(dict.fromkeys(named)), rest[end:]


def _unknown_check(org: str, wrong: str) -> Help:
    near = get_close_matches(wrong, CHECKS, n=3, cutoff=0.5)
    return unclear(
        wrong, *(f"check {org} only {name}" for name in near), why="there is no check of that name"
    )
