"""Whether a token has ended by the app's own policy: its row may outlive it.

Source: Salesforce Help, OAuth Policies of an External Client App (refresh token policy).
"""

from datetime import datetime, timedelta

from intents.check import Blocked
from intents.fact import Unseen
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.token import Token, UserToken
from intents.known import Facts
from intents.org.sixsense import oauth_policy

#: The longest that one of each can be.
_UNITS = {
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
    "months": timedelta(days=31),
}
_IDLE = timedelta(days=30)


def lapsed(facts: Facts, token: Token) -> str:
    """Since when the token should have ended, in words; "" where nothing says so."""
    try:
        policy = oauth_policy(facts.afresh())
    except (Unseen, Blocked):
        return ""
    kind, last = _kind(policy), token.last_used_date or token.created_date
    since = last if kind == "specificinactivity" else token.created_date
    unit = _UNITS.get((policy.refresh_token_validity_unit or "").casefold())
    period, now = policy.refresh_token_validity_period, _moment(facts.at(UserToken))
    began = _moment(since)
    if kind not in ("specificinactivity", "specificlifetime") or not (unit and period):
        return ""
    if not now or not began or now - began <= period * unit:
        return ""
    facts.rows(OauthPolicy)  # only where it says something is it evidence
    how = "last used" if since == token.last_used_date else "given"
    return f"{how} {since[:10]}, and by the app's policy it ends after {period} {_shown(policy)}"


def at_work(facts: Facts, token: Token) -> bool:
    """Whether a token was used lately: what rested for longer shows no working integration.

    30 idle days end the refresh tokens of such vendors (Salesforce Help, requirements of 2026).
    """
    if not token.use_count or not token.last_used_date:
        return False
    last, now = _moment(token.last_used_date), _moment(facts.at(UserToken))
    return not last or not now or now - last <= _IDLE


def _kind(policy: OauthPolicy) -> str:
    return (policy.refresh_token_policy_type or "").casefold()


def _shown(policy: OauthPolicy) -> str:
    unit = (policy.refresh_token_validity_unit or "").casefold()
    return f"{unit} without use" if _kind(policy) == "specificinactivity" else unit


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
