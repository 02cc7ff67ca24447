"""The users can see a consent page, or need none any more (Login History, API-only user)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.app import App
from intents.facts.granted import UserRights
from intents.facts.installed_package import VendorPackage
from intents.facts.token import UserToken
from intents.facts.user import User
from intents.intent import Track
from intents.known import Facts
from intents.org import effective
from intents.org.lapse import lapsed
from intents.org.legacy import old_token
from intents.org.people import both, person
from intents.org.tokens import TOKEN_WITNESSES, live_token


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    wanted = "a user who can log in with a browser, or a live token already"
    paths = effective.right(facts, person(facts, role), "ApiUserOnly")
    if not paths:
        return good("can log in with a browser", wanted)
    legacy = facts.track is Track.LEGACY
    if token := old_token(facts) if legacy else live_token(facts):
        if not legacy and (since := lapsed(facts, token)):
            return doubtful(f"API-only, and the integration user's token was {since}", wanted)
        return good("API-only, but the integration user's token is live", wanted)
    seen = f"API-only through {paths[0]}, and consent is still needed: no consent page will open"
    return bad(seen, wanted)


CHECK = Check(
    "user-can-consent",
    needs=(User, UserRights),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(*TOKEN_WITNESSES, VendorPackage, App, UserToken),
    blocked_by=("user-active",),
    subject="user:integration",
    also=("user:setup",),
)
