"""The users can see a consent page, or need none any more (Login History, API-only user)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, good
from intents.facts.app import App
from intents.facts.granted import UserRights
from intents.facts.installed_package import VendorPackage
from intents.facts.token import UserToken
from intents.facts.user import User
from intents.known import Facts
from intents.people import both, holds
from intents.tokens import TOKEN_WITNESSES, live_token


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    wanted = "a user who can log in with a browser, or a live token already"
    if not holds(facts, role, "ApiUserOnly"):
        return good("can log in with a browser", wanted)
    if live_token(facts):
        return good("API-only, but the integration user's token is live", wanted)
    return bad("API-only, and consent is still needed: no consent page will open", wanted)


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
