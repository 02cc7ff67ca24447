"""IP Relaxation is Enforce IP restrictions (Article A, Configure policies)."""

from dataclasses import replace

from intents.check import Check, Group, Judged, same
from intents.fact import Unseen
from intents.facts.oauth_policy import OauthPolicy
from intents.facts.oauth_settings import OauthSettings
from intents.facts.recent_login import RecentLogin
from intents.facts.user import User
from intents.finding import Status
from intents.known import Facts
from intents.org.logins import by_address
from intents.org.namesakes import names, plain
from intents.org.people import person
from intents.org.sixsense import APP, APP_WITNESSES, oauth_policy, the_app

_RELAXATION = {
    "Enforce": "Enforce IP restrictions",
    "Bypass": "Relax IP restrictions",
    "Bypass_2factor": "Relax IP restrictions for activated devices",
    "Enforce_RelaxRefresh": "Enforce IP restrictions, but relax for refresh tokens",
}


def judge(facts: Facts) -> Judged:
    found = same(oauth_policy(facts).ip_relaxation_policy_type, "Enforce", _RELAXATION)
    day = _refused(facts.afresh())
    if found.status is not Status.OK or not day:
        return found
    # No query shows a profile's login IP ranges; a login refused for them does.
    seen = f"{found.seen}; on {day} 6sense's login was refused: are 6sense's addresses allowed?"
    step = "Ask 6sense which addresses it calls from, and allow them where the login was refused."
    return replace(found, status=Status.WARN, seen=seen, looked=(User, RecentLogin), step=step)


def _refused(facts: Facts) -> str:
    """The day of the integration user's last login through the app, if refused for its address."""
    try:
        mine, ours = person(facts, "integration").id, {"", *names(the_app(facts))}
        logins = facts.rows(RecentLogin, lambda r: r.user_id == mine and plain(r.through) in ours)
    except Unseen:
        return ""
    last = max(logins, key=lambda row: row.login_time, default=None)
    return last.login_time[:10] if last and by_address(last.status) else ""


CHECK = Check(
    "ip-restrictions-enforced",
    needs=(*APP, OauthPolicy),
    judge=judge,
    group=Group.ECA,
    witnesses=(*APP_WITNESSES, OauthSettings, User, RecentLogin),
    blocked_by=("app-policies-present",),
)
