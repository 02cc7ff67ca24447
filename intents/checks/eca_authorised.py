"""The integration user has authorised the app (Object Reference, OauthToken)."""

from intents.check import Check, Group, Judged, bad, doubtful, good
from intents.facts.token import UserToken
from intents.known import Facts
from intents.org.lapse import lapsed
from intents.org.sixsense import APP, the_app
from intents.org.tokens import TOKEN_WITNESSES, live_token


def judge(facts: Facts) -> Judged:
    the_app(facts)
    wanted = "a live token of the integration user for the app"
    token = live_token(facts)
    if token is None:
        return bad("no live token", wanted)
    if since := lapsed(facts, token):
        return doubtful(f"a token is there, {since}", wanted)
    last = (token.last_used_date or "")[:10] or "never"
    return good(f"live token; last used {last}, {token.use_count or 0:,} uses", wanted)


CHECK = Check(
    "eca-authorised",
    needs=(*APP, UserToken),
    judge=judge,
    group=Group.ECA,
    witnesses=TOKEN_WITNESSES,
    blocked_by=(
        "app-present",
        "app-not-blocked",
        "app-enabled",
        "oauth-enabled",
        "permitted-users-self-authorize",
        "user-active",
        "user-not-frozen",
        "user-api-enabled",
        "user-can-consent",
    ),
)
