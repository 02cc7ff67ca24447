"""The app is not blocked, by nobody (Metadata API Developer Guide, BlacklistedConsumer)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, bad, good
from intents.fact import Unlearnt, Unseen
from intents.facts.blocked_app import BlockedApp
from intents.finding import Status
from intents.intent import Track
from intents.known import Facts, silent
from intents.org.namesakes import alone, names, plain
from intents.org.sixsense import APP, APP_WITNESSES, app
from intents.org.vendor import VENDOR

_WANTED = "not blocked"
#: What to do, by whether API Access Control blocked it.
_STEPS: dict[bool | None, str] = {
    True: "Install the app and pre-authorize its users; leave API Access Control on.",
    False: "Ask whoever blocked the app why; then unblock it.",
    None: "",
}


def judge(facts: Facts) -> Judged:
    try:
        return _judged(facts)
    except Unseen as unseen:
        # Article A does not speak of it, and few users may read metadata: where the External
        # Client App is judged, not to know this is no reason to doubt the rest.
        weighs, why = facts.track is Track.LEGACY, unseen.unlearnt
        return Judged(Status.UNKNOWN, why.says, _WANTED, weighs=weighs, unlearnt=why)


def _judged(facts: Facts) -> Judged:
    ours = _names(facts)
    if not ours:
        return Judged(Status.NOT_APPLICABLE, "no app of 6sense's is here")
    found = facts.some(BlockedApp, lambda blocked: bool(ours & _said(blocked)))
    if not found:
        if facts.rows(BlockedApp, lambda blocked: not blocked.is_whole):
            raise silent("an app is blocked that cannot be read: it may be 6sense's")
        return good(_WANTED, _WANTED)
    if why := _unclear(facts, ours & _said(found[0])):
        return Judged(Status.UNKNOWN, why.says, _WANTED, unlearnt=why)
    said = {True: " by API Access Control", False: " by an administrator", None: ""}
    first = found[0]
    seen = f"{first.master_label or first.full_name} is blocked{said[first.by_control]}"
    return replace(bad(seen, _WANTED), step=_STEPS[first.by_control])


def _unclear(facts: Facts, said: set[str]) -> Unlearnt | None:
    """Why it may be another app that is blocked under one of these names."""
    if facts.track is Track.LEGACY or not (mine := app(facts)):
        return None
    try:
        for name in said:
            alone(facts, mine, name)
    except Unseen as unseen:
        return unseen.unlearnt
    return None


def _names(facts: Facts) -> set[str]:
    """What the app that counts is called. What is left of the other one may well be blocked."""
    if facts.track is Track.LEGACY:
        return {plain(name) for name in (*VENDOR.legacy.apps, *VENDOR.legacy.tokens)}
    mine = app(facts)
    return names(mine) if mine else set()


def _said(blocked: BlockedApp) -> set[str]:
    given = (blocked.full_name, blocked.consumer_name, blocked.master_label)
    return {plain(name) for name in given if name}


CHECK = Check(
    "app-not-blocked",
    needs=(),
    judge=judge,
    group=Group.APP,
    witnesses=(BlockedApp, *APP, *APP_WITNESSES),
)
