"""The users are not frozen (Object Reference, UserLogin.IsFrozen)."""

from collections.abc import Iterator

from intents.check import Check, Group, Judged, bad, good
from intents.fact import Unseen
from intents.facts.token import UserToken, VendorToken
from intents.facts.user import User
from intents.facts.user_login import UserLogin
from intents.known import Facts
from intents.org.people import both, login, person

_WANTED = "not frozen"
_VPN = "as Salesforce itself does after a call from an anonymising VPN or proxy"


def judge(facts: Facts) -> Iterator[Judged]:
    return both(facts, _look)


def _look(facts: Facts, role: str) -> Judged:
    state = login(facts, role)
    if not state.is_frozen:
        locked = "; its password is locked: no login by password until it is unlocked"
        return good(f"not frozen{locked if state.is_password_locked else ''}", _WANTED)
    if _tokens_gone(facts.afresh(), role):
        facts.rows(UserToken)  # only where it says something is it evidence
        # Salesforce Help, anonymising VPNs: since 24 April 2026 it freezes and revokes by itself.
        return bad(f"the {role} user is frozen, and no token is left, {_VPN}", _WANTED)
    return bad(f"the {role} user is frozen", _WANTED)


def _tokens_gone(facts: Facts, role: str) -> bool:
    """Whether the user is proven to hold no token of any app."""
    mine = person(facts, role).id
    try:
        held = facts.some(UserToken, lambda token: token.user_id == mine)
        return not held and not facts.rows(VendorToken, lambda token: token.user_id == mine)
    except Unseen:
        return False


CHECK = Check(
    "user-not-frozen",
    needs=(User, UserLogin),
    judge=judge,
    group=Group.PEOPLE,
    witnesses=(UserToken, VendorToken),
    blocked_by=("user-active",),
    subject="user:integration",
    also=("user:setup",),
)
