"""The integration user has authorised the legacy app (Article B, Steps 5 and 6)."""

from intents.check import Check, Group, Judged, bad, good
from intents.facts.token import UserToken, VendorToken
from intents.known import Facts
from intents.org.legacy import OLD_WITNESSES, old_token, told

_SUBJECT = "user:integration"


def judge(facts: Facts) -> Judged:
    wanted = "a live token of the integration user for the app"
    token = old_token(facts)
    if token is None:
        return bad("no live token", wanted, _SUBJECT)
    return good(f"live token; {told(token)}", wanted, _SUBJECT)


CHECK = Check(
    "legacy-user-authorised",
    needs=(UserToken,),
    judge=judge,
    group=Group.LEGACY,
    witnesses=(VendorToken, *OLD_WITNESSES),
    blocked_by=(
        "app-not-blocked",
        "legacy-app-visible",
        "legacy-app-installed",
        "user-active",
        "user-not-frozen",
        "user-api-enabled",
        "user-can-consent",
        "legacy-user-assigned",
    ),
    subject=_SUBJECT,
)
